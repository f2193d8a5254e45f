import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { KeyRound } from "lucide-react";
import type { Id, LoginMethod, LoginMethods } from "~/api/contract.ts";
import { installationQuery } from "~/api/queries.ts";
import { ButtonLink } from "~/parts/button.tsx";
import { Icon } from "~/parts/icon.tsx";
import { ProviderRing } from "~/parts/provider.tsx";
import { Line, Lines } from "~/parts/section.tsx";
import { Mark } from "~/parts/status.tsx";
import { Time } from "~/parts/time.tsx";
import { useProviderName } from "../provider_name.ts";
import { protocolName } from "./protocol_name.ts";

/** Every way in: the organization's login methods, and what is there without them. */
export function MethodLines({ organization, data }: { organization: Id; data: LoginMethods }) {
  const { t } = useLingui();
  const { data: installation } = useQuery(installationQuery);
  const { providers_only: only, break_glass: owner } = data.rule;
  const name = owner?.name ?? "";
  return (
    <Lines label={t`Login methods`}>
      {data.items.map((method) => (
        <MethodLine key={method.id} organization={organization} method={method} />
      ))}
      <Line
        face={
          <span className="ring">
            <Icon of={KeyRound} />
          </span>
        }
        title={t`Passkey and password`}
        says={
          only
            ? t`Only ${name} may use a passkey, in an emergency.`
            : installation?.passkeys
              ? t`Whoever joins by a link chooses one of these and may add the other on their account page.`
              : t`Passkeys need Muster to be reached over https by a host name; here people use passwords.`
        }
        end={<State active={!only} />}
      />
    </Lines>
  );
}

function MethodLine({ organization, method }: { organization: Id; method: LoginMethod }) {
  const { t } = useLingui();
  const provider = useProviderName()(method.provider, method.provider_name);
  const { name } = method;
  return (
    <Line
      face={<ProviderRing provider={method.provider} />}
      title={
        <Link
          to="/o/$organization/settings/login-methods/$method"
          params={{ organization, method: method.id }}
        >
          {name}
        </Link>
      }
      says={
        <>
          {provider === name
            ? protocolName(method.protocol)
            : `${provider} · ${protocolName(method.protocol)}`}
          {" · "}
          <LastArrival method={method} />
        </>
      }
      end={
        <>
          <State active={method.active} />
          <ButtonLink
            size="small"
            to="/o/$organization/settings/login-methods/$method"
            params={{ organization, method: method.id }}
          >
            {method.complete ? t`Manage` : t`Set up`} <span className="sr">{name}</span>
          </ButtonLink>
        </>
      }
    />
  );
}

/** Whether people may sign in by it. */
export function State({ active }: { active: boolean }) {
  const { t } = useLingui();
  return (
    <Mark tone={active ? "good" : "quiet"} shape={active ? "dot" : "dash"}>
      {active ? t`Active` : t`Inactive`}
    </Mark>
  );
}

/** What came of who came back last, in a few words. */
function LastArrival({ method }: { method: LoginMethod }) {
  const { t } = useLingui();
  const last = method.last_arrival;
  if (!method.complete) return t`the provider's side is missing`;
  if (!last) return t`nobody has come back from it since this server started`;
  const { at } = last;
  if (last.refused)
    return (
      <Trans>
        refused somebody <Time at={at} />
      </Trans>
    );
  if (last.trial)
    return (
      <Trans>
        tried with success <Time at={at} />
      </Trans>
    );
  return (
    <Trans>
      somebody signed in <Time at={at} />
    </Trans>
  );
}
