import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { ApiError } from "./problem.ts";
import { sessionQuery } from "./queries.ts";

/** The memory of what was asked. A session that ended shows at whatever call notices it first. */
export function newQueryClient(): QueryClient {
  // A wrong password is answered 401 too, and ends no session: so who is signed in is asked, not guessed.
  const noticeSignOut = (error: unknown) => {
    if (error instanceof ApiError && error.status === 401)
      void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError: noticeSignOut }),
    mutationCache: new MutationCache({ onError: noticeSignOut }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        // A refusal stays one. What may pass by itself is tried again.
        retry: (count, error) =>
          count < 2 &&
          error instanceof ApiError &&
          (error.code === "unreachable" || error.code === "unavailable"),
      },
    },
  });
  return client;
}
