import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, type Query } from "./client.ts";
import type {
  Connection,
  Health,
  Id,
  Installation,
  List,
  Me,
  Member,
  Organization,
  Summary,
  Team,
  Visitor,
} from "./contract.ts";

// Keys begin with what an event of the stream names: "directory", "traffic" or "activity", then the
// organization. So one event makes exactly what it touches be asked for again.
const inside = (organization: Id) => `/organizations/${organization}`;

export const installationQuery = queryOptions({
  queryKey: ["installation"],
  queryFn: ({ signal }) => api.get<Installation>("/installation", undefined, signal),
  staleTime: Number.POSITIVE_INFINITY,
});

/** Who is signed in; null when nobody is. */
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: async ({ signal }): Promise<Me | null> =>
    (await api.get<Visitor>("/visitor", undefined, signal)).me ?? null,
  staleTime: 60_000,
});

export const organizationsQuery = queryOptions({
  queryKey: ["organizations"],
  queryFn: ({ signal }) => api.get<List<Organization>>("/organizations", { limit: 200 }, signal),
});

/** The first organizations whose names hold the words. */
export const organizationsFoundQuery = (q: string) =>
  queryOptions({
    queryKey: ["organizations", "found", q],
    queryFn: ({ signal }) => api.get<List<Organization>>("/organizations", { q, limit: 4 }, signal),
  });

export const organizationQuery = (organization: Id) =>
  queryOptions({
    queryKey: ["directory", organization, "organization"],
    queryFn: ({ signal }) => api.get<Organization>(inside(organization), undefined, signal),
  });

export const summaryQuery = (organization: Id) =>
  queryOptions({
    queryKey: ["directory", organization, "summary"],
    queryFn: ({ signal }) => api.get<Summary>(`${inside(organization)}/summary`, undefined, signal),
  });

export const membersQuery = (organization: Id, filters: Query) =>
  pages<Member>(organization, "members", filters);
export const teamsQuery = (organization: Id, filters: Query) => pages<Team>(organization, "teams", filters);

export const connectionQuery = (organization: Id, connection: Id) =>
  queryOptions({
    queryKey: ["directory", organization, "connection", connection],
    queryFn: ({ signal }) =>
      api.get<Connection>(`${inside(organization)}/connections/${connection}`, undefined, signal),
  });

export const healthQuery = (organization: Id, connection: Id) =>
  queryOptions({
    queryKey: ["traffic", organization, connection, "health"],
    queryFn: ({ signal }) =>
      api.get<Health>(`${inside(organization)}/connections/${connection}/health`, undefined, signal),
  });

/** A list by its pages, each beginning where the one before it ended. */
function pages<T>(organization: Id, what: string, filters: Query) {
  return infiniteQueryOptions({
    queryKey: ["directory", organization, what, filters],
    queryFn: ({ pageParam, signal }) =>
      api.get<List<T>>(
        `${inside(organization)}/${what}`,
        { ...filters, cursor: pageParam ?? undefined },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  });
}
