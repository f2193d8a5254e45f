import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { BookOpen, KeyRound, Scale, SlidersHorizontal } from "lucide-react";
import type { ReactNode } from "react";
import type { Connection, Connections, Id } from "~/api/contract.ts";
import { licensesQuery } from "~/api/license.ts";
import { healthQuery } from "~/api/queries.ts";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button, ButtonLink } from "~/parts/button.tsx";
import { Value } from "~/parts/copy.tsx";
import { HealthCard } from "~/parts/health_card.tsx";
import { LicenseMeter } from "~/parts/license_meter.tsx";
import { LoadingRows } from "~/parts/loading_rows.tsx";
import { chosen, differing, usePolicyRules, usePresetNames } from "./policy.ts";
import { useProviderName } from "./provider_name.ts";
import { TokenLines } from "./token_lines.tsx";

interface ConnectionCardProps {
  organization: Id;
  connection: Connection;
  presets: Connections["presets"];
  app: string | undefined;
  /** The switch, or what stands in its place. */
  toggle: ReactNode;
  error: unknown;
  onGuide: () => void;
  onManage: () => void;
  onToken: () => void;
  /** Asks whether a Secret Token is to end. */
  onRevoke: (token: Id) => void;
}

/** One connection: how it fares, its values, its rules, and what can be done with it. */
export function ConnectionCard(props: ConnectionCardProps) {
  const { organization, connection, presets, app, toggle, error, onGuide, onManage, onToken, onRevoke } =
    props;
  const { t } = useLingui();
  const name = useProviderName()(connection.provider, connection.provider_name);
  const health = useQuery(healthQuery(organization, connection.id));
  const { data: licenses } = useQuery(licensesQuery(organization));
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
          <TokenLines
            organization={organization}
            connection={connection}
            health={health.data}
            onRevoke={onRevoke}
          />
          {licenses && (licenses.low || licenses.waiting + licenses.without_one > 0) && (
            <LicenseMeter bought={licenses.bought} inUse={licenses.in_use} waiting={licenses.waiting} />
          )}
          <RulesLine connection={connection} presets={presets} name={name} />
        </div>
      )}
      <div className="does">
        <Button size="small" icon={BookOpen} onClick={onGuide}>{t`Setup guide`}</Button>
        <Button size="small" icon={SlidersHorizontal} onClick={onManage}>
          {t`Manage`} <span className="sr">{name}</span>
        </Button>
        <ButtonLink
          size="small"
          icon={Scale}
          to="/o/$organization/settings/access/$connection"
          params={{ organization, connection: connection.id }}
        >
          {t`Rules`} <span className="sr">{name}</span>
        </ButtonLink>
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

/** Whose rules they are, and in words those that are not the standard ones. */
function RulesLine({
  connection: { policy, preset },
  presets,
  name,
}: Pick<ConnectionCardProps, "connection" | "presets"> & { name: string }) {
  const { t } = useLingui();
  const rules = usePolicyRules(name);
  const names = usePresetNames();
  const standard = presets.find((each) => each.preset === "standard")?.policy ?? policy;
  const special = differing(rules, standard, policy);
  const whose = preset ? names[preset].label : t`Custom`;
  return (
    <div>
      <p>
        <Trans>Rules: {whose}</Trans>
      </p>
      {special.length > 0 && (
        <ul>
          {special.map((rule) => (
            <li key={rule.name}>{chosen(rule, policy[rule.name]).says}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
