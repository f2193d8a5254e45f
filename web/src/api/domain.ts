import { queryOptions } from "@tanstack/react-query";
import { api } from "./client.ts";
import type { Domain, Id } from "./contract.ts";

const all = (organization: Id) => `/organizations/${organization}/domains`;
const one = (organization: Id, domain: string) => `${all(organization)}/${encodeURIComponent(domain)}`;

export const domainsQuery = (organization: Id) =>
  queryOptions({
    queryKey: ["directory", organization, "domains"],
    queryFn: async ({ signal }) =>
      (await api.get<{ items: Domain[] }>(all(organization), undefined, signal)).items,
  });

export const domainCalls = (organization: Id) => ({
  add: (name: string, key: string) => api.create<Domain>(all(organization), { name }, key),
  verify: (domain: string) => api.post<Domain>(`${one(organization, domain)}/verify`),
  remove: (domain: string) => api.remove(one(organization, domain)),
});
