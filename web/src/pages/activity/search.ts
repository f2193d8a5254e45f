import type { Outcome } from "~/api/contract.ts";
import { type Since, sinces } from "./since.ts";

export const subjects = ["members", "teams", "licenses", "provisioning", "sign_in", "access"] as const;
export type Subject = (typeof subjects)[number];

/** What the address of Actions says: what is searched and filtered. */
export interface ActionsSearch {
  q?: string | undefined;
  since?: Since | undefined;
  /** A connection's or a member's id, or "operator". */
  actor?: string | undefined;
  what?: Subject[] | undefined;
  refusals?: true | undefined;
  member?: string | undefined;
  team?: string | undefined;
}

export const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
const outcomes: readonly Outcome[] = ["answered", "refused", "failed"];
export const paces = [100, 500, 1000, 5000] as const;

/** What the address of the provisioning log says. */
export interface RequestsSearch {
  q?: string | undefined;
  connection?: string | undefined;
  person?: string | undefined;
  method?: (typeof methods)[number] | undefined;
  outcome?: Outcome | undefined;
  slower?: (typeof paces)[number] | undefined;
  since?: Since | undefined;
}

type Raw = Record<string, unknown>;

export function actionsSearch(raw: Raw): ActionsSearch {
  const what = list(raw.what).flatMap((each) => subjects.find((subject) => subject === each) ?? []);
  return {
    q: text(raw.q),
    since: since(raw),
    actor: text(raw.actor),
    what: what.length > 0 ? what : undefined,
    refusals: raw.refusals === true || raw.refusals === "true" ? true : undefined,
    member: text(raw.member),
    team: text(raw.team),
  };
}

export function requestsSearch(raw: Raw): RequestsSearch {
  return {
    q: text(raw.q),
    connection: text(raw.connection),
    person: text(raw.person),
    method: methods.find((method) => method === raw.method),
    outcome: outcomes.find((outcome) => outcome === raw.outcome),
    slower: paces.find((pace) => pace === Number(raw.slower)),
    since: since(raw),
  };
}

function since(raw: Raw): Since | undefined {
  return sinces.find((each) => each === raw.since);
}

function text(value: unknown): string | undefined {
  if (typeof value === "number") return String(value); // the address does not tell "42" from 42
  return typeof value === "string" && value !== "" ? value : undefined;
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}
