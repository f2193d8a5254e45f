import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import type { Connection, Id } from "~/api/contract.ts";
import { sessionQuery, summaryQuery } from "~/api/queries.ts";
import { LicenseMeter } from "~/parts/license_meter.tsx";
import { OneTimeSecret } from "~/parts/one_time_secret.tsx";
import { useProviderName } from "./provider_name.ts";

interface SecretWindowProps {
  organization: Id;
  connection: Connection;
  secretToken: string;
  onDone: () => void;
}

/** Tenant URL and Secret Token right after the token was made, and whether there are licenses enough. */
export function SecretWindow({ organization, connection, secretToken, onDone }: SecretWindowProps) {
  const { t, i18n } = useLingui();
  const provider = useProviderName()(connection.provider, connection.provider_name);
  const { data: me } = useQuery(sessionQuery);
  const { data: summary } = useQuery(summaryQuery(organization));
  const clock = i18n.date(new Date(connection.token?.created_at ?? connection.updated_at), {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const by = me?.person?.name ?? me?.setup?.label ?? "";
  return (
    <OneTimeSecret
      open
      title={t`Connect ${provider}`}
      providerName={provider}
      tenantUrl={connection.tenant_url}
      secretToken={secretToken}
      created={
        <Trans>
          Created {clock} by {by}
        </Trans>
      }
      overlaps={connection.policy.token_rotation === "overlap"}
      besideGuide
      onDone={onDone}
    >
      {summary && (
        <LicenseMeter
          bought={summary.licenses.bought}
          inUse={summary.licenses.in_use}
          waiting={summary.licenses.waiting}
          says="free"
        />
      )}
      <p className="small muted">{t`Make sure there are enough for everyone you will assign.`}</p>
    </OneTimeSecret>
  );
}
