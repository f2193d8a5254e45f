import { api } from "./client.ts";
import type { LinkView, Me } from "./contract.ts";
import { makePasskey, type Registration } from "./passkey.ts";

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
