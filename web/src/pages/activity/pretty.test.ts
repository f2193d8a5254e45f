import assert from "node:assert/strict";
import { test } from "node:test";
import { pretty } from "./pretty.ts";

test("a body has a line for each value", () => {
  assert.equal(pretty('{"active":false}'), '{\n  "active": false\n}');
});

test("a body that was cut stays as it was sent", () => {
  assert.equal(pretty('{"active":fal'), '{"active":fal');
});
