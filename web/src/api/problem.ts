import { t } from "@lingui/core/macro";
import type { ApiProblem } from "./contract.ts";

/** The codes that the API answers, and one of ours: nobody answered. */
export type ProblemCode = ApiProblem["code"] | "unreachable";

/** A problem as the API answers it, or as the panel says it where the API did not. */
export interface Problem extends Omit<ApiProblem, "type" | "code"> {
  code: ProblemCode;
  /** Whether the panel says it, in the page's language. The request's id may be empty then. */
  own?: boolean;
}

/** What every failed call throws. Show `detail`, `remedy` and `request_id` beside the cause, never in a toast. */
export class ApiError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.name = "ApiError";
    this.problem = problem;
  }

  get code(): ProblemCode {
    return this.problem.code;
  }

  get status(): number {
    return this.problem.status;
  }
}

/** Whether what was asked for is not there, or no longer. */
export function isGone(error: unknown): boolean {
  return error instanceof ApiError && error.code === "not_found";
}

/** Reads the problem out of an answer, also out of one that a proxy wrote instead of us. */
export async function problemOf(response: Response): Promise<Problem> {
  const fallback: Problem = {
    title: response.statusText,
    status: response.status,
    detail: t`The server answered ${response.status}.`,
    own: true,
    code: response.status === 401 ? "unauthorized" : response.status >= 500 ? "unavailable" : "internal",
    request_id: response.headers.get("X-Request-Id") ?? "",
  };
  if (!response.headers.get("Content-Type")?.startsWith("application/problem+json")) return fallback;
  try {
    return (await response.json()) as ApiProblem;
  } catch {
    return fallback; // cut off on the way
  }
}

export function unreachable(): Problem {
  return {
    title: "No answer",
    status: 0,
    detail: t`Muster did not answer.`,
    remedy: t`Look at your connection, then try again.`,
    own: true,
    code: "unreachable",
    request_id: "",
  };
}
