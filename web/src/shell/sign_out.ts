import { useMutation } from "@tanstack/react-query";
import { api } from "~/api/client.ts";
import { ApiError } from "~/api/problem.ts";

/** Ends the session and loads the next page anew, so that nothing of what was shown stays in memory. */
export function useSignOut(next: "/sign-in" | "/setup" = "/sign-in") {
  return useMutation({
    mutationFn: async () => {
      try {
        await api.remove("/session");
      } catch (error) {
        if (!(error instanceof ApiError) || error.status !== 401) throw error; // it had ended already
      }
      location.assign(next);
    },
  });
}
