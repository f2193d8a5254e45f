import { queryOptions, useQueries } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";
import { type Book, newBook, pageAt, written } from "./book.ts";
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
  // Pages and not rows: somebody who scrolls within one has nothing drawn anew by this.
  const [shown, setShown] = useState({ first: 0, last: 0 });
  const current = book.of === of;
  const cursors = current ? book.cursors : [null];

  const from = current ? Math.max(0, shown.first - 1) : 0;
  const to = current ? shown.last + 1 : 0;
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

  // Copied page by page: flat goes through every row, which takes a frame where there are a hundred thousand.
  const rows = useMemo(() => ([] as Row[]).concat(...book.shown), [book.shown]);
  const onShown = useCallback(
    (firstRow: number, lastRow: number) => {
      const [first, last] = [pageAt(book.shown, firstRow), pageAt(book.shown, lastRow)];
      setShown((before) => (before.first === first && before.last === last ? before : { first, last }));
    },
    [book.shown],
  );
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

/** React wants as many dependencies each time. No window is so high that it shows more than these. */
function padded<T>(answers: readonly T[]): (T | undefined)[] {
  return Array.from({ length: 6 }, (_, index) => answers[index]);
}
