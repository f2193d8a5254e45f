import { queryOptions, useQueries } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";
import { api, type Query } from "./client.ts";
import type { Id, List } from "./contract.ts";

/** How many rows one request asks for: the most that the API gives. */
const perPage = 200;

export interface PagedList<Row> {
  rows: readonly Row[];
  /** How many there are in all, where the server says so. */
  total: number | undefined;
  loading: boolean;
  error: Error | null;
  retry: () => void;
  /** Whether there are rows after the last one here. */
  more: boolean;
  loadingMore: boolean;
  /** Tell which rows are looked at: those around them are asked for, and asked for again when they change. */
  onShown: (first: number, last: number) => void;
}

interface Book<Row> {
  /** Which list it is. */
  of: string;
  /** Where each page that is known of begins. */
  cursors: (string | null)[];
  /** What each page held when it was last seen. */
  pages: Row[][];
  total: number | undefined;
}

/**
 * A list of any length. Only the pages that are looked at and their neighbours are kept fresh, so that a change
 * in a directory of 100,000 people costs two or three requests, however far somebody has scrolled. The others
 * stand as they were last seen until they come near the window again.
 */
export function usePagedList<Row extends { id: Id }>(
  organization: Id,
  path: string,
  filters: Query = {},
): PagedList<Row> {
  const of = JSON.stringify([organization, path, filters]);
  const [book, setBook] = useState<Book<Row>>(newBook);
  const [shown, setShown] = useState({ first: 0, last: 0 });
  const current = book.of === of;
  const cursors = current ? book.cursors : [null];

  const from = current ? Math.max(0, pageAt(book.pages, shown.first) - 1) : 0;
  const to = current ? pageAt(book.pages, shown.last) + 1 : 0;
  const start = Math.min(from, cursors.length - 1);
  const wanted = cursors.slice(start, to + 1);
  const results = useQueries({
    queries: wanted.map((cursor) => page<Row>(organization, path, filters, cursor)),
  });

  const answers = results.map(({ data }) => data);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the answers themselves are compared, not their list
  useEffect(() => {
    setBook((before) =>
      answers.reduce(
        (after, answer, index) => (answer ? written(after, of, start + index, answer) : after),
        before,
      ),
    );
  }, [of, start, ...padded(answers)]);

  const rows = useMemo(() => flat(book.pages), [book.pages]);
  const onShown = useCallback((first: number, last: number) => {
    setShown((before) => (before.first === first && before.last === last ? before : { first, last }));
  }, []);
  const failed = results.find(({ error }) => error);
  return {
    rows,
    total: current ? book.total : undefined,
    loading: !current && !failed,
    error: failed?.error ?? null,
    retry: () => void failed?.refetch(),
    more: cursors.length > book.pages.length,
    loadingMore: current && results.some(({ isPending }, index) => isPending && start + index > 0),
    onShown,
  };
}

function page<Row>(organization: Id, path: string, filters: Query, cursor: string | null) {
  return queryOptions({
    queryKey: ["directory", organization, path, "page", filters, cursor],
    queryFn: ({ signal }) =>
      api.get<List<Row>>(
        `/organizations/${organization}/${path}`,
        { ...filters, limit: perPage, cursor: cursor ?? undefined },
        signal,
      ),
  });
}

function newBook<Row>(): Book<Row> {
  return { of: "", cursors: [null], pages: [], total: undefined };
}

/**
 * The book with one page as it is now. Where a page ends elsewhere than before, the next one begins there; those
 * after it keep their places until they are looked at, when the same happens to them.
 */
function written<Row>(book: Book<Row>, of: string, index: number, answer: List<Row>): Book<Row> {
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
function pageAt<Row>(pages: readonly Row[][], row: number): number {
  let before = 0;
  for (const [index, items] of pages.entries()) {
    before += items.length;
    if (row < before) return index;
  }
  return Math.max(0, pages.length - 1);
}

/** All rows in order. Somebody who moved from one page to the next between two answers is shown once. */
function flat<Row extends { id: Id }>(pages: readonly Row[][]): Row[] {
  const rows: Row[] = [];
  let before = new Set<Id>();
  for (const items of pages) {
    for (const item of items) if (!before.has(item.id)) rows.push(item);
    before = new Set(items.map(({ id }) => id));
  }
  return rows;
}

/** React wants as many dependencies each time. No window is so high that it shows more than these. */
function padded<T>(answers: readonly T[]): (T | undefined)[] {
  return Array.from({ length: 6 }, (_, index) => answers[index]);
}
