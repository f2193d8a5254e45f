import assert from "node:assert/strict";
import { test } from "node:test";
import { type Book, newBook, pageAt, written } from "./book.ts";

interface Row {
  id: string;
}

const rows = (ids: string): Row[] => [...ids].map((id) => ({ id }));
const answer = (ids: string, next: string | null, total?: number) => ({
  items: rows(ids),
  next_cursor: next,
  ...(total !== undefined && { total }),
});
const ids = (book: Book<Row>) =>
  book.shown
    .flat()
    .map(({ id }) => id)
    .join("");

function filled(): Book<Row> {
  let book = written(newBook<Row>(), "all", 0, answer("abc", "c", 7));
  book = written(book, "all", 1, answer("def", "f"));
  return written(book, "all", 2, answer("g", null));
}

test("a list grows page by page and knows where it ends", () => {
  const book = filled();
  assert.equal(ids(book), "abcdefg");
  assert.deepEqual(book.cursors, [null, "c", "f"]);
  assert.equal(book.total, 7);
});

test("another list begins with its first page, and a late answer for a later one is not taken for it", () => {
  const book = filled();
  assert.equal(written(book, "filtered", 1, answer("xy", null)), book);
  assert.equal(ids(written(book, "filtered", 0, answer("a", null))), "a");
});

test("where a page ends elsewhere, the next begins there and those after it keep their places", () => {
  const book = written(filled(), "all", 0, answer("aAb", "b"));
  assert.deepEqual(book.cursors, [null, "b", "f"]);
  assert.equal(ids(book), "aAbdefg"); // c comes with the second page
  assert.equal(ids(written(book, "all", 1, answer("cde", "e"))), "aAbcdeg");
});

test("who moved from one page to the next is shown once", () => {
  const book = written(filled(), "all", 0, answer("abd", "d"));
  assert.equal(ids(book), "abdefg");
});

test("who moved back to the page before is shown there alone", () => {
  const book = written(filled(), "all", 1, answer("cef", "f"));
  assert.equal(ids(book), "abcefg");
  assert.equal(ids(written(book, "all", 0, answer("abe", "e"))), "abecfg");
});

test("a list that became shorter ends where its last page does", () => {
  const book = written(filled(), "all", 1, answer("de", null));
  assert.equal(ids(book), "abcde");
  assert.deepEqual(book.cursors, [null, "c"]);
});

test("an answer that says nothing new changes nothing, so that nothing is drawn again", () => {
  const book = filled();
  const same = { items: book.pages[1] ?? [], next_cursor: "f" };
  assert.equal(written(book, "all", 1, same), book);
});

test("a row is found in its page", () => {
  const { pages } = filled();
  assert.deepEqual(
    [0, 2, 3, 5, 6, 99].map((row) => pageAt(pages, row)),
    [0, 0, 1, 1, 2, 2],
  );
  assert.equal(pageAt([], 5), 0);
});
