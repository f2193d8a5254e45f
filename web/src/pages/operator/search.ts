/** What the address of the list says: what is searched, and whether an organization is being created. */
export interface OperatorSearch {
  q?: string | undefined;
  window?: "create" | undefined;
}

const windows = ["suspend", "resume", "owner", "setup-link", "revoke-setup-link"] as const;

/** What the address of one organization says: which window is open, and about which setup link. */
export interface OperatedSearch {
  window?: (typeof windows)[number] | undefined;
  about?: string | undefined;
}

export function operatorSearch(raw: Record<string, unknown>): OperatorSearch {
  return { q: text(raw.q), window: raw.window === "create" ? "create" : undefined };
}

export function operatedSearch(raw: Record<string, unknown>): OperatedSearch {
  return { window: windows.find((window) => window === raw.window), about: text(raw.about) };
}

function text(value: unknown): string | undefined {
  if (typeof value === "number") return String(value); // the address does not tell "42" from 42
  return typeof value === "string" && value !== "" ? value : undefined;
}
