import { queryOptions } from "@tanstack/react-query";
import { api } from "./client.ts";
import type { Id, LicenseState } from "./contract.ts";

export const licensesQuery = (organization: Id) =>
  queryOptions({
    queryKey: ["directory", organization, "licenses"],
    queryFn: ({ signal }) =>
      api.get<LicenseState>(`/organizations/${organization}/licenses`, undefined, signal),
  });
