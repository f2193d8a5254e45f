import { useLingui } from "@lingui/react/macro";
import { columnVisibilityFeature, tableFeatures, useTable } from "@tanstack/react-table";
import { ChevronDown, ChevronUp } from "lucide-react";
import {
  type CSSProperties,
  type KeyboardEvent,
  memo,
  type ReactNode,
  type RefCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useReducer,
  useRef,
  useState,
} from "react";
import { further, kept, type Rows, same } from "./drawn.ts";
import { Icon } from "./icon.tsx";
import { LoadingRows } from "./loading_rows.tsx";
import { RowMenu, RowMenuButton, type RowMenuHandle, useRowMenuHandle } from "./menu.tsx";
import { useNearRows } from "./near_rows.ts";
import "./virtual_table.css";

export interface Column<Row> {
  id: string;
  head: string;
  cell: (row: Row) => ReactNode;
  /** A share of the width: "23.5%". */
  width: string;
  /** What remains of a row in narrow windows: its name, its email and its status. */
  narrow?: "name" | "email" | "status";
  /** The name of the order by this column, where the list can be ordered by it. */
  sort?: string;
}

/** The menu at the end of each row. */
export interface RowActions<Row> {
  /** The name of its button: "Actions for Ana Ruiz". */
  label: (row: Row) => string;
  lines: (row: Row) => ReactNode;
}

interface VirtualTableProps<Row> {
  /** What the rows are: "Members". */
  label: string;
  columns: readonly Column<Row>[];
  /** Columns that the person has put away. */
  hidden?: readonly string[];
  rows: readonly Row[];
  /** How many there are in all, where that is known. */
  total?: number | undefined;
  rowId: (row: Row) => string;
  menu?: RowActions<Row>;
  /** What a row must explain, under its status. */
  note?: (row: Row) => ReactNode;
  order?: { by: string; descending: boolean } | undefined;
  onOrder?: ((by: string) => void) | undefined;
  /** Rows on their way, and how to ask for those after them where the list does not by itself. */
  pages?: { loading: boolean; more: boolean; loadingMore: boolean; onMore?: () => void };
  /** Told which rows are in the page, for lists that keep only those fresh. */
  onShown?: (first: number, last: number) => void;
}

const nothing: readonly string[] = [];

const features = tableFeatures({ columnVisibilityFeature });

/** Ask for the next page when the reader is this many rows from the end. */
const ahead = 20;

/**
 * A list of any length: only the rows near the window are in the page. The link in a row's name covers the row,
 * so the whole row opens it, with the keyboard and the middle button too; the arrow keys go from row to row.
 */
export function VirtualTable<Row extends object>(props: VirtualTableProps<Row>) {
  const {
    label,
    columns,
    hidden = nothing,
    rows,
    total,
    rowId,
    menu,
    note,
    order,
    onOrder,
    pages,
    onShown,
  } = props;
  const { t } = useLingui();
  const frame = useRef<HTMLTableElement>(null);
  const narrow = useNarrow();
  const handle = useRowMenuHandle<Row>();

  const table = useTable({
    features,
    data: rows as Row[],
    columns: useMemo(() => columns.map(({ id }) => ({ id })), [columns]),
    getRowId: rowId,
    state: { columnVisibility: Object.fromEntries(hidden.map((id) => [id, false])) },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the table is another each time, what it shows follows from these
  const shown = useMemo(
    () => table.getVisibleLeafColumns().flatMap(({ id }) => columns.find((column) => column.id === id) ?? []),
    [columns, hidden],
  );

  const near = useNearRows({
    frame,
    rows,
    rowId,
    estimate: (row) => (narrow ? 64 : 44) + (note?.(row) ? 26 : 0),
    shape: narrow,
  });
  const { first, last } = near.wanted;
  const wanting = pages?.more && !pages.loadingMore && last >= rows.length - ahead;
  const onMore = pages?.onMore;
  useEffect(() => {
    if (wanting) onMore?.();
  }, [wanting, onMore]);

  useEffect(() => {
    if (last >= 0) onShown?.(first, last);
  }, [first, last, onShown]);

  const drawn = useDrawn(first, last, near.scrolling);

  if (pages?.loading && rows.length === 0) return <LoadingRows />;
  const width = shown.length + (menu ? 1 : 0);
  return (
    <>
      <table
        className="tbl"
        ref={frame}
        aria-label={label}
        aria-rowcount={(total ?? rows.length) + 1}
        onKeyDown={walk}
      >
        <colgroup>
          {shown.map(({ id, width: share }) => (
            <col key={id} width={share} />
          ))}
          {menu && <col width="60" />}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {shown.map((column) => (
              <Head key={column.id} column={column} order={order} onOrder={onOrder} />
            ))}
            {menu && (
              <th scope="col">
                <span className="sr">{t`Actions`}</span>
              </th>
            )}
          </tr>
        </thead>
        <Gap height={near.above(drawn.first)} width={width} />
        {rows.slice(drawn.first, drawn.last + 1).map((row, place) => {
          const index = drawn.first + place;
          return (
            <TableRow
              key={rowId(row)}
              row={row}
              index={index}
              shown={shown}
              handle={handle}
              actions={menu?.label(row)}
              note={note}
              measure={near.measure}
            />
          );
        })}
        <Gap height={near.below(drawn.last)} width={width} />
      </table>
      {menu && <RowMenu handle={handle}>{menu.lines}</RowMenu>}
      {pages?.loadingMore && <LoadingRows count={3} />}
    </>
  );
}

/**
 * The rows that are drawn by now, of those near the window. A list at rest draws all at once; one that is scrolled
 * draws a portion in each frame, so that no frame is held up, however fast the scrolling.
 */
function useDrawn(first: number, last: number, scrolling: boolean): Rows {
  const [, draw] = useReducer((frames: number) => frames + 1, 0);
  const before = useRef({ drawn: { first: 0, last: -1 }, whole: true });
  // The frame that has had its portion, until it is over. Scrolling may have the list told anew several times in it.
  const frame = useRef(0);
  const wanted = { first, last };
  const whole = before.current.whole && !scrolling;
  const drawn = whole ? wanted : (frame.current ? kept : further)(before.current.drawn, wanted);
  useLayoutEffect(() => {
    const grown = !same(drawn, kept(before.current.drawn, wanted));
    before.current = { drawn, whole: same(drawn, wanted) };
    if (!grown || frame.current) return;
    // The next frame may be the one that this is drawn in: so the one after it.
    frame.current = requestAnimationFrame(() => {
      frame.current = requestAnimationFrame(() => {
        frame.current = 0;
        if (!before.current.whole) draw();
      });
    });
  });
  useEffect(
    () => () => {
      cancelAnimationFrame(frame.current);
      frame.current = 0;
    },
    [],
  );
  return drawn;
}

interface TableRowProps<Row> {
  row: Row;
  index: number;
  shown: readonly Column<Row>[];
  handle: RowMenuHandle<Row>;
  /** The name of the button that opens the row's menu, where it has one. */
  actions: string | undefined;
  note: ((row: Row) => ReactNode) | undefined;
  measure: RefCallback<HTMLElement>;
}

function DrawnRow<Row>({ row, index, shown, handle, actions, note, measure }: TableRowProps<Row>) {
  const says = note?.(row);
  return (
    <tbody data-index={index} ref={measure} className={says ? "noted" : undefined}>
      <tr aria-rowindex={index + 2}>
        {shown.map((column) => (
          <td key={column.id} className={column.narrow && narrows[column.narrow]}>
            {column.cell(row)}
          </td>
        ))}
        {actions && (
          <td className="more">
            <RowMenuButton handle={handle} row={row} label={actions} />
          </td>
        )}
      </tr>
      {says && (
        <tr className="note">
          <Note shown={shown} width={shown.length + (actions ? 1 : 0)}>
            {says}
          </Note>
        </tr>
      )}
    </tbody>
  );
}

/** While somebody scrolls, only the rows that come near the window are drawn; those that stay are left as they are. */
const TableRow = memo(DrawnRow) as typeof DrawnRow;

const narrows = { name: "nm", email: "em", status: "sts" };

/** The explanation begins under the status. */
function Note<Row>({
  shown,
  width,
  children,
}: {
  shown: readonly Column<Row>[];
  width: number;
  children: ReactNode;
}) {
  const before = Math.max(
    0,
    shown.findIndex(({ narrow }) => narrow === "status"),
  );
  return (
    <>
      {before > 0 && <td colSpan={before} />}
      <td colSpan={width - before}>{children}</td>
    </>
  );
}

function Head<Row>({
  column,
  order,
  onOrder,
}: { column: Column<Row> } & Pick<VirtualTableProps<Row>, "order" | "onOrder">) {
  const { sort, head } = column;
  const on = sort !== undefined && order?.by === sort;
  const arrow = order?.descending ? ChevronUp : ChevronDown;
  if (!sort || !onOrder) {
    return (
      <th scope="col" aria-sort={on ? (order?.descending ? "descending" : "ascending") : undefined}>
        {head}
        {on && <Icon of={arrow} size={12} />}
      </th>
    );
  }
  return (
    <th scope="col" aria-sort={on ? (order?.descending ? "descending" : "ascending") : "none"}>
      <button type="button" onClick={() => onOrder(sort)}>
        {head}
        {on && <Icon of={arrow} size={12} />}
      </button>
    </th>
  );
}

/** The height of the rows that are not in the page. */
function Gap({ height, width }: { height: number; width: number }) {
  if (height <= 0) return null;
  return (
    <tbody className="gap" aria-hidden="true">
      <tr>
        <td colSpan={width} style={{ "--gap": `${height}px` } as CSSProperties} />
      </tr>
    </tbody>
  );
}

/** The arrow keys go to the name above or below; the rows around the focus are always in the page. */
function walk(event: KeyboardEvent<HTMLTableElement>): void {
  const down = { ArrowDown: true, ArrowUp: false }[event.key];
  if (down === undefined || !(event.target instanceof HTMLAnchorElement)) return;
  const body = event.target.closest("tbody");
  const next = down ? body?.nextElementSibling : body?.previousElementSibling;
  const link = next?.querySelector<HTMLElement>(".who a");
  if (!link) return;
  event.preventDefault();
  link.focus();
}

const narrowWindow = "(max-width: 760px)";

function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(() => matchMedia(narrowWindow).matches);
  useEffect(() => {
    const query = matchMedia(narrowWindow);
    const tell = () => setNarrow(query.matches);
    query.addEventListener("change", tell);
    return () => query.removeEventListener("change", tell);
  }, []);
  return narrow;
}

/** Avatar, link and label of a row's first cell. The link covers the row. */
export function Who({ face, link, children }: { face: ReactNode; link: ReactNode; children?: ReactNode }) {
  return (
    <div className="who">
      {face}
      {link}
      {children}
    </div>
  );
}
