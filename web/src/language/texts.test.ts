import assert from "node:assert/strict";
import { test } from "node:test";
import { compileMessage } from "@lingui/message-utils/compileMessage";
import { i18n } from "./texts.ts";

i18n.loadAndActivate({
  locale: "en",
  messages: {
    removed: compileMessage("{name} is removed."),
    joined: compileMessage("{count, plural, one {# person joins {team}} other {# people join {team}}}"),
    decides: compileMessage("{provider, select, unnamed {The provider} other {{provider}}} decides."),
    wait: compileMessage("Wait {minutes, plural, =0 {a moment} one {a minute} other {# minutes}}."),
    made: compileMessage("Made on {day, date}."),
  },
});

const hostile = [
  "\\u0041",
  "\\x41",
  "{name}",
  "<0/>",
  "'{'",
  "#",
  "$&",
  "\u{f0000}0\u{f0001}",
  "constructor",
  "__proto__",
];

test("a value is put in as it is, whatever it looks like", () => {
  for (const name of hostile) {
    assert.equal(i18n._("removed", { name }), `${name} is removed.`);
    assert.equal(i18n.t({ id: "removed", values: { name } }), `${name} is removed.`);
    assert.equal(i18n._("joined", { count: 2, team: name }), `2 people join ${name}`);
  }
});

test("a value that turns text around stays by itself", () => {
  assert.equal(i18n._("removed", { name: "\u202egpj" }), "\u2068\u202egpj\u2069 is removed.");
});

test("a select decides by the value itself, and shows it as it is", () => {
  assert.equal(i18n._("decides", { provider: "unnamed" }), "The provider decides.");
  for (const provider of hostile) assert.equal(i18n._("decides", { provider }), `${provider} decides.`);
});

test("a plural counts figures that came as text", () => {
  for (const [minutes, wanted] of [
    ["0", "a moment"],
    ["1", "a minute"],
    ["1200", "1,200 minutes"],
  ] as const) {
    assert.equal(i18n._("wait", { minutes }), `Wait ${wanted}.`);
  }
});

test("a format has the value itself", () => {
  assert.equal(i18n._("made", { day: "2026-11-28T12:00:00Z" }), "Made on Nov 28, 2026.");
});
