import { queryOptions } from "@tanstack/react-query";
import { api } from "./client.ts";
import type { ApiKey, ApiKeyMade, Id, NewApiKey, Scope } from "./contract.ts";

/** In the order in which they are offered. */
export const scopes = [
  "directory:read",
  "directory:write",
  "activity:read",
  "connections:write",
  "organizations:write",
] as const satisfies readonly Scope[];

export const apiKeysQuery = (organization: Id) =>
  queryOptions({
    queryKey: ["directory", organization, "api-keys"],
    queryFn: async ({ signal }) =>
      (await api.get<{ items: ApiKey[] }>(path(organization), undefined, signal)).items,
  });

export function createApiKey(organization: Id, key: NewApiKey, once: string): Promise<ApiKeyMade> {
  return api.create(path(organization), key, once);
}

export function revokeApiKey(organization: Id, key: Id): Promise<void> {
  return api.remove(`${path(organization)}/${key}`);
}

const path = (organization: Id) => `/organizations/${organization}/api-keys`;
