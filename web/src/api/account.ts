import { queryOptions } from "@tanstack/react-query";
import { api } from "./client.ts";
import type { Id, Passkey, Session } from "./contract.ts";
import { makePasskey, type Registration } from "./passkey.ts";

export const passkeysQuery = queryOptions({
  queryKey: ["me", "passkeys"],
  queryFn: async ({ signal }) =>
    (await api.get<{ items: Passkey[] }>("/me/passkeys", undefined, signal)).items,
});

export const sessionsQuery = queryOptions({
  queryKey: ["me", "sessions"],
  queryFn: async ({ signal }) =>
    (await api.get<{ items: Session[] }>("/me/sessions", undefined, signal)).items,
});

/** Sets or changes the password. The one until now stands for a fresh proof. */
export function setPassword(password: string, current?: string): Promise<void> {
  return api.put("/me/password", { password, ...(current && { current }) });
}

export function removePassword(): Promise<void> {
  return api.remove("/me/password");
}

export function beginPasskey(): Promise<Registration> {
  return api.post<Registration>("/me/passkeys/begin");
}

export async function finishPasskey(begun: Registration, name: string): Promise<Passkey> {
  return api.post<Passkey>("/me/passkeys/finish", { ...(await makePasskey(begun)), name });
}

export async function renamePasskey(id: Id, name: string): Promise<Passkey> {
  return (await api.patch<Passkey>(`/me/passkeys/${id}`, { name })).body;
}

export function removePasskey(id: Id): Promise<void> {
  return api.remove(`/me/passkeys/${id}`);
}

export function endSession(id: Id): Promise<void> {
  return api.remove(`/me/sessions/${id}`);
}

export function endOtherSessions(): Promise<void> {
  return api.remove("/me/sessions");
}
