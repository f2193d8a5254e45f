import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import type { Organization } from "~/api/contract.ts";
import { healthOfAllQuery } from "~/api/operator.ts";
import { useOrganizationEdit } from "~/api/organization.ts";
import { ErrorNote } from "~/parts/banner.tsx";
import { EmptyState } from "~/parts/empty_state.tsx";
import { Switch } from "~/parts/field.tsx";
import { HealthCard } from "~/parts/health_card.tsx";
import { Line, Lines, Section } from "~/parts/section.tsx";

/** Whether the plan includes provisioning, and how each connection does. */
export function ConnectionsSection({ organization }: { organization: Organization }) {
  const { t } = useLingui();
  const { data, error, refetch } = useQuery(healthOfAllQuery);
  const edit = useOrganizationEdit(organization.id);
  const included = organization.provisioning;
  const here = data?.filter((one) => one.organization.id === organization.id);
  return (
    <Section title={t`User provisioning`}>
      <Lines>
        <Line
          title={t`Part of the plan`}
          says={
            included
              ? t`Its administrators may connect an identity provider. Without it, what is on stays on, and nothing can be turned on.`
              : t`Nothing can be turned on. What was on before stays on.`
          }
          end={
            <Switch
              label={t`User provisioning is part of the plan`}
              checked={included}
              onChange={(provisioning) => edit.isPending || edit.mutate({ provisioning })}
            />
          }
        />
      </Lines>
      {edit.error && <ErrorNote error={edit.error} />}
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {here?.length === 0 && (
        <EmptyState title={t`Nothing is connected`}>
          {t`An owner connects an identity provider under Settings › Access management, or the customer's IT by a setup link.`}
        </EmptyState>
      )}
      {here && here.length > 0 && (
        <div className="healths">
          {here.map(({ connection, health }) => (
            <HealthCard
              key={connection.id}
              provider={connection.provider}
              providerName={connection.provider_name}
              health={health}
            />
          ))}
        </div>
      )}
    </Section>
  );
}
