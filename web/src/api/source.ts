import { queryOptions } from "@tanstack/react-query";
import { api } from "./client.ts";
import type { Connection, Id } from "./contract.ts";

export interface Connections {
  items: Connection[];
  support_contact?: string;
}

/** Where members and teams come from besides by hand: the organization's connections. */
export const sourcesQuery = (organization: Id) =>
  queryOptions({
    queryKey: ["directory", organization, "connections"],
    queryFn: ({ signal }) =>
      api.get<Connections>(`/organizations/${organization}/connections`, undefined, signal),
  });
