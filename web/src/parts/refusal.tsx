import type { ReactNode } from "react";
import { ApiError } from "~/api/problem.ts";
import { useSaid } from "~/language/said.ts";
import { Words } from "~/language/words.tsx";

/** A failed call, taken apart: what belongs beside a field of the form, and what belongs under all of them. */
export interface Refusal {
  /** The sentence for a field, with its remedy. */
  at: (field: string) => ReactNode;
  /** The error, where none of the fields caused it. */
  rest: unknown;
}

export function useRefusal(error: unknown, fields: readonly string[]): Refusal {
  const problem = error instanceof ApiError ? error.problem : undefined;
  const named = problem?.field?.split(".").at(-1);
  const beside = problem && named && fields.includes(named) ? named : undefined;
  return {
    at: (field) => (beside === field ? <Refused error={error} /> : undefined),
    rest: beside ? undefined : (error ?? undefined),
  };
}

/** What a failed call says, in the page's language where it can be said in it. */
export function Refused({ error }: { error: unknown }) {
  const say = useSaid();
  if (!(error instanceof ApiError)) return null;
  const { problem } = error;
  const said = say(problem, problem.detail, problem.remedy);
  return <Words {...said} detail={asSentence(said.detail)} />;
}

/** A complaint may begin with the name of a field of the API: "name is empty." */
function asSentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
