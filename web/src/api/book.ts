import type { Id, List } from "./contract.ts";

/** The pages of a list as far as they were seen. */
export interface Book<Row> {
  /** Which list it is. */
  of: string;
  /** Where each page that is known of begins. */
  cursors: (string | null)[];
  /** What each page held when it was last seen. */
  pages: Row[][];
  /** The pages as they are shown: who moved from one to the next between two answers stands in the first. */
  shown: Row[][];
  total: number | undefined;
}

/** Before anything is known. */
export function newBook<Row>(): Book<Row> {
  return { of: "", cursors: [null], pages: [], shown: [], total: undefined };
}

/**
 * The book with one page as it is now. Where a page ends elsewhere than before, the next one begins there; those
 * after it keep their places until they are looked at, when the same happens to them.
 */
export function written<Row extends { id: Id }>(
  book: Book<Row>,
  of: string,
  index: number,
  answer: List<Row>,
): Book<Row> {
  if (book.of !== of) {
    if (index !== 0) return book; // a new list begins with its first page
    return {
      of,
      cursors: answer.next_cursor === null ? [null] : [null, answer.next_cursor],
      pages: [answer.items],
      shown: [answer.items],
      total: answer.total ?? undefined,
    };
  }
  const total = answer.total ?? book.total;
  const ends = answer.next_cursor === null;
  if (
    book.pages[index] === answer.items &&
    book.total === total &&
    (ends ? book.cursors.length === index + 1 : book.cursors[index + 1] === answer.next_cursor)
  ) {
    return book;
  }
  const known = ends ? index + 1 : undefined;
  const pages = book.pages.slice(0, known);
  pages[index] = answer.items;
  const cursors = book.cursors.slice(0, known);
  if (answer.next_cursor !== null) cursors[index + 1] = answer.next_cursor;
  // Only this page and the one after it: a list of a hundred thousand has five hundred others.
  const shown = book.shown.slice(0, known);
  shown[index] = without(answer.items, pages[index - 1]);
  const after = pages[index + 1];
  if (after) shown[index + 1] = without(after, answer.items);
  return { of, cursors, pages, shown, total };
}

function without<Row extends { id: Id }>(items: Row[], others: Row[] = []): Row[] {
  const theirs = new Set(others.map(({ id }) => id));
  return items.some(({ id }) => theirs.has(id)) ? items.filter(({ id }) => !theirs.has(id)) : items;
}

/** The page in which a row stands. */
export function pageAt<Row>(pages: readonly Row[][], row: number): number {
  let before = 0;
  for (const [index, items] of pages.entries()) {
    before += items.length;
    if (row < before) return index;
  }
  return Math.max(0, pages.length - 1);
}
