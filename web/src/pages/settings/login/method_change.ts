import { type UseMutationResult, useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Id } from "~/api/contract.ts";
import { useStepUp } from "~/api/step_up.tsx";

interface Change<Variables, Result> {
  mutation: UseMutationResult<Result, Error, Variables>;
  /** Asks for the proof, inside of the window or form whose button makes the change. */
  proof: ReactNode;
}

/**
 * A change of how people sign in, with a fresh proof where the server wants one. What is to be said and closed comes
 * first: the window may be gone with what it was about.
 */
export function useSignInChange<Variables, Result>(
  organization: Id,
  change: (variables: Variables) => Promise<Result>,
  onDone?: (result: Result) => void | Promise<void>,
): Change<Variables, Result> {
  const client = useQueryClient();
  const { prove, window } = useStepUp();
  const mutation = useMutation({
    mutationFn: (variables: Variables) => prove(() => change(variables)),
    onSuccess: async (result) => {
      await onDone?.(result);
      void client.invalidateQueries({ queryKey: ["directory", organization] });
      void client.invalidateQueries({ queryKey: ["activity", organization] });
    },
  });
  return { mutation, proof: window };
}
