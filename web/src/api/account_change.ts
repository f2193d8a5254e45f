import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { sessionsQuery } from "./account.ts";
import { sessionQuery } from "./queries.ts";

/** A change of one's own account. Afterwards who one is, and by what one signs in, is asked for again. */
export function useAccountChange<Values, Result>(change: (values: Values) => Promise<Result>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["me"] });
      await client.invalidateQueries({ queryKey: sessionQuery.queryKey });
    },
  });
}

/** In how many other browsers one is signed in: they end with whatever takes a way to sign in away. */
export function useOtherSessions(): number {
  return useQuery(sessionsQuery).data?.filter(({ current }) => !current).length ?? 0;
}
