import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { ChevronLeft } from "lucide-react";
import { connectionsQuery } from "~/api/connection.ts";
import type { Connection, Connections, Id } from "~/api/contract.ts";
import { ErrorNote } from "~/parts/banner.tsx";
import { EmptyState } from "~/parts/empty_state.tsx";
import { Icon } from "~/parts/icon.tsx";
import { LoadingRows } from "~/parts/loading_rows.tsx";
import { ProviderRing } from "~/parts/provider.tsx";
import { Section, Sections } from "~/parts/section.tsx";
import { chosen, useFamilies, usePolicyRules } from "./policy.ts";
import { PresetSelect } from "./preset_select.tsx";
import { useProviderName } from "./provider_name.ts";
import { RuleLine } from "./rule_line.tsx";
import { useRules } from "./rules.ts";
import { RulesChange } from "./rules_change.tsx";
import "~/parts/card.css";
import "./rules.css";

const from = "/o/$organization/settings/access/$connection";

/** The rules of one connection: whose they are, what each does, and what would change before it is saved. */
export function RulesPage() {
  const { organization, connection: id } = useParams({ from });
  const { data, error, refetch } = useQuery(connectionsQuery(organization));
  const connection = data?.items.find((each) => each.id === id);
  return (
    <Sections>
      <Back organization={organization} />
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <LoadingRows count={4} />}
      {data && !connection && <NoConnection />}
      {data && connection && (
        <Rules key={id} organization={organization} connection={connection} presets={data.presets} />
      )}
    </Sections>
  );
}

function Back({ organization }: { organization: Id }) {
  const { t } = useLingui();
  return (
    <Link className="link back" to="/o/$organization/settings/access" params={{ organization }}>
      <Icon of={ChevronLeft} size={14} /> {t`Access management`}
    </Link>
  );
}

function NoConnection() {
  const { t } = useLingui();
  return (
    <EmptyState title={t`There is no such connection`}>
      <Trans>Open Access management to see which providers are connected.</Trans>
    </EmptyState>
  );
}

interface RulesProps {
  organization: Id;
  connection: Connection;
  presets: Connections["presets"];
}

function Rules({ organization, connection, presets }: RulesProps) {
  const { t } = useLingui();
  const name = useProviderName()(connection.provider, connection.provider_name);
  const rules = usePolicyRules(name);
  const families = useFamilies(rules);
  const draft = useRules(organization, connection, presets);
  return (
    <>
      <header className="rules-head">
        <ProviderRing provider={connection.provider} />
        <div>
          <h2>{t`Rules for ${name}`}</h2>
          <p>{t`What happens here when ${name} creates, changes and takes away. A rule counts from when it is saved; what happened before stays as it is.`}</p>
        </div>
      </header>
      <Section title={t`Whose rules`}>
        <div className="card">
          <PresetSelect presets={presets} chosen={draft.preset} onChoose={draft.follow} />
        </div>
      </Section>
      {families.map((family) => (
        <Section key={family.title} title={family.title}>
          <ul className="card lines rules" aria-label={family.title}>
            {family.rules.map((rule) => (
              <RuleLine
                key={rule.name}
                rule={rule}
                value={draft.policy[rule.name]}
                {...(draft.policy[rule.name] !== connection.policy[rule.name] && {
                  before: chosen(rule, connection.policy[rule.name]).label,
                })}
                onChoose={(value) => draft.choose(rule.name, value)}
              />
            ))}
          </ul>
        </Section>
      ))}
      <RulesChange rules={rules} from={connection.policy} draft={draft} />
    </>
  );
}
