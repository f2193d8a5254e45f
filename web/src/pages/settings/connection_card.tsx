import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { BookOpen, KeyRound, SlidersHorizontal } from "lucide-react";
import type { ReactNode } from "react";
import type { Connection, Health, Id } from "~/api/contract.ts";
import { healthQuery } from "~/api/queries.ts";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { Value } from "~/parts/copy.tsx";
import { HealthCard } from "~/parts/health_card.tsx";
import { LoadingRows } from "~/parts/loading_rows.tsx";
import { Time } from "~/parts/time.tsx";
import { usePolicies } from "./policy.ts";
import { useProviderName } from "./provider_name.ts";

interface ConnectionCardProps {
  organization: Id;
  connection: Connection;
  app: string | undefined;
  /** The switch, or what stands in its place. */
  toggle: ReactNode;
  error: unknown;
  onGuide: () => void;
  onManage: () => void;
  onToken: () => void;
}

/** One connection: how it fares, its values, its rules, and what can be done with it. */
export function ConnectionCard(props: ConnectionCardProps) {
  const { organization, connection, app, toggle, error, onGuide, onManage, onToken } = props;
  const { t } = useLingui();
  const name = useProviderName()(connection.provider, connection.provider_name);
  const health = useQuery(healthQuery(organization, connection.id));
  const policies = usePolicies(name);
  const on = connection.state === "enabled";
  if (!health.data) return health.error ? <ErrorNote error={health.error} /> : <LoadingRows count={2} />;
  return (
    <HealthCard
      provider={connection.provider}
      providerName={name}
      {...(app && { app })}
      health={health.data}
      end={toggle}
    >
      {on && (
        <div className="values">
          <Value label={t`Tenant URL`} text={connection.tenant_url} />
          <p className="line">
            <TokenLine connection={connection} health={health.data} />
          </p>
          <ul>
            {policies.say(connection.policy).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </div>
      )}
      <div className="does">
        <Button size="small" icon={BookOpen} onClick={onGuide}>{t`Setup guide`}</Button>
        <Button size="small" icon={SlidersHorizontal} onClick={onManage}>
          {t`Manage`} <span className="sr">{name}</span>
        </Button>
        {on && (
          <Button size="small" icon={KeyRound} onClick={onToken}>
            {connection.has_token ? t`New token` : t`Generate token`}
          </Button>
        )}
      </div>
      {error !== undefined && (
        <div className="wrong">
          <ErrorNote error={error} />
        </div>
      )}
    </HealthCard>
  );
}

/** What is known of a token that nobody can read any more. */
function TokenLine({ connection: { token }, health }: { connection: Connection; health: Health }) {
  const { t } = useLingui();
  if (!token) return <span>{t`No Secret Token has been issued.`}</span>;
  // Health is told with each request, the token's own use only now and then.
  const { last_request_at: heardAt = "", last_address: heardFrom } = health;
  const isNewer = heardAt > token.created_at && heardAt > (token.last_used_at ?? "");
  const [usedAt, usedFrom] = isNewer ? [heardAt, heardFrom] : [token.last_used_at, token.last_used_from];
  return (
    <>
      <span>
        <Trans>
          Secret Token that ends in <code>{token.last_four}</code>
        </Trans>
      </span>
      <span className="faint">
        <Trans>
          Created <Time at={token.created_at} />
        </Trans>
      </span>
      <span className="faint">
        {usedAt ? (
          <Trans>
            Last used <Time at={usedAt} /> from {usedFrom}
          </Trans>
        ) : (
          <Trans>Not used yet</Trans>
        )}
      </span>
    </>
  );
}
