import { queryOptions } from "@tanstack/react-query";
import { api } from "./client.ts";
import type { Id, SetupLink, SetupLinkMade } from "./contract.ts";

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
): Promise<SetupLinkMade> {
  return api.create(path(organization), link, once);
}

export function revokeSetupLink(organization: Id, link: Id): Promise<void> {
  return api.remove(`${path(organization)}/${link}`);
}

const path = (organization: Id) => `/organizations/${organization}/setup-links`;
