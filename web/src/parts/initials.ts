/** Two letters for a face: first and last name of a person or team, or the start of a single word. */
export function initials(name: string): string {
  const words = name.split(/[\s.,()/-]+/u).filter((word) => /^\p{L}|^\p{N}/u.test(word));
  const first = words[0];
  const last = words.at(-1);
  if (!first || !last) return "?";
  if (words.length === 1) return letter(first).toLocaleUpperCase() + [...first].slice(1, 2).join("");
  return (letter(first) + letter(last)).toLocaleUpperCase();
}

/** The first letter alone, for an organization. */
export function initial(name: string): string {
  return letter(name.trim()).toLocaleUpperCase() || "?";
}

/** Which of the six tints somebody has: the same everywhere and for ever, since it follows from the id. */
export function tint(id: string): number {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return (sum % 6) + 1;
}

function letter(word: string): string {
  return [...word][0] ?? "";
}
