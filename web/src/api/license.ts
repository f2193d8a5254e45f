import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api } from "./client.ts";
import type { Id, LicenseLedger, LicenseLine, LicenseState } from "./contract.ts";

export const licensesQuery = (organization: Id) =>
  queryOptions({
    queryKey: ["directory", organization, "licenses"],
    queryFn: ({ signal }) =>
      api.get<LicenseState>(`/organizations/${organization}/licenses`, undefined, signal),
  });

/** Who stands in line for a license, in order. */
export const licenseLineQuery = (organization: Id) =>
  infiniteQueryOptions({
    queryKey: ["directory", organization, "licenses", "line"],
    queryFn: ({ pageParam, signal }) =>
      api.get<LicenseLine>(
        `/organizations/${organization}/licenses/line`,
        { limit: 25, cursor: pageParam ?? undefined },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  });

/** What took and released licenses, newest first. */
export const licenseLedgerQuery = (organization: Id) =>
  infiniteQueryOptions({
    queryKey: ["activity", organization, "licenses", "ledger"],
    queryFn: ({ pageParam, signal }) =>
      api.get<LicenseLedger>(
        `/organizations/${organization}/licenses/ledger`,
        { limit: 25, before: pageParam ?? undefined },
        signal,
      ),
    initialPageParam: null as number | null,
    getNextPageParam: (last) => last.next_before,
  });
