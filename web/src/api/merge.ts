import { queryOptions } from "@tanstack/react-query";
import { api } from "./client.ts";
import type { Id, MemberMerge, MembersMerge, TeamMerge, TeamsMerge } from "./contract.ts";

/** What merging two of a kind would do. */
export interface MergePlans {
  members: MemberMerge;
  teams: TeamMerge;
}

export type MergeKind = keyof MergePlans;

/** With whom, who stays, and which preview was seen. */
export type Merge = MembersMerge & TeamsMerge;

const address = (organization: Id, kind: MergeKind, id: Id) =>
  `/organizations/${organization}/${kind}/${id}/merge`;

/** What merging two would do. It goes stale at once: whoever confirms has seen what is so now. */
export const mergeQuery = <Kind extends MergeKind>(
  organization: Id,
  kind: Kind,
  id: Id,
  other: Id,
  stays: Id | undefined,
) =>
  queryOptions({
    queryKey: ["directory", organization, kind, id, "merge", other, stays ?? ""],
    queryFn: ({ signal }) =>
      api.get<MergePlans[Kind]>(address(organization, kind, id), { with: other, stays }, signal),
    staleTime: 0,
  });

export const mergeInto = (organization: Id, kind: MergeKind, id: Id, merge: Merge) =>
  api.post<unknown>(address(organization, kind, id), merge);
