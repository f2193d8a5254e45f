import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { sessionsQuery } from "./account.ts";
import { sessionQuery } from "./queries.ts";

/**
 * A change of one's own account. Once it is done, who one is, and by what one signs in, is asked for again. What
 * is to be said and closed comes before that: the window may be gone with what it was about.
 */
export function useAccountChange<Result>(change: () => Promise<Result>, onDone: (result: Result) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (result) => {
      onDone(result);
      void client.invalidateQueries({ queryKey: ["me"] });
      void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
    },
  });
}

/** In how many other browsers one is signed in: they end with whatever takes a way to sign in away. */
export function useOtherSessions(): number {
  return useQuery(sessionsQuery).data?.filter(({ current }) => !current).length ?? 0;
}
