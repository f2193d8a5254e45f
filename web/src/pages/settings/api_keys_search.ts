/** What the address of the API keys says: whether a key is being made, or which one is to be revoked. */
export interface ApiKeysSearch {
  window?: "create" | "revoke" | undefined;
  about?: string | undefined;
}

export function apiKeysSearch(raw: Record<string, unknown>): ApiKeysSearch {
  return {
    window: raw.window === "create" || raw.window === "revoke" ? raw.window : undefined,
    about: typeof raw.about === "string" ? raw.about : undefined,
  };
}
