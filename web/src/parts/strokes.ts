import type { Outcome, Stroke } from "~/api/contract.ts";

/** A stroke of the tape, in pixels of a drawing that is `width` wide. */
export interface Drawn {
  x: number;
  outcome: Outcome;
  /** How many requests share this place. */
  count: number;
}

const hour = 3_600_000;
/** Strokes stand at least so far apart, and the dot of now keeps this much to itself. */
const step = 3;
const clear = 10;

/**
 * Where each request of the last hour stands on the line: on whole pixels, so that strokes are sharp, and at
 * most one of a kind at one place, so that a busy hour stays readable.
 */
export function strokes(tape: readonly Stroke[], now: number, width: number): Drawn[] {
  const room = Math.max(0, width - clear);
  const places = new Map<string, Drawn>();
  for (const { at, outcome } of tape) {
    const age = now - Date.parse(at);
    if (!(age <= hour)) continue;
    const x = Math.floor((room * (1 - Math.max(0, age) / hour)) / step) * step;
    const key = `${x} ${outcome}`;
    const place = places.get(key);
    if (place) place.count++;
    else places.set(key, { x, outcome, count: 1 });
  }
  // What failed is drawn last, over what was answered at the same place.
  const order: Record<Outcome, number> = { answered: 0, refused: 1, failed: 2 };
  return [...places.values()].sort((a, b) => order[a.outcome] - order[b.outcome] || a.x - b.x);
}
