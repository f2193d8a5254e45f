import assert from "node:assert/strict";
import { test } from "node:test";
import { bytesOf, textOf } from "./base64url.ts";

test("bytes come back as they were, whatever their number", () => {
  for (let length = 0; length < 8; length++) {
    const bytes = Uint8Array.from({ length }, (_, index) => 251 + index);
    assert.deepEqual(bytesOf(textOf(bytes.buffer)), bytes);
  }
});

test("the text is that of RFC 4648 for addresses, without padding", () => {
  assert.equal(textOf(Uint8Array.of(0xfb, 0xff, 0xbe, 0x01).buffer), "-_--AQ");
  assert.deepEqual(bytesOf("-_--AQ"), Uint8Array.of(0xfb, 0xff, 0xbe, 0x01));
});
