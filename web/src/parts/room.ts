import { useMemo, useSyncExternalStore } from "react";

/** How wide the page must be for a column to have room beside what matters more, by its id, in pixels. */
export type Room = Readonly<Record<string, number>>;

interface Placed {
  id: string;
  /** A share of the width: "23.5%". */
  width: string;
}

/** The sidebar stands beside the page in windows wider than this, and takes this much of them. */
const sidebar = { from: 1000.02, width: 240 };

/** In windows up to this wide a row stands in lines and not in columns, so that none is crowded out. */
const lines = 760.02;

/** The columns that the page has room for, which share among them what the others leave. */
export function useRoomyColumns<C extends Placed>(columns: readonly C[], room: Room): readonly C[] {
  const crowded = useSyncExternalStore(subscribe, () =>
    Object.keys(room)
      .filter((id) => matchMedia(narrowerThan(room[id] ?? 0)).matches)
      .join(" "),
  );
  return useMemo(() => {
    const out = crowded.split(" ");
    const stay = columns.filter(({ id }) => !out.includes(id));
    if (stay.length === columns.length) return columns;
    const grown = shares(columns) / shares(stay);
    return stay.map((column) => ({ ...column, width: `${Number.parseFloat(column.width) * grown}%` }));
  }, [columns, crowded]);
}

function shares(columns: readonly Placed[]): number {
  return columns.reduce((sum, { width }) => sum + Number.parseFloat(width), 0);
}

function narrowerThan(page: number): string {
  const beside = `(min-width: ${sidebar.from}px) and (max-width: ${page + sidebar.width - 0.02}px)`;
  return `(min-width: ${lines}px) and (max-width: ${page - 0.02}px), ${beside}`;
}

function subscribe(told: () => void): () => void {
  window.addEventListener("resize", told);
  return () => window.removeEventListener("resize", told);
}
