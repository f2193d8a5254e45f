import type { Said } from "./said.ts";

/** What the server says, in a line of text. */
export function Words({ detail, remedy, lang }: Said) {
  return (
    <span lang={lang}>
      {detail} {remedy}
    </span>
  );
}
