import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { Search } from "lucide-react";
import type { ReactNode } from "react";
import { Icon } from "~/parts/icon.tsx";
import { Key } from "~/parts/key.tsx";
import { Logo } from "~/parts/logo.tsx";
import { type Counts, Navigation } from "./navigation.tsx";
import { OrganizationSwitcher, type Switchable } from "./organization_switcher.tsx";
import { type Person, PersonMenu } from "./person_menu.tsx";
import "./sidebar.css";

export interface SidebarProps {
  organization: Switchable;
  /** Whom the person may visit besides; nobody but operators visits others. */
  others: readonly Switchable[];
  counts: Counts;
  person: Person;
  /** The provider's pulse, where there is a connection. */
  pulse?: ReactNode;
  onFind: () => void;
  onSignOut: () => void;
}

/** Everything that is in its place on every page. In narrow windows it lies in a drawer. */
export function Sidebar({ organization, others, counts, person, pulse, onFind, onSignOut }: SidebarProps) {
  const { t } = useLingui();
  return (
    <>
      <Link className="brand" to="/o/$organization/members" params={{ organization: organization.id }}>
        <Logo />
      </Link>
      <OrganizationSwitcher organization={organization} others={others} />
      <button type="button" className="jump" onClick={onFind} aria-keyshortcuts="Control+K Meta+K">
        <Icon of={Search} />
        {t`Find or go to`}
        <Key>{t`Ctrl K`}</Key>
      </button>
      <Navigation organization={organization.id} counts={counts} />
      <div className="foot">
        {pulse}
        <PersonMenu person={person} onSignOut={onSignOut} />
      </div>
    </>
  );
}
