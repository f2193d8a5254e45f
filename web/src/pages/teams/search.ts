const teamWindows = ["add", "rename", "remove", "drop", "merge"] as const;

/** What the address of the list of teams says. */
export interface TeamsSearch {
  q?: string | undefined;
  source?: string | undefined;
  window?: "create" | undefined;
}

/** A window about the team, and for "drop" the member whom it is about. */
export interface TeamSearch {
  q?: string | undefined;
  window?: (typeof teamWindows)[number] | undefined;
  about?: string | undefined;
  /** The team with which it is about to be merged; it opens that window by itself. */
  merge?: string | undefined;
}

type Raw = Record<string, unknown>;

export function teamsSearch(raw: Raw): TeamsSearch {
  return { q: text(raw.q), source: text(raw.source), window: raw.window === "create" ? "create" : undefined };
}

export function teamSearch(raw: Raw): TeamSearch {
  const merge = text(raw.merge);
  return {
    q: text(raw.q),
    window: merge ? "merge" : teamWindows.find((window) => window === raw.window),
    about: text(raw.about),
    merge,
  };
}

function text(value: unknown): string | undefined {
  if (typeof value === "number") return String(value); // the address does not tell "42" from 42
  return typeof value === "string" && value !== "" ? value : undefined;
}
