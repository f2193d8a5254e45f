import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api } from "./client.ts";
import type { Id, List, Team, UnknownPerson } from "./contract.ts";

const teams = (organization: Id) => `/organizations/${organization}/teams`;
const one = (organization: Id, team: Id) => `${teams(organization)}/${team}`;

/** A team with the version it has. */
export const teamQuery = (organization: Id, team: Id) =>
  queryOptions({
    queryKey: ["directory", organization, "team", team],
    queryFn: ({ signal }) => api.read<Team>(one(organization, team), signal),
  });

export const unknownPeopleQuery = (organization: Id, team: Id) =>
  queryOptions({
    queryKey: ["directory", organization, "team", team, "unknown"],
    queryFn: ({ signal }) =>
      api.get<List<UnknownPerson>>(`${one(organization, team)}/unknown`, undefined, signal),
  });

/** The teams to choose from in a filter or a form: as many as one request gives. */
export const teamChoicesQuery = (organization: Id, source?: "manual") =>
  queryOptions({
    queryKey: ["directory", organization, "teams", "choices", source ?? "all"],
    queryFn: ({ signal }) => api.get<List<Team>>(teams(organization), { source, limit: 200 }, signal),
  });

/** The teams to pick one from, by name. */
export const teamsToPickQuery = (organization: Id, q: string) =>
  infiniteQueryOptions({
    queryKey: ["directory", organization, "teams", "pick", q],
    queryFn: ({ pageParam, signal }) =>
      api.get<List<Team>>(teams(organization), { q, limit: 50, cursor: pageParam ?? undefined }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  });

export const teamCalls = (organization: Id) => ({
  create: (team: { name: string; member_ids: Id[] }, key: string) =>
    api.create<Team>(teams(organization), team, key),
  rename: (team: Id, name: string, etag?: string) => api.patch<Team>(one(organization, team), { name }, etag),
  remove: (team: Id, etag?: string) => api.remove(one(organization, team), etag),
  add: (team: Id, member_ids: Id[], key: string) =>
    api.create<Team>(`${one(organization, team)}/members`, { member_ids }, key),
  drop: (team: Id, member: Id) => api.remove(`${one(organization, team)}/members/${member}`),
});
