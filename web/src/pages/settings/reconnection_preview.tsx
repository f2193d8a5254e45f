import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { reconnectionQuery } from "~/api/connection.ts";
import type { Id, Reconnection } from "~/api/contract.ts";
import "./reconnection_preview.css";

interface ReconnectionPreviewProps {
  organization: Id;
  connection: Id;
  provider: string;
}

/** What turning provisioning on again overwrites of what was edited here, and what it makes come twice. */
export function ReconnectionPreview({ organization, connection, provider }: ReconnectionPreviewProps) {
  const { data } = useQuery(reconnectionQuery(organization, connection));
  if (!data) return null;
  const { members, teams, twice } = data;
  return (
    <>
      {members.total + teams.total > 0 && <Overwritten of={data} provider={provider} />}
      {twice.members + twice.teams > 0 && <Twice of={twice} provider={provider} />}
    </>
  );
}

function Overwritten({ of: { members, teams }, provider }: { of: Reconnection; provider: string }) {
  const { t } = useLingui();
  const hidden = members.total + teams.total - members.items.length - teams.items.length;
  return (
    <section className="returning" aria-label={t`What is overwritten`}>
      <p className="small">
        <Trans>{provider}'s first push overwrites what was edited here:</Trans>
      </p>
      <ul className="small">
        {members.items.map(({ id, name, email, status, asserted }) => (
          <li key={id}>
            <Became was={name} becomes={asserted.name} />
            {email !== asserted.email && <Became was={email} becomes={asserted.email} />}
            {(status === "deactivated") === asserted.active && (
              <Became
                was={asserted.active ? t`Deactivated` : t`Active`}
                becomes={asserted.active ? t`Active` : t`Deactivated`}
              />
            )}
          </li>
        ))}
        {teams.items.map(({ id, name, asserted_name }) => (
          <li key={id}>
            <Became was={name} becomes={asserted_name} />
          </li>
        ))}
      </ul>
      <More count={hidden} />
    </section>
  );
}

/** A value now, and what the provider said last. */
function Became({ was, becomes }: { was: string; becomes: string }) {
  if (was === becomes) return <b>{was}</b>;
  return (
    <span>
      <del>{was}</del> <ins>{becomes}</ins>
    </span>
  );
}

function Twice({ of: twice, provider }: { of: Reconnection["twice"]; provider: string }) {
  const { t } = useLingui();
  const { members, teams, items } = twice;
  return (
    <section className="returning" aria-label={t`What comes twice`}>
      <p className="small">
        <Trans>
          {provider} does not find what was edited here, and creates it a second time when it assigns or
          pushes it again:
        </Trans>
      </p>
      <ul className="small">
        {items.map(({ member_id, team_id, name, asserted_name }) => (
          <li key={member_id ?? team_id}>
            <Trans>
              <b>{name}</b>, as {asserted_name}
            </Trans>
          </li>
        ))}
      </ul>
      <More count={members + teams - items.length} />
    </section>
  );
}

function More({ count }: { count: number }) {
  if (count <= 0) return null;
  return (
    <p className="small muted">
      <Plural value={count} one="and # more" other="and # more" />
    </p>
  );
}
