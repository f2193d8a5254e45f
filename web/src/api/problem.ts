/** The codes that the API answers, and one of ours: nobody answered. */
export type ProblemCode =
  | "invalid"
  | "not_found"
  | "taken"
  | "no_license"
  | "refused"
  | "unauthorized"
  | "forbidden"
  | "disabled"
  | "unavailable"
  | "step_up_required"
  | "precondition_failed"
  | "idempotency_conflict"
  | "rate_limited"
  | "internal"
  | "unreachable";

/** A problem as RFC 9457 has it, with our additions. */
export interface Problem {
  title: string;
  status: number;
  /** One plain sentence. */
  detail: string;
  /** What to do next. */
  remedy?: string;
  code: ProblemCode;
  /** The name of the value that caused the refusal, to show the sentence beside it. */
  field?: string;
  /** To copy, and to find in the server's log. Empty when nobody answered. */
  request_id: string;
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

/** Reads the problem out of an answer, also out of one that a proxy wrote instead of us. */
export async function problemOf(response: Response): Promise<Problem> {
  const fallback: Problem = {
    title: response.statusText,
    status: response.status,
    detail: `The server answered ${response.status}.`,
    code: response.status === 401 ? "unauthorized" : response.status >= 500 ? "unavailable" : "internal",
    request_id: response.headers.get("X-Request-Id") ?? "",
  };
  if (!response.headers.get("Content-Type")?.startsWith("application/problem+json")) return fallback;
  try {
    return { ...fallback, ...((await response.json()) as Partial<Problem>) };
  } catch {
    return fallback; // cut off on the way
  }
}

export function unreachable(): Problem {
  return {
    title: "No answer",
    status: 0,
    detail: "Muster did not answer.",
    remedy: "Look at your connection, then try again.",
    code: "unreachable",
    request_id: "",
  };
}
