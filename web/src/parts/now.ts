import { useSyncExternalStore } from "react";

/**
 * Tells whoever listens that time goes on, while the page is looked at. However many listen, it is one timer for each
 * pace: a list has a moment in every row.
 */
class Clock {
  readonly #every: number;
  readonly #listeners = new Set<() => void>();
  #now = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** Milliseconds from one tick to the next. */
  constructor(every: number) {
    this.#every = every;
  }

  /** What was told last; nobody sees a time that stood still while nobody listened. */
  readonly now = (): number => {
    const now = Date.now();
    if (this.#timer === undefined && now - this.#now >= this.#every) this.#now = now;
    return this.#now;
  };

  readonly listen = (listener: () => void): (() => void) => {
    if (this.#listeners.size === 0) this.#start();
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#stop();
    };
  };

  readonly #tick = (): void => {
    if (document.visibilityState !== "visible") return;
    this.#now = Date.now();
    for (const listener of this.#listeners) listener();
  };

  #start(): void {
    this.#now = Date.now();
    this.#timer = setInterval(this.#tick, this.#every);
    document.addEventListener("visibilitychange", this.#tick);
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    document.removeEventListener("visibilitychange", this.#tick);
  }
}

const clocks = new Map<number, Clock>();

function clockOf(every: number): Clock {
  const known = clocks.get(every);
  if (known) return known;
  const made = new Clock(every);
  clocks.set(every, made);
  return made;
}

/** The time, told anew every so many milliseconds while the page is looked at. */
export function useNow(every: number): number {
  const { listen, now } = clockOf(every);
  return useSyncExternalStore(listen, now);
}
