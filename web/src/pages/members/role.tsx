import { useLingui } from "@lingui/react/macro";
import type { MemberRole, Role } from "~/api/contract.ts";

interface RoleChoice {
  value: MemberRole;
  label: string;
  /** What it lets somebody do. */
  says: string;
}

/** The roles of an organization, the greatest first. */
export function useRoles(): readonly RoleChoice[] {
  const { t } = useLingui();
  return [
    { value: "owner", label: t`Owner`, says: t`Does everything here, and makes others owners.` },
    {
      value: "administrator",
      label: t`Administrator`,
      says: t`Manages members, teams, connections and settings, but not owners.`,
    },
    {
      value: "member",
      label: t`Member`,
      says: t`Sees members and teams, and changes nothing but themselves.`,
    },
  ];
}

/** A member's role. Those that may change something are told from the rest. */
export function RoleName({ of: role }: { of: Role }) {
  const roles = useRoles();
  const label = roles.find(({ value }) => value === role)?.label ?? role;
  return role === "member" ? label : <span className="strong">{label}</span>;
}
