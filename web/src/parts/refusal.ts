import { ApiError } from "~/api/problem.ts";

/** A failed call, taken apart: what belongs beside a field of the form, and what belongs under all of them. */
export interface Refusal {
  /** The sentence for a field, with its remedy. */
  at: (field: string) => string | undefined;
  /** The error, where none of the fields caused it. */
  rest: unknown;
}

export function refusalOf(error: unknown, fields: readonly string[]): Refusal {
  const problem = error instanceof ApiError ? error.problem : undefined;
  const named = problem?.field?.split(".").at(-1);
  const beside = problem && named && fields.includes(named) ? named : undefined;
  return {
    at: (field) =>
      problem && field === beside
        ? asSentence([problem.detail, problem.remedy].filter(Boolean).join(" "))
        : undefined,
    rest: beside ? undefined : (error ?? undefined),
  };
}

/** A complaint may begin with the name of a field of the API: "name is empty." */
function asSentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
