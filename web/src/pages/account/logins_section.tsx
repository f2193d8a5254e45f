import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { WayIn } from "~/api/contract.ts";
import { here, myLoginsQuery, startAddress } from "~/api/login.ts";
import { useStepUp } from "~/api/step_up.tsx";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { LoadingRows } from "~/parts/loading_rows.tsx";
import { ProviderRing } from "~/parts/provider.tsx";
import { Line, Lines, Section } from "~/parts/section.tsx";
import { Time } from "~/parts/time.tsx";

/** By which identity providers one signs in, and which others there are. */
export function LoginsSection() {
  const { t } = useLingui();
  const { data, error, isPending, refetch } = useQuery(myLoginsQuery);
  if (data && data.items.length + data.available.length === 0) return null;
  return (
    <Section
      title={t`Sign in with`}
      says={t`Your company's identity provider signs you in. Which account of it is yours, those who manage your organization can take back.`}
    >
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {isPending && <LoadingRows count={1} />}
      {data && (
        <Lines label={t`Sign in with`}>
          {data.items.map(({ login_method_id, name, provider, subject, used_at }) => (
            <Line
              key={login_method_id}
              face={<ProviderRing provider={provider} />}
              title={name}
              says={
                <Trans>
                  As {subject}, last used <Time at={used_at} />
                </Trans>
              }
            />
          ))}
          {data.available.map((way) => (
            <AvailableLine key={way.id} way={way} />
          ))}
        </Lines>
      )}
    </Section>
  );
}

/** A provider that one is not tied to. It takes a fresh proof, since it becomes a way in. */
function AvailableLine({ way }: { way: WayIn }) {
  const { t } = useLingui();
  const { proveFirst, window } = useStepUp();
  const [failure, setFailure] = useState<unknown>();
  const { name, provider, start } = way;
  const connect = async () => {
    setFailure(undefined);
    try {
      if (await proveFirst()) location.assign(startAddress(start, "tie", here()));
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <Line
      face={<ProviderRing provider={provider} />}
      title={name}
      says={
        failure === undefined ? (
          t`Not connected. Sign in there once, and you may sign in with it from then on.`
        ) : (
          <ErrorNote error={failure} />
        )
      }
      end={
        <>
          <Button onClick={() => void connect()}>{t`Connect ${name}`}</Button>
          {window}
        </>
      }
    />
  );
}
