// Whether the words of a page stand in their order beside names that are written from right to left.
import type { Page } from "playwright-core";

/**
 * Words of ours that stand elsewhere than their order says, because a name beside them turned them around. What
 * may stand in any order is what is itself written from right to left.
 */
export async function turned(page: Page, strings: readonly string[]): Promise<string[]> {
  return page.evaluate((theirs) => {
    const right = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
    // Only within JSON names are not known by their beginning and end.
    const runs = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]([^"\n]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\d])?/g;
    const turning = theirs.filter((one) => right.test(one) || /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(one));

    const isTheirs = (text: string, inJson: boolean): boolean[] => {
      const marks = new Array<boolean>(text.length).fill(false);
      for (const one of turning) {
        for (let at = text.indexOf(one); at >= 0; at = text.indexOf(one, at + 1)) marks.fill(true, at, at + one.length);
      }
      if (inJson) for (const run of text.matchAll(runs)) marks.fill(true, run.index, run.index + run[0].length);
      return marks;
    };
    const block = (node: Node): Element => {
      let element = node.parentElement ?? document.body;
      while (getComputedStyle(element).display === "inline") element = element.parentElement ?? document.body;
      return element;
    };

    const blocks = new Map<Element, Text[]>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
      const holder = block(node);
      const nodes = blocks.get(holder);
      if (nodes) nodes.push(node);
      else blocks.set(holder, [node]);
    }
    const found: string[] = [];
    const range = document.createRange();
    for (const [holder, nodes] of blocks) {
      const text = nodes.map(({ data }) => data).join("");
      // What holds nothing that turns is as the browser lays it out.
      const inJson = holder.closest("pre, .sent td, .diff") !== null && right.test(text);
      if (!inJson && !turning.some((one) => text.includes(one))) continue;
      const marks = isTheirs(text, inJson);
      let before = { middle: Number.NaN, left: 0 };
      let passed = 0;
      for (const node of nodes) {
        for (let at = 0; at < node.data.length; at++) {
          if (marks[passed + at] || /\s/.test(node.data[at] ?? "")) continue;
          range.setStart(node, at);
          range.setEnd(node, at + 1);
          const box = range.getBoundingClientRect();
          if (box.width === 0) continue;
          const middle = box.top + box.height / 2;
          if (Math.abs(middle - before.middle) < 8 && box.left < before.left - 1) {
            found.push(`"${node.data.slice(at, at + 20)}" in: ${text.slice(0, 120)}`);
            break;
          }
          before = { middle, left: box.left };
        }
        passed += node.data.length;
      }
    }
    return found;
  }, strings);
}
