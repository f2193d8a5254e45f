const statuses = ["active", "waiting", "invited", "deactivated"] as const;
const memberWindows = [
  "edit",
  "role",
  "deactivate",
  "reactivate",
  "remove",
  "link",
  "sessions",
  "adopt",
  "license",
  "merge",
] as const;

export type StatusFilter = (typeof statuses)[number];
/** A window about one member. */
export type MemberWindow = (typeof memberWindows)[number];

/** What the address of the list says: what is searched and filtered, and which window is open about whom. */
export interface MembersSearch {
  q?: string | undefined;
  status?: StatusFilter | undefined;
  role?: string[] | undefined;
  source?: string[] | undefined;
  team?: string | undefined;
  window?: MemberWindow | "invite" | undefined;
  about?: string | undefined;
  /** With whom they are about to be merged. */
  merge?: string | undefined;
}

export interface MemberSearch {
  window?: MemberWindow | undefined;
  /** With whom they are about to be merged; it opens that window by itself. */
  merge?: string | undefined;
  /** The login method from which they are about to be untied. */
  untie?: string | undefined;
}

type Raw = Record<string, unknown>;

export function membersSearch(raw: Raw): MembersSearch {
  return {
    q: text(raw.q),
    status: statuses.find((status) => status === raw.status),
    role: texts(raw.role),
    source: texts(raw.source),
    team: text(raw.team),
    window: raw.window === "invite" ? "invite" : memberWindow(raw),
    about: text(raw.about),
    merge: text(raw.merge),
  };
}

export function memberSearch(raw: Raw): MemberSearch {
  const merge = text(raw.merge);
  return { window: merge ? "merge" : memberWindow(raw), merge, untie: text(raw.untie) };
}

function memberWindow(raw: Raw): MemberWindow | undefined {
  return memberWindows.find((window) => window === raw.window);
}

function text(value: unknown): string | undefined {
  if (typeof value === "number") return String(value); // the address does not tell "42" from 42
  return typeof value === "string" && value !== "" ? value : undefined;
}

function texts(value: unknown): string[] | undefined {
  const list = (Array.isArray(value) ? value : [value]).flatMap((each) => text(each) ?? []);
  return list.length > 0 ? list : undefined;
}
