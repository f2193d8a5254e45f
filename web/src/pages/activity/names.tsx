import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { Entry, Id } from "~/api/contract.ts";
import { isolated } from "~/language/isolated.ts";

// Whom and what a sentence names, each as a link to its page where there is one.

interface Naming {
  organization: Id;
  entry: Entry;
}

export function Actor({ entry }: { entry: Entry }) {
  const { t } = useLingui();
  const { actor } = entry;
  if (actor.kind === "operator" && !actor.id) return <b>{t`The operator`}</b>;
  return <b>{isolated(actor.name) || t`Someone (name erased)`}</b>;
}

export function Person({ organization, entry }: Naming) {
  const { t } = useLingui();
  const name = entry.subject || entry.member?.name || t`someone (name erased)`;
  return <MemberName organization={organization} id={entry.member?.id} name={name} />;
}

export function Successor({ organization, entry }: Naming) {
  const { t } = useLingui();
  const name = entry.successor?.name || entry.people.named[0] || t`someone (name erased)`;
  return <MemberName organization={organization} id={entry.successor?.id} name={name} />;
}

export function MemberName({
  organization,
  id,
  name,
}: {
  organization: Id;
  id: Id | undefined;
  name: string;
}) {
  if (!id) return <b>{isolated(name)}</b>;
  return (
    <Link to="/o/$organization/members/$member" params={{ organization, member: id }}>
      {isolated(name)}
    </Link>
  );
}

export function TeamName({ organization, entry }: Naming) {
  const { t } = useLingui();
  const name = entry.subject || entry.team?.name || t`(name erased)`;
  if (!entry.team || entry.kind === "team.deleted" || entry.kind === "team.merged")
    return <b>{isolated(name)}</b>;
  return (
    <Link to="/o/$organization/teams/$team" params={{ organization, team: entry.team.id }}>
      {isolated(name)}
    </Link>
  );
}

/** The team into which another was merged. */
export function TeamInto({ organization, entry }: Naming) {
  const { t } = useLingui();
  const name = entry.into?.name || t`(name erased)`;
  if (!entry.into) return <b>{isolated(name)}</b>;
  return (
    <Link to="/o/$organization/teams/$team" params={{ organization, team: entry.into.id }}>
      {isolated(name)}
    </Link>
  );
}

export function ProviderName({ organization, entry }: Naming) {
  const { t } = useLingui();
  const name = entry.subject || entry.connection?.provider_name || t`the identity provider`;
  return (
    <Link to="/o/$organization/settings/access" params={{ organization }}>
      {isolated(name)}
    </Link>
  );
}

export function Subject({ entry }: { entry: Entry }) {
  const { t } = useLingui();
  return <b>{isolated(entry.subject ?? "") || t`(name erased)`}</b>;
}
