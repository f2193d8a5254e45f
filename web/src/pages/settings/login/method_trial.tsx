import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation } from "@tanstack/react-query";
import { Check, ExternalLink, X } from "lucide-react";
import type { ReactNode } from "react";
import type { Id, LoginMethod } from "~/api/contract.ts";
import { here, startAddress } from "~/api/login.ts";
import { loginMethodCalls } from "~/api/login_method.ts";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button, ButtonAddress } from "~/parts/button.tsx";
import { Icon } from "~/parts/icon.tsx";
import { Section } from "~/parts/section.tsx";
import { Time } from "~/parts/time.tsx";

interface MethodTrialProps {
  organization: Id;
  method: LoginMethod;
}

/** Whether it works: what the server can look at by itself, and what came of who came back last. */
export function MethodTrial({ organization, method }: MethodTrialProps) {
  const { t } = useLingui();
  const test = useMutation({ mutationFn: () => loginMethodCalls(organization).test(method.id) });
  const last = method.last_arrival;
  return (
    <Section
      title={t`Test`}
      says={t`Test looks at what can be checked from here. Trying leads you to the provider and back, and signs nobody in; it works before you activate.`}
    >
      <div className="card">
        <div className="buttons">
          <Button aria-busy={test.isPending} onClick={() => test.isPending || test.mutate()}>
            {t`Test`}
          </Button>
          {method.complete && (
            <ButtonAddress icon={ExternalLink} href={startAddress(method.addresses.start, "try", here())}>
              {t`Try signing in`}
            </ButtonAddress>
          )}
        </div>
        {test.error && <ErrorNote error={test.error} onRetry={() => test.mutate()} />}
        <div role="status">
          {test.data && (
            <>
              <p>{test.data.passed ? t`Every check passed.` : t`A check failed.`}</p>
              <ul className="checks" aria-label={t`Checks of the test`}>
                {test.data.checks.map(({ name, passed, sentence }) => (
                  <CheckLine key={name + sentence} passed={passed}>
                    {sentence}
                  </CheckLine>
                ))}
              </ul>
            </>
          )}
        </div>
      </div>
      {last && (
        <div className="card">
          <p>
            <b>{last.trial ? t`Last tried` : t`Last sign-in`}</b> <Time at={last.at} />{" "}
            {last.refused ? <Trans>and refused.</Trans> : <Trans>and accepted.</Trans>}
          </p>
          <ul className="checks" aria-label={t`Checks of the last arrival`}>
            {last.passed.map((sentence) => (
              <CheckLine key={sentence} passed>
                {sentence}
              </CheckLine>
            ))}
            {last.refused && <CheckLine passed={false}>{last.refused}</CheckLine>}
          </ul>
        </div>
      )}
    </Section>
  );
}

/** The server says its checks in English. */
function CheckLine({ passed, children }: { passed: boolean; children: ReactNode }) {
  const { t } = useLingui();
  return (
    <li className={passed ? "passed" : "failed"}>
      <Icon of={passed ? Check : X} />
      <span>
        <span className="sr">{passed ? t`Passed:` : t`Failed:`}</span> <span lang="en">{children}</span>
      </span>
    </li>
  );
}
