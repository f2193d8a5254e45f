import assert from "node:assert/strict";
import { test } from "node:test";
import { further, kept, portion, type Rows, same } from "./drawn.ts";

const nothing: Rows = { first: 0, last: -1 };

function length({ first, last }: Rows): number {
  return last - first + 1;
}

/** Frame after frame until all that is wanted is drawn; answers how many frames that takes. */
function frames(from: Rows, wanted: Rows): number {
  let drawn = from;
  for (let count = 0; ; count++) {
    if (same(drawn, wanted)) return count;
    const next = further(drawn, wanted);
    const added = length(next) - length(kept(drawn, wanted));
    assert.ok(added <= portion, `${JSON.stringify(next)} after ${JSON.stringify(drawn)}`);
    assert.ok(next.first >= wanted.first && next.last <= wanted.last);
    assert.ok(!same(next, drawn), "nothing more is drawn");
    drawn = next;
  }
}

test("no frame draws more than a portion, and all that is wanted comes", () => {
  assert.equal(frames(nothing, { first: 0, last: 23 }), 4);
  assert.equal(frames({ first: 0, last: 23 }, { first: 14, last: 39 }), 3); // the wheel down
  assert.equal(frames({ first: 100, last: 125 }, { first: 84, last: 109 }), 3); // the wheel up
  assert.equal(frames({ first: 0, last: 23 }, { first: 2970, last: 2990 }), 4); // the key End
  assert.equal(frames({ first: 10, last: 12 }, { first: 0, last: 30 }), 5); // a window that grew
  assert.equal(frames({ first: 0, last: 23 }, { first: 0, last: 2 }), 1); // a list that shrank
});

test("what is drawn and still wanted stays", () => {
  assert.deepEqual(further({ first: 0, last: 23 }, { first: 14, last: 39 }), { first: 14, last: 29 });
  assert.deepEqual(further({ first: 100, last: 125 }, { first: 84, last: 109 }), { first: 94, last: 109 });
});

test("a frame that has had its portion keeps what is drawn, and draws nothing more", () => {
  assert.deepEqual(kept({ first: 0, last: 23 }, { first: 14, last: 39 }), { first: 14, last: 23 });
  assert.equal(length(kept({ first: 0, last: 23 }, { first: 500, last: 524 })), 0);
});

test("after a leap it begins at the top", () => {
  assert.deepEqual(further({ first: 0, last: 23 }, { first: 500, last: 524 }), { first: 500, last: 505 });
});

test("an empty list draws nothing", () => {
  assert.deepEqual(further(nothing, nothing), nothing);
});
