import { useQuery } from "@tanstack/react-query";
import type { Id, Role } from "./contract.ts";
import { sessionQuery } from "./queries.ts";

export interface Caller {
  role: Role | undefined;
  /** The caller as a member; undefined for an operator in another's organization. */
  member: Id | undefined;
  /** Whether they may change members, teams and links. What they may do in detail is the server's to say. */
  manages: boolean;
}

/** Who looks at the page. */
export function useCaller(): Caller {
  const { data: me } = useQuery(sessionQuery);
  const role = me?.role;
  return {
    role,
    member: me?.person?.id,
    manages: role === "operator" || role === "owner" || role === "administrator",
  };
}
