import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, type Query } from "./client.ts";
import type {
  Id,
  Identity,
  Invitation,
  Invited,
  List,
  MemberCounts,
  MemberDetail,
  MemberEdit,
  MemberLink,
  Session,
} from "./contract.ts";

export interface MemberFilters extends Query {
  q: string | undefined;
  status: string | undefined;
  role: readonly string[] | undefined;
  source: readonly string[] | undefined;
  team: string | undefined;
}

const members = (organization: Id) => `/organizations/${organization}/members`;
const one = (organization: Id, member: Id) => `${members(organization)}/${member}`;

export const memberCountsQuery = (organization: Id) =>
  queryOptions({
    queryKey: ["directory", organization, "members", "counts"],
    queryFn: ({ signal }) => api.get<MemberCounts>(`${members(organization)}/counts`, undefined, signal),
  });

/** A member with the version they have. */
export const memberQuery = (organization: Id, member: Id) =>
  queryOptions({
    queryKey: ["directory", organization, "member", member],
    queryFn: ({ signal }) => api.read<MemberDetail>(one(organization, member), signal),
  });

export const identityQuery = (organization: Id, member: Id) =>
  queryOptions({
    queryKey: ["directory", organization, "member", member, "identity"],
    queryFn: ({ signal }) => api.get<Identity>(`${one(organization, member)}/identity`, undefined, signal),
  });

export const memberSessionsQuery = (organization: Id, member: Id) =>
  queryOptions({
    queryKey: ["directory", organization, "member", member, "sessions"],
    queryFn: ({ signal }) =>
      api.get<List<Session>>(`${one(organization, member)}/sessions`, undefined, signal),
  });

/** What can be done to members. Each call is the plain one; who makes it may wrap it in a proof. */
export const memberCalls = (organization: Id) => ({
  invite: (invitation: Invitation, key: string) =>
    api.create<Invited>(members(organization), invitation, key),
  edit: (member: Id, edit: MemberEdit, etag?: string) =>
    api.patch<MemberDetail>(one(organization, member), edit, etag),
  deactivate: (member: Id) => api.post<MemberDetail>(`${one(organization, member)}/deactivate`),
  releaseLicense: (member: Id) => api.post<MemberDetail>(`${one(organization, member)}/release-license`),
  reactivate: (member: Id) => api.post<MemberDetail>(`${one(organization, member)}/reactivate`),
  remove: (member: Id, etag?: string) => api.remove(one(organization, member), etag),
  link: (member: Id, key: string) => api.create<MemberLink>(`${one(organization, member)}/link`, {}, key),
  adopt: (member: Id, connection: Id, user: string) =>
    api.post<MemberDetail>(`${one(organization, member)}/adoption`, {
      connection_id: connection,
      user_name: user,
    }),
  endSessions: (member: Id) => api.remove(`${one(organization, member)}/sessions`),
});

/** A change of the directory: afterwards everything shown of it is asked for again. */
export function useDirectoryChange<Variables, Result>(
  organization: Id,
  change: (variables: Variables) => Promise<Result>,
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    // Also when it was refused: what the refusal was about may have changed elsewhere.
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ["directory", organization] });
      void client.invalidateQueries({ queryKey: ["activity", organization] });
    },
  });
}
