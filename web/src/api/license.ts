import { queryOptions } from "@tanstack/react-query";
import { api } from "./client.ts";
import type { Id, Licenses } from "./contract.ts";

export interface LicenseState extends Licenses {
  /** From 5 % free on. */
  low: boolean;
  warning?: string;
}

export const licensesQuery = (organization: Id) =>
  queryOptions({
    queryKey: ["directory", organization, "licenses"],
    queryFn: ({ signal }) =>
      api.get<LicenseState>(`/organizations/${organization}/licenses`, undefined, signal),
  });
