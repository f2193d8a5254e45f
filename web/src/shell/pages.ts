import { useLingui } from "@lingui/react/macro";
import { Activity, LayoutGrid, type LucideIcon, SlidersHorizontal, Ticket, Users } from "lucide-react";
import type { Role } from "~/api/contract.ts";

export interface PanelPage {
  to: `/o/$organization/${Place}`;
  /** Its part of the address. */
  place: Place;
  name: string;
  icon: LucideIcon;
}

type Place = "members" | "teams" | "activity" | "licenses" | "settings";

/** What members see who manage nothing. The rest is for owners, administrators and operators. */
const forEveryone: readonly Place[] = ["members", "teams"];

/** The pages of an organization, in the order in which they are needed, as far as a role may see them. */
export function usePages(role: Role): readonly PanelPage[] {
  const { t } = useLingui();
  const page = (place: Place, name: string, icon: LucideIcon): PanelPage => ({
    to: `/o/$organization/${place}`,
    place,
    name,
    icon,
  });
  return [
    page("members", t`Members`, Users),
    page("teams", t`Teams`, LayoutGrid),
    page("activity", t`Activity`, Activity),
    page("licenses", t`Licenses`, Ticket),
    page("settings", t`Settings`, SlidersHorizontal),
  ].filter(({ place }) => mayEnter(role, place));
}

/** Whether a role may see what lies at a part of an organization's address. */
export function mayEnter(role: Role, place: string): boolean {
  return role !== "member" || forEveryone.some((open) => open === place);
}
