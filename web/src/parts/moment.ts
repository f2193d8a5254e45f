/** How a moment is told: near ones by their distance, far ones by the calendar. */
export type Moment =
  | { kind: "now" }
  | { kind: "seconds"; count: number }
  | { kind: "minutes"; count: number }
  | { kind: "clock" }
  | { kind: "yesterday" }
  | { kind: "day" }
  | { kind: "date" };

/**
 * Seconds within a minute, minutes within ten, then the clock while it is the same day, the day while it is
 * the same year. Days are those of the reader's own calendar. A moment in the near future is "now": two
 * clocks rarely agree.
 */
export function momentOf(at: Date, now: Date): Moment {
  const seconds = Math.round((now.getTime() - at.getTime()) / 1000);
  if (seconds > -60 && seconds < 1) return { kind: "now" };
  if (seconds >= 0 && seconds < 60) return { kind: "seconds", count: seconds };
  if (seconds >= 0 && seconds < 600) return { kind: "minutes", count: Math.floor(seconds / 60) };
  if (sameDay(at, now)) return { kind: "clock" };
  const before = new Date(now);
  before.setDate(now.getDate() - 1);
  if (sameDay(at, before)) return { kind: "yesterday" };
  return { kind: at.getFullYear() === now.getFullYear() ? "day" : "date" };
}

export function sameDay(a: Date, b: Date): boolean {
  return a.getFullYear() === b.getFullYear() && a.getMonth() === b.getMonth() && a.getDate() === b.getDate();
}
