import { useMutation } from "@tanstack/react-query";
import { api } from "~/api/client.ts";
import { ApiError } from "~/api/problem.ts";

/**
 * Ends the session and loads the next page anew, so that nothing of what was shown stays in memory.
 * Whoever came from an identity provider with single logout is sent there, and comes back.
 */
export function useSignOut(next: "/sign-in" | "/setup" = "/sign-in") {
  return useMutation({
    mutationFn: async () => {
      let there: string | undefined;
      try {
        if (next === "/sign-in") there = await signOutThere();
        await api.remove("/session");
      } catch (error) {
        if (!(error instanceof ApiError) || error.status !== 401) throw error; // it had ended already
      }
      location.assign(there ?? next);
    },
  });
}

/** Where to sign out at the provider; a failure there keeps nobody signed in here. */
async function signOutThere(): Promise<string | undefined> {
  try {
    return (await api.get<{ url?: string }>("/session/provider")).url;
  } catch {
    return undefined;
  }
}
