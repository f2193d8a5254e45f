import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { CircleSlash } from "lucide-react";
import type { Connection, Connections, Id } from "~/api/contract.ts";
import { useSaid } from "~/language/said.ts";
import { Banner, LockedBanner } from "~/parts/banner.tsx";
import { ButtonLink } from "~/parts/button.tsx";
import { useProviderName } from "./provider_name.ts";

/** Says, from the first provisioned member or team on, where they are edited. */
export function ProvisionedMessage({ connections }: { connections: readonly Connection[] }) {
  const deciding = connections.filter(
    ({ state, members, teams }) => state === "enabled" && members + teams > 0,
  );
  const locked = deciding.filter(({ policy }) => policy.read_only === "locked");
  const editable = deciding.filter(({ policy }) => policy.read_only !== "locked");
  return (
    <>
      {locked.length > 0 && <ReadOnlyHere connections={locked} />}
      {editable.length > 0 && <OverwrittenLater connections={editable} />}
    </>
  );
}

function ReadOnlyHere({ connections }: { connections: readonly Connection[] }) {
  const { names, members, teams } = useSum(connections);
  return (
    <LockedBanner title={<Trans>Provisioned members and teams are edited in {names}.</Trans>}>
      <Trans>
        <Plural value={members} one="# member" other="# members" /> and{" "}
        <Plural value={teams} one="# team" other="# teams" /> are read-only here; their roles and your manual
        teams stay yours to change.
      </Trans>
    </LockedBanner>
  );
}

/** Where the rules let people edit what came from the provider: so, and for how long it lasts. */
function OverwrittenLater({ connections }: { connections: readonly Connection[] }) {
  const { names, members, teams } = useSum(connections);
  return (
    <Banner
      title={<Trans>What you edit of provisioned members and teams may be overwritten by {names}.</Trans>}
    >
      <Trans>
        Names and addresses of <Plural value={members} one="# member" other="# members" /> and the names of{" "}
        <Plural value={teams} one="# team" other="# teams" /> are editable here, until the provider sends them
        again; who is active and who is in a team it alone decides.
      </Trans>
    </Banner>
  );
}

function useSum(connections: readonly Connection[]) {
  const { i18n } = useLingui();
  const nameOf = useProviderName();
  const names = new Intl.ListFormat(i18n.locale, { type: "conjunction" }).format(
    new Set(connections.map(({ provider, provider_name }) => nameOf(provider, provider_name))),
  );
  const members = connections.reduce((sum, each) => sum + each.members, 0);
  const teams = connections.reduce((sum, { policy, teams }) => sum + (policy.groups === "on" ? teams : 0), 0);
  return { names, members, teams };
}

/** Reminds to activate the provider as a login method as well, until it is. */
export function SignInReminder({ organization, data }: { organization: Id; data: Connections }) {
  const { t } = useLingui();
  const nameOf = useProviderName();
  const on = data.items.find(({ state }) => state === "enabled");
  if (!on || data.sign_in_active) return null;
  const name = nameOf(on.provider, on.provider_name);
  return (
    <Banner
      title={<Trans>Sign-in with {name} is off.</Trans>}
      action={
        <ButtonLink size="small" to="/o/$organization/settings/login-methods" params={{ organization }}>
          {t`Open Login methods`}
        </ButtonLink>
      }
    >
      <Trans>
        Activate {name} as a login method as well: until then, the members it creates sign in only by a link
        that you make.
      </Trans>
    </Banner>
  );
}

/** Why the plan has no provisioning, as the server says it. */
export function NoPlan({ data }: { data: Connections }) {
  const { t } = useLingui();
  const { detail, remedy, lang } = useSaid()(data, data.reason ?? "");
  if (!data.reason) return t`The plan of this organization has no user provisioning.`;
  return (
    <span lang={lang}>
      {detail} {remedy}
    </span>
  );
}

/** Where the plan has no provisioning: so, and whom to ask. */
export function NotEntitled({ data }: { data: Connections }) {
  if (data.entitled) return null;
  const contact = data.support_contact;
  return (
    <Banner tone="wait" icon={CircleSlash} title={<NoPlan data={data} />}>
      {contact && <Trans>Support: {contact}</Trans>}
    </Banner>
  );
}

/** Where the log of what happens here is. */
export function SeeActivity({ organization }: { organization: Id }) {
  return (
    <p className="small muted">
      <Trans>
        What is turned on and off here, and all that a provider changes, stands under{" "}
        <Link className="link small" to="/o/$organization/activity" params={{ organization }}>
          Activity › Actions
        </Link>
        .
      </Trans>
    </p>
  );
}
