import { api } from "./client.ts";
import type { Id, Instant, Me } from "./contract.ts";
import { makePasskey, type Registration } from "./passkey.ts";

export interface LinkView {
  kind: "invitation" | "sign_in" | "setup";
  organization: { id: Id; name: string };
  /** For whom an invitation or sign-in link is. */
  person?: { name: string; email: string };
  /** What its maker wrote on a setup link. */
  label?: string;
  expires_at: Instant;
  usable: boolean;
  /** Why it is not usable and what to do. */
  reason?: string;
  /** Whether accepting it needs the address: nobody has told it yet. */
  asks_email: boolean;
}

/** What whoever accepts a link tells of themselves. */
export interface Joining {
  name?: string;
  email?: string;
}

// The secret goes to the server in bodies alone: an address is written into logs on its way.

export function lookAtLink(token: string): Promise<LinkView> {
  return api.post<LinkView>("/links/look", { token });
}

export function acceptByPassword(token: string, joining: Joining, password: string): Promise<Me> {
  return api.post<Me>("/links/accept/password", { token, ...joining, password });
}

export async function acceptByPasskey(token: string, joining: Joining, label: string): Promise<Me> {
  const begun = await api.post<Registration>("/links/accept/passkey/begin", { token, ...joining });
  return api.post<Me>("/links/accept/passkey/finish", { ...(await makePasskey(begun)), label });
}

export function openSetupLink(token: string): Promise<Me> {
  return api.post<Me>("/links/open", { token });
}
