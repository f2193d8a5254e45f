import { Trans, useLingui } from "@lingui/react/macro";
import { Download } from "lucide-react";
import type { LoginMethod } from "~/api/contract.ts";
import { ButtonAddress } from "~/parts/button.tsx";
import { Value } from "~/parts/copy.tsx";
import { Section } from "~/parts/section.tsx";
import type { GuideField } from "./guides/guide.ts";
import { guideOf } from "./guides/guides.ts";
import { useMethodProvider } from "./method_provider.ts";

/** What is done at the provider, step by step, with the exact values of this login method. */
export function MethodGuide({ method }: { method: LoginMethod }) {
  const { t } = useLingui();
  const provider = useMethodProvider(method);
  const { addresses } = method;
  const textOf = ({ value }: GuideField) => ("of" in value ? addresses[value.of] : value.words);
  return (
    <Section
      title={t`Set up ${provider}`}
      end={
        method.protocol === "saml" && (
          <ButtonAddress icon={Download} href={new URL(addresses.entity_id).pathname} download>
            {t`Our metadata file`}
          </ButtonAddress>
        )
      }
    >
      <ol className="card login-guide" aria-label={t`Setup guide`}>
        {guideOf(method.provider, method.protocol).map((step) => (
          <li key={step.id}>
            <div>
              <p>{step.text}</p>
              {step.fields?.map((field) => (
                <Value key={field.label} label={field.label} text={textOf(field)} />
              ))}
            </div>
          </li>
        ))}
      </ol>
      <p className="small muted">
        <Trans>Then fill in what {provider} says, test it, try it, and activate it.</Trans>
      </p>
    </Section>
  );
}
