import type { QueryClient } from "@tanstack/react-query";
import { api } from "./client.ts";
import type { Choose, Credentials, Me } from "./contract.ts";
import { type Assertion, askForPasskey } from "./passkey.ts";
import { sessionQuery } from "./queries.ts";

/** Who is signed in now, or the organizations to choose from. */
export async function signInByPassword(credentials: Credentials): Promise<Me | Choose> {
  return api.post<Me | Choose>("/session/password", credentials);
}

export async function signInByPasskey(): Promise<Me> {
  const begun = await api.post<Assertion>("/session/passkey/begin");
  return api.post<Me>("/session/passkey/finish", await askForPasskey(begun));
}

/** Begins to show the panel to who is signed in now. What was shown to somebody before is forgotten. */
export function admit(client: QueryClient, me: Me): void {
  client.removeQueries({ predicate: ({ queryKey: [of] }) => of !== "session" && of !== "installation" });
  client.setQueryData(sessionQuery.queryKey, me);
  // Its first run may be over: whoever asks next asks anew.
  void client.invalidateQueries({ queryKey: ["installation"], refetchType: "none" });
}
