import assert from "node:assert/strict";
import { test } from "node:test";
import { Placing } from "./placing.ts";

interface Row {
  id: string;
  high?: boolean;
}

const rowsFrom = (first: number, count: number): Row[] =>
  Array.from({ length: count }, (_, index) => ({ id: String(first + index) }));

/** Rows of 10, or 15 where they are high, and how often somebody asked. */
function placed(rows: readonly Row[]): { placing: Placing<Row>; asked: () => number } {
  let count = 0;
  const placing = new Placing<Row>(
    ({ id }) => id,
    ({ high }) => {
      count++;
      return high ? 15 : 10;
    },
  );
  placing.show(rows);
  return {
    placing,
    asked: () => {
      const asked = count;
      count = 0;
      return asked;
    },
  };
}

/** What a placing says must be what adding up all heights gives. */
function adds(placing: Placing<Row>, heights: readonly number[]): void {
  let start = 0;
  for (const [index, height] of heights.entries()) {
    assert.equal(placing.start(index), start, `where ${index} begins`);
    assert.equal(placing.at(start), index, `what stands at ${start}`);
    assert.equal(placing.at(start + height - 1), index, `what stands at ${start + height - 1}`);
    start += height;
  }
  assert.equal(placing.total, start);
  assert.equal(placing.start(heights.length), start);
}

test("rows stand one below the other, across blocks", () => {
  const rows = rowsFrom(0, 300).map((row, index) => ({ ...row, high: index % 7 === 0 }));
  const { placing } = placed(rows);
  adds(
    placing,
    rows.map(({ high }) => (high ? 15 : 10)),
  );
});

test("what is outside is next to what is inside, and an empty list has no height", () => {
  const { placing } = placed(rowsFrom(0, 300));
  assert.equal(placing.at(-50), 0);
  assert.equal(placing.at(5000), 299);
  placing.show([]);
  assert.equal(placing.total, 0);
  assert.equal(placing.at(100), 0);
});

test("a row that was measured keeps its height where it moves, and moves those below it", () => {
  const rows = rowsFrom(0, 300);
  const { placing } = placed(rows);
  assert.equal(placing.measure(140, 33), 23);
  assert.equal(placing.measure(140, 33), 0);
  assert.equal(placing.start(140), 1400);
  assert.equal(placing.start(141), 1433);
  assert.equal(placing.start(299), 3013);
  const [first] = rows;
  if (first) placing.show([{ id: "new" }, ...rows]);
  assert.equal(placing.start(142), 1443);
  assert.equal(placing.measure(400, 20), 0);
});

test("rows that leave take their height with them, and another in their place has its own", () => {
  const rows = rowsFrom(0, 300);
  const { placing } = placed(rows);
  placing.show(rows.slice(0, 130));
  adds(
    placing,
    rows.slice(0, 130).map(() => 10),
  );
  placing.show([...rows.slice(0, 129), { id: "129", high: true }]);
  assert.equal(placing.total, 1305);
});

test("a page that arrives has none placed but its own and those of the block that it continues", () => {
  let rows = rowsFrom(0, 99_900);
  const { placing, asked } = placed(rows);
  assert.equal(asked(), 99_900);
  rows = [...rows, ...rowsFrom(99_900, 100)];
  placing.show(rows);
  assert.ok(asked() <= 100 + 128);
  assert.equal(placing.total, 1_000_000);
  placing.measure(3, 12);
  assert.ok(asked() <= 128 + 1);
  assert.equal(placing.total, 1_000_002);
});
