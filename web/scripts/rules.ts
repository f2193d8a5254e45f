// Writes the sentences of the API's rules where Lingui finds them: from the API's document into a module of the
// panel. `npm run api` runs it.
import { readFile, writeFile } from "node:fs/promises";

interface Document {
  components: { schemas: { Rule: { "x-sentences": Record<string, { detail: string; remedy?: string }> } } };
}

const document = JSON.parse(
  await readFile(new URL("../../internal/api/openapi.json", import.meta.url), "utf8"),
) as Document;

const rules = Object.entries(document.components.schemas.Rule["x-sentences"]).map(
  ([name, { detail, remedy }]) =>
    `  ${name}: { detail: ${text(detail)}${remedy ? `, remedy: ${text(remedy)}` : ""} },\n`,
);

function text(message: string): string {
  return `msg({ message: ${JSON.stringify(message)} })`;
}

await writeFile(
  new URL("../src/language/rules.ts", import.meta.url),
  `// Written by \`npm run api\` from internal/api/openapi.json: what each rule of the API says.
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Rule } from "~/api/contract.ts";

export const rules: Record<Rule, { detail: MessageDescriptor; remedy?: MessageDescriptor }> = {
${rules.join("")}};
`,
);
