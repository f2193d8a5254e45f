import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api } from "./client.ts";
import type {
  ConnectionHealth,
  Id,
  List,
  NewOrganization,
  Organization,
  Overview,
  OwnerInvited,
} from "./contract.ts";

// What only those who run the installation ask for. Its queries begin with "operator", so that one change of
// an organization makes all of them be asked for again.

export const operatorKey = ["operator"] as const;

/** How often a figure that no event announces is asked for again while it is looked at. */
const nowAndThen = 30_000;

export const overviewQuery = queryOptions({
  queryKey: [...operatorKey, "overview"],
  queryFn: ({ signal }) => api.get<Overview>("/overview", undefined, signal),
  refetchInterval: nowAndThen,
});

export const organizationListQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: [...operatorKey, "organizations", q],
    queryFn: ({ pageParam, signal }) =>
      api.get<List<Organization>>(
        "/organizations",
        { q, limit: 100, cursor: pageParam ?? undefined },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  });

/** Every connection of every organization, page after page: there are few beside their people. */
export const healthOfAllQuery = queryOptions({
  queryKey: [...operatorKey, "health"],
  queryFn: async ({ signal }) => {
    const all: ConnectionHealth[] = [];
    let cursor: string | undefined;
    do {
      const page: List<ConnectionHealth> = await api.get("/health", { limit: 200, cursor }, signal);
      all.push(...page.items);
      cursor = page.next_cursor ?? undefined;
    } while (cursor);
    return all;
  },
  refetchInterval: nowAndThen,
});

export function createOrganization(organization: NewOrganization, once: string): Promise<Organization> {
  return api.create("/organizations", organization, once);
}

export function createOwnerLink(
  organization: Id,
  owner: { name: string; email: string },
  once: string,
): Promise<OwnerInvited> {
  return api.create(`/organizations/${organization}/owner-link`, owner, once);
}
