import { queryOptions } from "@tanstack/react-query";
import { api } from "./client.ts";
import type {
  Id,
  LoginChecks,
  LoginMetadata,
  LoginMethod,
  LoginMethodEdit,
  LoginMethods,
  NewLoginMethod,
  NewSignInRule,
  SignInRule,
} from "./contract.ts";

const all = (organization: Id) => `/organizations/${organization}/login-methods`;
const one = (organization: Id, method: Id) => `${all(organization)}/${method}`;

/** The login methods of an organization, with its rule for signing in. */
export const loginMethodsQuery = (organization: Id) =>
  queryOptions({
    queryKey: ["directory", organization, "login methods"],
    queryFn: ({ signal }) => api.get<LoginMethods>(all(organization), undefined, signal),
  });

/** A login method with the version it has. */
export const loginMethodQuery = (organization: Id, method: Id) =>
  queryOptions({
    queryKey: ["directory", organization, "login method", method],
    queryFn: ({ signal }) => api.read<LoginMethod>(one(organization, method), signal),
  });

/** What can be done to login methods. Each call is the plain one; who makes it wraps it in a proof. */
export const loginMethodCalls = (organization: Id) => ({
  create: (method: NewLoginMethod, key: string) => api.create<LoginMethod>(all(organization), method, key),
  edit: (method: Id, edit: LoginMethodEdit, etag?: string) =>
    api.patch<LoginMethod>(one(organization, method), edit, etag),
  read: (method: Id, metadata: LoginMetadata) =>
    api.post<LoginMethod>(`${one(organization, method)}/metadata`, metadata),
  test: (method: Id) => api.post<LoginChecks>(`${one(organization, method)}/test`),
  activate: (method: Id) => api.post<LoginMethod>(`${one(organization, method)}/activate`),
  deactivate: (method: Id) => api.post<LoginMethod>(`${one(organization, method)}/deactivate`),
  remove: (method: Id) => api.remove(one(organization, method)),
  addCertificate: (method: Id) => api.post<LoginMethod>(`${one(organization, method)}/certificate`),
  takeNewCertificate: (method: Id) => api.post<LoginMethod>(`${one(organization, method)}/certificate/use`),
  setRule: (rule: NewSignInRule) => api.put<SignInRule>(`/organizations/${organization}/sign-in-rule`, rule),
});
