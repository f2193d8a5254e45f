import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { Activity, LayoutGrid, SlidersHorizontal, Ticket, Users } from "lucide-react";
import { Icon } from "~/parts/icon.tsx";

export interface Counts {
  members?: number | undefined;
  teams?: number | undefined;
  licenses?: number | undefined;
}

/** The pages of an organization, in the order in which they are needed. */
export function Navigation({ organization, counts }: { organization: string; counts: Counts }) {
  const { t } = useLingui();
  const params = { organization };
  return (
    <nav className="nav" aria-label={t`Pages`}>
      <ul>
        <li>
          <Link to="/o/$organization/members" params={params}>
            <Icon of={Users} />
            {t`Members`}
            <Count of={counts.members} />
          </Link>
        </li>
        <li>
          <Link to="/o/$organization/teams" params={params}>
            <Icon of={LayoutGrid} />
            {t`Teams`}
            <Count of={counts.teams} />
          </Link>
        </li>
        <li>
          <Link to="/o/$organization/activity" params={params}>
            <Icon of={Activity} />
            {t`Activity`}
          </Link>
        </li>
        <li>
          <Link to="/o/$organization/licenses" params={params}>
            <Icon of={Ticket} />
            {t`Licenses`}
            <Count of={counts.licenses} />
          </Link>
        </li>
        <li>
          <Link to="/o/$organization/settings" params={params}>
            <Icon of={SlidersHorizontal} />
            {t`Settings`}
          </Link>
        </li>
      </ul>
    </nav>
  );
}

function Count({ of }: { of: number | undefined }) {
  const { i18n } = useLingui();
  return of === undefined ? null : <span className="num">{i18n.number(of)}</span>;
}
