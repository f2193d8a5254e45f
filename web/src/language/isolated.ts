/** Letters that are written from right to left, and the invisible characters that turn text around. */
const turning =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

const opens = "\u2068"; // first strong isolate
const closes = "\u2069"; // pop directional isolate

/**
 * A name as it may stand within a sentence: whatever way it is written, the words around it keep their places.
 * Isolates that the name itself opens end with it, and those that it closes and never opened cannot close ours.
 * A name that turns nothing around is returned as it is.
 */
export function isolated(name: string): string {
  if (!turning.test(name)) return name;
  let open = 0;
  let strayed = 0;
  for (const character of name) {
    if (character >= "\u2066" && character <= opens) open++;
    else if (character === closes && open > 0) open--;
    else if (character === closes) strayed++;
  }
  return opens.repeat(strayed + 1) + name + closes.repeat(open + 1);
}
