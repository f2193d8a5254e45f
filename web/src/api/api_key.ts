import { queryOptions } from "@tanstack/react-query";
import { api } from "./client.ts";
import type { Id, Instant } from "./contract.ts";

/** In the order in which they are offered. */
export const scopes = [
  "directory:read",
  "directory:write",
  "activity:read",
  "connections:write",
  "organizations:write",
] as const;
export type Scope = (typeof scopes)[number];

export interface ApiKey {
  id: Id;
  name: string;
  scopes: Scope[];
  created_by: { id: Id; name: string };
  last_four: string;
  created_at: Instant;
  /** To the minute. */
  used_at?: Instant;
  /** Left out for a key that does not expire. */
  expires_at?: Instant;
  revoked_at?: Instant;
}

export interface NewApiKey {
  name: string;
  scopes: readonly Scope[];
  expires_in_days?: number;
}

export const apiKeysQuery = (organization: Id) =>
  queryOptions({
    queryKey: ["directory", organization, "api-keys"],
    queryFn: async ({ signal }) =>
      (await api.get<{ items: ApiKey[] }>(path(organization), undefined, signal)).items,
  });

export function createApiKey(
  organization: Id,
  key: NewApiKey,
  once: string,
): Promise<{ key: ApiKey; secret: string }> {
  return api.create(path(organization), key, once);
}

export function revokeApiKey(organization: Id, key: Id): Promise<void> {
  return api.remove(`${path(organization)}/${key}`);
}

const path = (organization: Id) => `/organizations/${organization}/api-keys`;
