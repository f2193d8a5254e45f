import { queryOptions } from "@tanstack/react-query";
import { api } from "./client.ts";
import type { Id, Instant } from "./contract.ts";

/** A link that lets a customer's IT set up provisioning, and nothing else. */
export interface SetupLink {
  id: Id;
  /** For whom it is. */
  label: string;
  created_by: string;
  created_at: Instant;
  expires_at: Instant;
  /** When it was first opened. */
  used_at?: Instant;
  /** When somebody ended it. */
  revoked_at?: Instant;
  usable: boolean;
}

export const setupLinksQuery = (organization: Id) =>
  queryOptions({
    queryKey: ["directory", organization, "setup-links"],
    queryFn: async ({ signal }) =>
      (await api.get<{ items: SetupLink[] }>(path(organization), undefined, signal)).items,
  });

export function createSetupLink(
  organization: Id,
  link: { label: string; expires_in_hours: number },
  once: string,
): Promise<SetupLink & { url: string }> {
  return api.create(path(organization), link, once);
}

export function revokeSetupLink(organization: Id, link: Id): Promise<void> {
  return api.remove(`${path(organization)}/${link}`);
}

const path = (organization: Id) => `/organizations/${organization}/setup-links`;
