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
  const { i18n } = useLingui();
  const nameOf = useProviderName();
  const deciding = connections.filter(
    ({ state, members, teams }) => state === "enabled" && members + teams > 0,
  );
  if (deciding.length === 0) return null;
  const names = new Intl.ListFormat(i18n.locale, { type: "conjunction" }).format(
    new Set(deciding.map(({ provider, provider_name }) => nameOf(provider, provider_name))),
  );
  const members = deciding.reduce((sum, each) => sum + each.members, 0);
  const teams = deciding.reduce((sum, { policy, teams }) => sum + (policy.groups === "on" ? teams : 0), 0);
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
