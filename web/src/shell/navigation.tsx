import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { Building2 } from "lucide-react";
import type { Role } from "~/api/contract.ts";
import { Icon } from "~/parts/icon.tsx";
import { usePages } from "./pages.ts";

export interface Counts {
  members?: number | undefined;
  teams?: number | undefined;
  licenses?: number | undefined;
}

interface NavigationProps {
  organization: string;
  callerRole: Role;
  /** The organization runs the installation: from it every other one is reached. */
  installation: boolean;
  counts: Counts;
}

/** The pages of an organization. */
export function Navigation({ organization, callerRole, installation, counts }: NavigationProps) {
  const { t } = useLingui();
  const pages = usePages(callerRole);
  const numbers: Record<string, number | undefined> = { ...counts };
  return (
    <nav className="nav" aria-label={t`Pages`}>
      <ul>
        {installation && (
          <li>
            <Link to="/operator">
              <Icon of={Building2} />
              {t`Organizations`}
            </Link>
          </li>
        )}
        {pages.map(({ to, place, name, icon }) => (
          <li key={place}>
            <Link to={to} params={{ organization }}>
              <Icon of={icon} />
              {name}
              <Count of={numbers[place]} />
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Count({ of }: { of: number | undefined }) {
  const { i18n } = useLingui();
  return of === undefined ? null : <span className="num">{i18n.number(of)}</span>;
}
