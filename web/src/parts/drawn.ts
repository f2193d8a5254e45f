/** Some rows of a list that follow one another, by their places. None, where the last comes before the first. */
export interface Rows {
  first: number;
  last: number;
}

/** So many rows are drawn in one frame, also where the slowest of them are drawn by a slow machine. */
export const portion = 6;

/** The rows to draw while this frame has had its portion: those wanted that are drawn already. */
export function kept(drawn: Rows, wanted: Rows): Rows {
  const first = Math.max(drawn.first, wanted.first);
  const last = Math.min(drawn.last, wanted.last);
  return first > last ? { first: wanted.first, last: wanted.first - 1 } : { first, last };
}

/**
 * The rows to draw in this frame, of those wanted: the ones that are drawn already, and a portion of the others next
 * to them. Where nothing that is drawn is wanted any longer, somebody has leapt, and it begins at the top.
 */
export function further(drawn: Rows, wanted: Rows): Rows {
  const { first, last } = kept(drawn, wanted);
  const below = Math.min(portion, wanted.last - last);
  const above = Math.min(portion - below, first - wanted.first);
  return { first: first - above, last: last + below };
}

export function same(a: Rows, b: Rows): boolean {
  return a.first === b.first && a.last === b.last;
}
