import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { address, api, type Query } from "./client.ts";
import type { ActivityPage, Id, List, Member } from "./contract.ts";

/** The journal, newest first. A page may be empty and still not be the last: it says how far was searched. */
export const activityQuery = (organization: Id, filters: Query) =>
  infiniteQueryOptions({
    queryKey: ["activity", organization, "actions", filters],
    queryFn: ({ pageParam, signal }) =>
      api.get<ActivityPage>(
        `/organizations/${organization}/activity`,
        { ...filters, before: pageParam ?? undefined },
        signal,
      ),
    initialPageParam: null as number | null,
    getNextPageParam: (last) => last.next_before,
  });

export const activityExport = (organization: Id, format: "csv" | "json", filters: Query) =>
  address(`/organizations/${organization}/activity/export`, { ...filters, format });

/** Those who may do things in the panel, to filter by who did it. */
export const managersQuery = (organization: Id) =>
  queryOptions({
    queryKey: ["directory", organization, "managers"],
    queryFn: ({ signal }) =>
      api.get<List<Member>>(
        `/organizations/${organization}/members`,
        { role: ["owner", "administrator"], limit: 50 },
        signal,
      ),
  });
