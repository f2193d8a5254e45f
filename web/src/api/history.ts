import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, type Query } from "./client.ts";
import type { ActivityPage, Id } from "./contract.ts";

/** What happened to one member or one team, newest first. A page may be empty and still not be the last. */
export const historyQuery = (organization: Id, about: { member: Id } | { team: Id }, limit: number) =>
  infiniteQueryOptions({
    queryKey: ["activity", organization, "history", about, limit],
    queryFn: ({ pageParam, signal }) =>
      api.get<ActivityPage>(
        `/organizations/${organization}/activity`,
        { ...about, limit, before: pageParam ?? undefined } satisfies Query,
        signal,
      ),
    initialPageParam: null as number | null,
    getNextPageParam: (last) => last.next_before,
  });
