import { infiniteQueryOptions } from "@tanstack/react-query";
import { api } from "./client.ts";
import type { Id, List, Member } from "./contract.ts";

/** Whom to pick from: everybody, or those who may join a team and are not in it. */
export const peopleQuery = (organization: Id, team: Id | undefined, q: string) =>
  infiniteQueryOptions({
    queryKey: ["directory", organization, "people", team ?? "all", q],
    queryFn: ({ pageParam, signal }) =>
      api.get<List<Member>>(
        `/organizations/${organization}/${team ? `teams/${team}/candidates` : "members"}`,
        { q, limit: 50, cursor: pageParam ?? undefined },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  });
