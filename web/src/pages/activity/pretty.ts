/**
 * JSON with a line for each value, and with what cannot be seen but turns text around written out: what is shown
 * is what was sent, and copied it still is the same JSON. What is no JSON, because it was cut, keeps its lines.
 */
export function pretty(text: string): string {
  return visible(inLines(text));
}

function inLines(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** A value as it is, or, where it has parts, with a line for each. */
export function inParts(value: string): string {
  return /^[{[]/.test(value) && inLines(value) !== value ? pretty(value) : value;
}

const unseen = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** Zero-width joiners stay: Persian words and joined emoji are written with them. */
function visible(json: string): string {
  return json.replace(unseen, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
