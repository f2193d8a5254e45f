const windows = ["manage", "off", "on", "token", "revoke"] as const;

export type AccessWindow = (typeof windows)[number];

/** What the address of Access management says: which guide is open for which app, which window about whom. */
export interface AccessSearch {
  /** A connection's id, or a provider that has none yet. */
  guide?: string | undefined;
  app?: string | undefined;
  window?: AccessWindow | undefined;
  /** As guide. */
  about?: string | undefined;
  /** The Secret Token that is to be revoked, by its id. */
  token?: string | undefined;
}

export function accessSearch(raw: Record<string, unknown>): AccessSearch {
  return {
    guide: text(raw.guide),
    app: text(raw.app),
    window: windows.find((window) => window === raw.window),
    about: text(raw.about),
    token: text(raw.token),
  };
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
