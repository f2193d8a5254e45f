import { queryOptions } from "@tanstack/react-query";
import { api } from "./client.ts";
import type { Id, Login, MyLogins, WaysIn } from "./contract.ts";

/** By which login methods one signs in oneself, and which else there are. */
export const myLoginsQuery = queryOptions({
  queryKey: ["me", "logins"],
  queryFn: ({ signal }) => api.get<MyLogins>("/me/logins", undefined, signal),
});

const ofMember = (organization: Id, member: Id) => `/organizations/${organization}/members/${member}/logins`;

export const memberLoginsQuery = (organization: Id, member: Id) =>
  queryOptions({
    queryKey: ["directory", organization, "member", member, "logins"],
    queryFn: async ({ signal }) =>
      (await api.get<{ items: Login[] }>(ofMember(organization, member), undefined, signal)).items,
  });

export const untieMember = (organization: Id, member: Id, method: Id) =>
  api.remove(`${ofMember(organization, member)}/${method}`);

/** How somebody with an address may sign in. Nobody is looked at: what counts is the address's domain. */
export const waysInQuery = (email: string) =>
  queryOptions({
    queryKey: ["ways in", email],
    queryFn: () => api.post<WaysIn>("/session/find", { email }),
    staleTime: 60_000,
    retry: false,
  });

/** What somebody is sent to their provider for. */
type Purpose = "sign_in" | "confirm" | "tie" | "try";

/** The address that sends a browser to a provider, which may expect somebody, and back to a path of the panel. */
export function startAddress(start: string, purpose: Purpose, back: string, expected?: string): string {
  const address = new URL(start, location.origin);
  address.searchParams.set("for", purpose);
  address.searchParams.set("return", back);
  if (expected) address.searchParams.set("login_hint", expected);
  return address.pathname + address.search;
}

/** Where one is, to come back to, without what came of an earlier way to a provider. */
export function here(): string {
  const { pathname, searchParams } = new URL(location.href);
  for (const name of ["refused", "method"]) searchParams.delete(name);
  const search = searchParams.toString();
  return pathname + (search && `?${search}`);
}

/** What the query of an address says after a provider's answer was refused: by which rule, and of which method. */
export interface RefusedSearch {
  refused?: string | undefined;
  method?: string | undefined;
}

export function refusedSearch(raw: Record<string, unknown>): RefusedSearch {
  return { refused: text(raw.refused), method: text(raw.method) };
}

function text(value: unknown): string | undefined {
  if (typeof value === "number") return String(value); // the address does not tell "42" from 42
  return typeof value === "string" && value !== "" ? value : undefined;
}
