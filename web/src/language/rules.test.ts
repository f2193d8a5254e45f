import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { I18n } from "@lingui/core";
import { type CompiledMessageToken, compileMessageOrThrow } from "@lingui/message-utils/compileMessage";
import { isolated } from "./isolated.ts";
import { i18n } from "./texts.ts";

interface Document {
  components: { schemas: { Rule: { "x-sentences": Record<string, { detail: string; remedy?: string }> } } };
}

const document = JSON.parse(
  await readFile(new URL("../../../internal/api/openapi.json", import.meta.url), "utf8"),
) as Document;
const sentences = document.components.schemas.Rule["x-sentences"];

/** The texts of a language by the English ones, as Lingui's file has them. */
async function catalog(language: string): Promise<Map<string, string>> {
  const file = await readFile(new URL(`${language}.po`, import.meta.url), "utf8");
  const texts = new Map<string, string>();
  for (const [, id = "", text = ""] of file.matchAll(/^msgid ((?:".*"\n)+)msgstr ((?:".*"(?:\n|$))+)/gm)) {
    texts.set(joined(id), joined(text));
  }
  return texts;
}

const joined = (lines: string): string =>
  lines
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as string)
    .join("");

/** The places of a text: where a value stands, and by what a plural or select decides. */
function places(text: string): string[] {
  return compileMessageOrThrow(text).flatMap(placesOf);
}

function placesOf(token: CompiledMessageToken): string[] {
  if (typeof token === "string") return [];
  const [name, , forms] = token;
  const inside = forms && typeof forms === "object" ? Object.values(forms) : [];
  return [
    ...(name === "#" ? [] : [name]),
    ...inside.flatMap((form) =>
      Array.isArray(form) ? (form as CompiledMessageToken[]).flatMap(placesOf) : [],
    ),
  ];
}

test("every rule that the API names is said in German", async () => {
  const german = await catalog("de");
  assert.ok(Object.keys(sentences).length > 100);
  for (const [rule, { detail, remedy }] of Object.entries(sentences)) {
    for (const sentence of [detail, remedy]) {
      if (!sentence) continue;
      const said = german.get(sentence) ?? "";
      assert.notEqual(said, "", `${rule} is not said in German: ${sentence}`);
      assert.notEqual(said, sentence, `${rule} is said in English: ${sentence}`);
    }
  }
});

test("a rule's German names only what the server fills in", async () => {
  const german = await catalog("de");
  for (const [rule, { detail, remedy }] of Object.entries(sentences)) {
    const filled = new Set(places(`${detail} ${remedy ?? ""}`));
    for (const sentence of [detail, remedy]) {
      for (const name of places(german.get(sentence ?? "") ?? "")) {
        assert.ok(filled.has(name), `${rule} has no {${name}} to be said in German: ${sentence}`);
      }
    }
  }
});

test("the panel knows the rules of the API as it is", async () => {
  const written = await readFile(new URL("rules.ts", import.meta.url), "utf8");
  const known = [...written.matchAll(/^ {2}(\w+): \{ detail/gm)].map(([, name]) => name);
  assert.deepEqual(known, Object.keys(sentences));
});

/** Names of places whose value is a figure. */
const figures = ["minutes", "seconds", "found"];

const hostile = [
  "<0/>",
  "<b>{0}</b>",
  "\\u0041\\x42",
  "{member}",
  "'{'",
  "#",
  "$&",
  "toString",
  "\u202egpj \u2069",
  "ליאור",
];

test("a rule says every hostile value as it is, in each of its places and each language", async () => {
  const plain = "Qxq";
  const german = await catalog("de");
  for (const [rule, { detail, remedy }] of Object.entries(sentences)) {
    for (const sentence of [detail, remedy]) {
      if (!sentence) continue;
      for (const [locale, text] of Object.entries({ en: sentence, de: german.get(sentence) ?? "" })) {
        const messages = { said: compileMessageOrThrow(text) };
        const lingui = new I18n({ locale, messages: { [locale]: messages } });
        i18n.loadAndActivate({ locale, messages });
        const values = Object.fromEntries(
          places(text).map((place) => [place, figures.includes(place) ? "3" : plain]),
        );
        for (const place of places(text).filter((place) => !figures.includes(place))) {
          for (const value of hostile) {
            const around = lingui._("said", { ...values, [place]: `${plain}!` });
            const said = i18n._("said", { ...values, [place]: value });
            assert.equal(
              said,
              around.replaceAll(`${plain}!`, () => isolated(value)),
              `{${place}} of ${rule}`,
            );
          }
        }
      }
    }
  }
});
