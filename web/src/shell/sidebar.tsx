import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { Search } from "lucide-react";
import type { ReactNode } from "react";
import type { Role } from "~/api/contract.ts";
import { ErrorNote } from "~/parts/banner.tsx";
import { Icon } from "~/parts/icon.tsx";
import { Key } from "~/parts/key.tsx";
import { Logo } from "~/parts/logo.tsx";
import { ActingMark } from "./acting_mark.tsx";
import { type Counts, Navigation } from "./navigation.tsx";
import { OrganizationSwitcher, type Switchable } from "./organization_switcher.tsx";
import { type Person, PersonMenu } from "./person_menu.tsx";
import "./sidebar.css";

export interface SidebarProps {
  organization: Switchable;
  /** Whom the person may visit besides; nobody but operators visits others. */
  others: readonly Switchable[];
  /** What the person is: it decides which pages there are. */
  callerRole: Role;
  /** The organization runs the installation, and the person with it. */
  installation: boolean;
  /** The person is an operator in an organization that is not theirs. */
  acting: boolean;
  counts: Counts;
  person: Person;
  /** The provider's pulse, where there is a connection. */
  pulse?: ReactNode;
  onFind: () => void;
  onSignOut: () => void;
  /** Why signing out did not work. */
  signOutError?: Error | null;
}

/** Everything that is in its place on every page. In narrow windows it lies in a drawer. */
export function Sidebar(props: SidebarProps) {
  const { organization, others, callerRole, installation, acting, counts, person, pulse } = props;
  const { onFind, onSignOut, signOutError } = props;
  const { t } = useLingui();
  return (
    <>
      <Link className="brand" to="/o/$organization/members" params={{ organization: organization.id }}>
        <Logo />
      </Link>
      <OrganizationSwitcher organization={organization} others={others} />
      {acting && <ActingMark organization={organization.id} />}
      <button type="button" className="jump" onClick={onFind} aria-keyshortcuts="Control+K Meta+K">
        <Icon of={Search} />
        <span>{t`Find or go to`}</span>
        <Key>{t`Ctrl K`}</Key>
      </button>
      <Navigation
        organization={organization.id}
        callerRole={callerRole}
        installation={installation}
        counts={counts}
      />
      <div className="foot">
        {pulse}
        {signOutError && <ErrorNote error={signOutError} />}
        <PersonMenu person={person} onSignOut={onSignOut} />
      </div>
    </>
  );
}
