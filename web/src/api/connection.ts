import { queryOptions } from "@tanstack/react-query";
import { api } from "./client.ts";
import type {
  Connection,
  Connections,
  Consequences,
  Guide,
  Id,
  Opened,
  PolicyEdit,
  Preset,
  Reconnection,
} from "./contract.ts";

const all = (organization: Id) => `/organizations/${organization}/connections`;
const one = (organization: Id, connection: Id) => `${all(organization)}/${connection}`;

export const connectionsQuery = (organization: Id) =>
  queryOptions({
    queryKey: ["directory", organization, "connections"],
    queryFn: ({ signal }) => api.get<Connections>(all(organization), undefined, signal),
  });

/** One connection with its tokens, whose last use follows the traffic. */
export const tokensQuery = (organization: Id, connection: Id) =>
  queryOptions({
    queryKey: ["traffic", organization, connection, "tokens"],
    queryFn: ({ signal }) => api.get<Connection>(one(organization, connection), undefined, signal),
  });

export const consequencesQuery = (organization: Id, connection: Id) =>
  queryOptions({
    queryKey: ["directory", organization, "connection", connection, "consequences"],
    queryFn: ({ signal }) =>
      api.get<Consequences>(`${one(organization, connection)}/consequences`, undefined, signal),
  });

export const reconnectionQuery = (organization: Id, connection: Id) =>
  queryOptions({
    queryKey: ["directory", organization, "connection", connection, "reconnection"],
    queryFn: ({ signal }) =>
      api.get<Reconnection>(`${one(organization, connection)}/reconnection`, undefined, signal),
  });

export const guideQuery = (organization: Id, connection: Id) =>
  queryOptions({
    queryKey: ["traffic", organization, connection, "guide"],
    queryFn: ({ signal }) => api.get<Guide>(`${one(organization, connection)}/guide`, undefined, signal),
  });

export interface NewConnection {
  provider: string;
  preset?: Preset;
  issue_token: boolean;
}

export const createConnection = (organization: Id, made: NewConnection, key: string) =>
  api.create<Opened>(all(organization), made, key);

export const enableConnection = (organization: Id, connection: Id, issueToken: boolean) =>
  api.post<Opened>(`${one(organization, connection)}/enable`, { issue_token: issueToken });

export const disableConnection = (organization: Id, connection: Id) =>
  api.post<Connection>(`${one(organization, connection)}/disable`);

export const changePolicy = async (organization: Id, connection: Id, policy: PolicyEdit) =>
  (await api.patch<Connection>(one(organization, connection), { policy })).body;

export const makeToken = (organization: Id, connection: Id, key: string) =>
  api.create<Opened>(`${one(organization, connection)}/token`, {}, key);

export const revokeToken = (organization: Id, connection: Id, token: Id) =>
  api.remove(`${one(organization, connection)}/tokens/${token}`);

export const tickStep = (organization: Id, connection: Id, step: string) =>
  api.put<Guide>(`${one(organization, connection)}/guide/${step}`);

export const untickStep = (organization: Id, connection: Id, step: string) =>
  api.remove(`${one(organization, connection)}/guide/${step}`);
