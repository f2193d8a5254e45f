import { queryOptions } from "@tanstack/react-query";
import { api } from "./client.ts";
import type { Connections, Id } from "./contract.ts";

/** Where members and teams come from besides by hand: the organization's connections. */
export const sourcesQuery = (organization: Id) =>
  queryOptions({
    queryKey: ["directory", organization, "connections"],
    queryFn: ({ signal }) =>
      api.get<Connections>(`/organizations/${organization}/connections`, undefined, signal),
  });
