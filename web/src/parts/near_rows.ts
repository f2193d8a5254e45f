import {
  type RefCallback,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useReducer,
  useRef,
  useState,
} from "react";
import { flushSync } from "react-dom";
import { type Rows, same } from "./drawn.ts";
import { Placing } from "./placing.ts";

/** So many rows are wanted above the window and below it. */
const around = 4;

/** Somebody who has not scrolled for so many milliseconds has stopped. */
const rest = 150;

/** Where a browser keeps what is seen in its place while rows above it turn out higher than was thought. */
const anchors = CSS.supports("overflow-anchor", "auto");

export interface NearRows {
  /** The rows in the window and around it. */
  wanted: Rows;
  /** Whether somebody scrolls just now. */
  scrolling: boolean;
  /** The height of all rows before one. */
  above: (index: number) => number;
  /** The height of all rows after one. */
  below: (index: number) => number;
  /** For the element of a row, which says its place in data-index: has its height looked at while it is in the page. */
  measure: RefCallback<HTMLElement>;
}

interface Options<Row> {
  /** The list itself. */
  frame: RefObject<HTMLElement | null>;
  rows: readonly Row[];
  rowId: (row: Row) => string;
  /** How high a row probably is, by what it is alone: it is asked for once. */
  estimate: (row: Row) => number;
  /** Rows have another shape when this changes: they are measured anew. */
  shape: unknown;
}

/** Which rows of a list that the window scrolls stand near it. */
export function useNearRows<Row>({ frame, rows, rowId, estimate, shape }: Options<Row>): NearRows {
  const placing = usePlacing(rowId, estimate, shape);
  placing.show(rows);
  const [, tell] = useReducer((times: number) => times + 1, 0);
  const [view] = useState(() => ({ current: seen(0) }));
  const wanted = near(placing, rows.length, view.current);
  const [scrolling, setScrolling] = useState(false);

  // What the listeners compare with is what was drawn last.
  const latest = useRef({ placing, count: rows.length, wanted });
  useLayoutEffect(() => {
    latest.current = { placing, count: rows.length, wanted };
  });
  const look = useCallback(() => {
    const { placing, count, wanted } = latest.current;
    const now = near(placing, count, view.current);
    if (!same(now, wanted)) tell();
  }, [view]);

  useLayoutEffect(() => {
    const place = () => {
      view.current = seen((frame.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
      look();
    };
    place();
    const observer = new ResizeObserver(place);
    observer.observe(document.body);
    window.addEventListener("resize", place);
    return () => {
      observer.disconnect();
      window.removeEventListener("resize", place);
    };
  }, [frame, view, look]);

  useEffect(() => {
    let stops: ReturnType<typeof setTimeout> | undefined;
    const scroll = () => {
      view.current = { ...view.current, offset: window.scrollY };
      clearTimeout(stops);
      stops = setTimeout(() => setScrolling(false), rest);
      // In the frame that is scrolled, and not in the one after it, which would show a gap.
      flushSync(() => {
        setScrolling(true);
        look();
      });
    };
    window.addEventListener("scroll", scroll, { passive: true });
    return () => {
      window.removeEventListener("scroll", scroll);
      clearTimeout(stops);
    };
  }, [view, look]);

  const measure = useMeasure(latest, view, tell);
  return {
    wanted,
    scrolling,
    above: (index) => placing.start(index),
    below: (index) => placing.total - placing.start(index + 1),
    measure,
  };
}

/** The window over the list: where the list begins in the page, how far it is scrolled, and how high it is. */
interface View {
  top: number;
  offset: number;
  height: number;
}

function seen(top: number): View {
  return { top, offset: window.scrollY, height: window.innerHeight };
}

function near<Row>(placing: Placing<Row>, count: number, { top, offset, height }: View): Rows {
  if (count === 0) return { first: 0, last: -1 };
  const from = offset - top;
  return {
    first: Math.max(0, placing.at(from) - around),
    last: Math.min(count - 1, placing.at(from + height) + around),
  };
}

/** A placing for as long as rows have one shape. */
function usePlacing<Row>(rowId: (row: Row) => string, estimate: (row: Row) => number, shape: unknown) {
  const made = useRef<{ shape: unknown; placing: Placing<Row> }>(null);
  if (!made.current || made.current.shape !== shape)
    made.current = { shape, placing: new Placing(rowId, estimate) };
  return made.current.placing;
}

interface Latest<Row> {
  placing: Placing<Row>;
}

/** Takes note of the heights of the rows that are in the page, and of the list if one is another than was thought. */
function useMeasure<Row>(latest: RefObject<Latest<Row>>, view: RefObject<View>, tell: () => void) {
  const observer = useRef<ResizeObserver>(null);
  const watch = useCallback(() => {
    observer.current ??= new ResizeObserver((entries) => {
      const { placing } = latest.current;
      let [changed, moved] = [false, 0];
      for (const { target, borderBoxSize } of entries) {
        const index = Number((target as HTMLElement).dataset.index);
        const above = placing.start(index) + view.current.top < view.current.offset;
        const more = target.isConnected ? placing.measure(index, borderBoxSize[0]?.blockSize ?? 0) : 0;
        if (more !== 0) changed = true;
        if (above) moved += more;
      }
      if (!changed) return;
      flushSync(tell);
      if (!anchors && moved !== 0) window.scrollBy(0, moved);
    });
    return observer.current;
  }, [latest, view, tell]);
  useEffect(
    () => () => {
      observer.current?.disconnect();
      observer.current = null;
    },
    [],
  );
  return useCallback(
    (element: HTMLElement | null) => {
      if (!element) return;
      const watching = watch();
      watching.observe(element, { box: "border-box" });
      return () => watching.unobserve(element);
    },
    [watch],
  );
}
