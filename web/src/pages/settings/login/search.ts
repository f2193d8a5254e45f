const windows = ["add", "domain", "remove-domain", "rule", "no-rule"] as const;
const methodWindows = ["deactivate", "delete"] as const;

export type LoginWindow = (typeof windows)[number];
export type MethodWindow = (typeof methodWindows)[number];

/** What the address of Login methods says: which window is open, and about which domain. */
export interface LoginMethodsSearch {
  window?: LoginWindow | undefined;
  about?: string | undefined;
}

export interface LoginMethodSearch {
  window?: MethodWindow | undefined;
}

type Raw = Record<string, unknown>;

export function loginMethodsSearch(raw: Raw): LoginMethodsSearch {
  return {
    window: windows.find((window) => window === raw.window),
    about: typeof raw.about === "string" && raw.about !== "" ? raw.about : undefined,
  };
}

export function loginMethodSearch(raw: Raw): LoginMethodSearch {
  return { window: methodWindows.find((window) => window === raw.window) };
}
