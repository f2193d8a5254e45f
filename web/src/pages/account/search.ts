const windows = [
  "password",
  "remove-password",
  "passkey",
  "rename-passkey",
  "remove-passkey",
  "end-session",
  "end-others",
] as const;
type AccountWindow = (typeof windows)[number];

/** What the address of the account says: which window is open, and about which passkey or session. */
export interface AccountSearch {
  window?: AccountWindow | undefined;
  about?: string | undefined;
}

export function accountSearch(raw: Record<string, unknown>): AccountSearch {
  return {
    window: windows.find((window) => window === raw.window),
    about: typeof raw.about === "string" || typeof raw.about === "number" ? String(raw.about) : undefined,
  };
}
