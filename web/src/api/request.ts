import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { address, api, type Query } from "./client.ts";
import type { Id, List, LoggedRequest, RequestDetail } from "./contract.ts";

const all = (organization: Id) => `/organizations/${organization}/requests`;

/** What the providers asked, newest first. */
export const requestsQuery = (organization: Id, filters: Query) =>
  infiniteQueryOptions({
    queryKey: ["traffic", organization, "requests", filters],
    queryFn: ({ pageParam, signal }) =>
      api.get<List<LoggedRequest>>(all(organization), { ...filters, cursor: pageParam ?? undefined }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  });

/** A request is written once and never changes. */
export const requestQuery = (organization: Id, request: string) =>
  queryOptions({
    queryKey: ["request", organization, request],
    queryFn: ({ signal }) => api.get<RequestDetail>(`${all(organization)}/${request}`, undefined, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Where a connection's support bundle is downloaded. */
export const supportBundle = (organization: Id, connection: Id) =>
  address(`${all(organization)}/bundle`, { connection });
