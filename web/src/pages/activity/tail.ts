import { useState } from "react";
import type { Entry } from "~/api/contract.ts";

export interface Tail {
  /** What is shown: as it is, or as it was when the reader paused. */
  entries: readonly Entry[];
  paused: boolean;
  /** How many arrived since the pause. */
  waiting: number;
  toggle: () => void;
  /** Whether an entry came while the page was looked at. */
  arrived: (entry: Entry) => boolean;
}

/**
 * The list as it grows, and the pause in which it stands still. While a list is on its way, what is shown is still
 * the one before it, so nothing of it can be told to be new.
 */
export function useTail(live: readonly Entry[], list: string, isHere: boolean): Tail {
  // What was there when this list was first seen did not arrive.
  const [seen, setSeen] = useState<{ list: string; upTo: number | undefined }>({ list, upTo: undefined });
  const [held, setHeld] = useState<readonly Entry[]>();
  if (seen.list !== list) {
    setSeen({ list, upTo: undefined });
    setHeld(undefined);
  } else if (isHere && seen.upTo === undefined) {
    setSeen({ list, upTo: live[0]?.number ?? 0 });
  }
  const heldNewest = held?.[0]?.number ?? 0;
  return {
    entries: held ?? live,
    paused: held !== undefined,
    waiting: held ? live.filter(({ number }) => number > heldNewest).length : 0,
    toggle: () => setHeld(held ? undefined : live),
    arrived: ({ number }) => seen.upTo !== undefined && number > seen.upTo,
  };
}
