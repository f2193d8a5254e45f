import type { Id, List } from "./contract.ts";

/** The pages of a list as far as they were seen. */
export interface Book<Row> {
  /** Which list it is. */
  of: string;
  /** Where each page that is known of begins. */
  cursors: (string | null)[];
  /** What each page held when it was last seen. */
  pages: Row[][];
  total: number | undefined;
}

/** Before anything is known. */
export function newBook<Row>(): Book<Row> {
  return { of: "", cursors: [null], pages: [], total: undefined };
}

/**
 * The book with one page as it is now. Where a page ends elsewhere than before, the next one begins there; those
 * after it keep their places until they are looked at, when the same happens to them.
 */
export function written<Row>(book: Book<Row>, of: string, index: number, answer: List<Row>): Book<Row> {
  if (book.of !== of) {
    if (index !== 0) return book; // a new list begins with its first page
    return {
      of,
      cursors: answer.next_cursor === null ? [null] : [null, answer.next_cursor],
      pages: [answer.items],
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
  const pages = book.pages.slice(0, ends ? index + 1 : undefined);
  pages[index] = answer.items;
  const cursors = book.cursors.slice(0, ends ? index + 1 : undefined);
  if (answer.next_cursor !== null) cursors[index + 1] = answer.next_cursor;
  return { of, cursors, pages, total };
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

/** All rows in order. Somebody who moved from one page to the next between two answers is shown once. */
export function flat<Row extends { id: Id }>(pages: readonly Row[][]): Row[] {
  const rows: Row[] = [];
  let before = new Set<Id>();
  for (const items of pages) {
    for (const item of items) if (!before.has(item.id)) rows.push(item);
    before = new Set(items.map(({ id }) => id));
  }
  return rows;
}
