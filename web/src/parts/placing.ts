/** How many rows are summed up together. */
const perBlock = 128;

/**
 * Where the rows of a list stand: each as high as it was measured, or else as is estimated of it. Rows are summed up
 * in blocks, so that a page that arrives has only its own placed, however many stand there already: what is done for
 * those is to see that they are the same.
 */
export class Placing<Row> {
  private rows: readonly Row[] = [];
  /** Of each block, the height. */
  private heights: number[] = [];
  /** Of each block, where it begins, and after the last where all ends. */
  private starts: number[] = [0];
  /** By the ids of rows. */
  private readonly measured = new Map<string, number>();
  private readonly rowId: (row: Row) => string;
  private readonly estimate: (row: Row) => number;

  constructor(rowId: (row: Row) => string, estimate: (row: Row) => number) {
    this.rowId = rowId;
    this.estimate = estimate;
  }

  /** The rows as they are now. */
  show(rows: readonly Row[]): void {
    if (rows === this.rows) return;
    const before = this.rows;
    this.rows = rows;
    const blocks = Math.ceil(rows.length / perBlock);
    this.heights.length = Math.min(this.heights.length, blocks);
    for (let block = 0; block < blocks; block++) {
      if (this.heights[block] === undefined || !alike(before, rows, block)) this.sum(block);
    }
    this.line();
  }

  /** Takes note of how high a row is, and answers by how much it is higher than was thought. */
  measure(index: number, height: number): number {
    const row = this.rows[index];
    if (!row) return 0;
    const more = height - this.height(row);
    if (more === 0) return 0;
    this.measured.set(this.rowId(row), height);
    this.sum(Math.floor(index / perBlock));
    this.line();
    return more;
  }

  get total(): number {
    return this.starts.at(-1) ?? 0;
  }

  /** Where a row begins, counted from the first. One behind the last begins where that ends. */
  start(index: number): number {
    const block = Math.floor(index / perBlock);
    let start = this.starts[block] ?? this.total;
    for (let at = block * perBlock; at < index; at++) start += this.heightAt(at);
    return start;
  }

  /** The row that stands at an offset from the first; at one that is outside, the one next to it. */
  at(offset: number): number {
    let [block, end] = [0, this.heights.length - 1];
    while (block < end) {
      const middle = Math.ceil((block + end) / 2);
      if ((this.starts[middle] ?? 0) <= offset) block = middle;
      else end = middle - 1;
    }
    let index = block * perBlock;
    let below = this.starts[block] ?? 0;
    while (index < this.rows.length - 1) {
      below += this.heightAt(index);
      if (below > offset) break;
      index++;
    }
    return index;
  }

  private heightAt(index: number): number {
    const row = this.rows[index];
    return row ? this.height(row) : 0;
  }

  private height(row: Row): number {
    return this.measured.get(this.rowId(row)) ?? this.estimate(row);
  }

  private sum(block: number): void {
    let height = 0;
    const end = Math.min((block + 1) * perBlock, this.rows.length);
    for (let index = block * perBlock; index < end; index++) height += this.heightAt(index);
    this.heights[block] = height;
  }

  /** Puts the blocks one after the other. */
  private line(): void {
    const starts = [0];
    let start = 0;
    for (const height of this.heights) {
      start += height;
      starts.push(start);
    }
    this.starts = starts;
  }
}

/** Whether a block holds the same rows as before. */
function alike<Row>(before: readonly Row[], rows: readonly Row[], block: number): boolean {
  const end = (block + 1) * perBlock;
  if (Math.min(end, before.length) !== Math.min(end, rows.length)) return false;
  for (let index = block * perBlock; index < end; index++) if (before[index] !== rows[index]) return false;
  return true;
}
