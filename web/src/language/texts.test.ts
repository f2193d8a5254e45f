import assert from "node:assert/strict";
import { test } from "node:test";
import { compileMessage } from "@lingui/message-utils/compileMessage";
import { i18n } from "./texts.ts";

i18n.loadAndActivate({
  locale: "en",
  messages: {
    removed: compileMessage("{name} is removed."),
    joined: compileMessage("{count, plural, one {# person joins {team}} other {# people join {team}}}"),
    escaped: compileMessage("50 {name}"),
  },
});

test("a value is put in as it is, whatever it looks like", () => {
  for (const name of ["\\u0041", "\\x41", "{name}", "<0/>", "'{'", "#", "\u{f0000}0\u{f0001}", "$&"]) {
    assert.equal(i18n._("removed", { name }), `${name} is removed.`);
    assert.equal(i18n.t({ id: "removed", values: { name } }), `${name} is removed.`);
    assert.equal(i18n._("joined", { count: 2, team: name }), `2 people join ${name}`);
  }
});

test("a value that turns text around stays by itself", () => {
  assert.equal(i18n._("removed", { name: "\u202egpj" }), "\u2068\u202egpj\u2069 is removed.");
});
