export const sinces = ["hour", "today", "yesterday", "week", "month"] as const;
export type Since = (typeof sinces)[number];

/** The moment from which on something is shown. Days are those of the reader's own calendar. */
export function momentSince(since: Since, now: Date): Date {
  const at = new Date(now);
  if (since === "hour") {
    // To the minute, so that the same list is not asked for anew every second.
    at.setHours(at.getHours() - 1, at.getMinutes(), 0, 0);
    return at;
  }
  at.setHours(0, 0, 0, 0);
  const days = { today: 0, yesterday: 1, week: 7, month: 30 }[since];
  at.setDate(at.getDate() - days);
  return at;
}
