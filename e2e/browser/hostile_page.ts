// What must hold of a page that shows hostile strings.
import assert from "node:assert/strict";
import type { BrowserContext, Page } from "playwright-core";
import { type Look, overhang } from "./look.ts";
import { surprises } from "./walk.ts";

const isolates = /[\u2066-\u2069]/g;

/** A window that tells when a string ran, asked, or reached for another host. */
export interface Watched extends Look {
  /** What a string has achieved. Nothing, or the test fails. */
  achieved: string[];
}

export async function watch(look: Look, own: string): Promise<Watched> {
  const achieved: string[] = [];
  const { context, page } = look;
  // The compiler names functions by one of its own, which pages do not have.
  await context.addInitScript("globalThis.__name = (named) => named");
  await context.exposeFunction("hostileRan", () => achieved.push(`a string ran at ${page.url()}`));
  page.on("dialog", (dialog) => {
    achieved.push(`a dialog says ${dialog.message()}`);
    void dialog.dismiss();
  });
  context.on("page", (opened) => achieved.push(`a window was opened: ${opened.url()}`));
  onlyTo(context, new URL(own).host, achieved);
  return { ...look, achieved };
}

function onlyTo(context: BrowserContext, host: string, achieved: string[]): void {
  context.on("request", (request) => {
    if (new URL(request.url()).host !== host) achieved.push(`a request to ${request.url()}`);
  });
}

const patience = 15_000;

/** The page's text holds every one of the strings as it is, at last: what is still asked for is waited for. */
async function shows(page: Page, strings: readonly string[], where: string): Promise<void> {
  const missing = await page.evaluate(
    ([wanted, patience]) =>
      new Promise<string[]>((done) => {
        const missing = () => {
          const text = document.body.textContent.replace(/[\u2066-\u2069]/g, "");
          return wanted.filter((one) => !text.includes(one));
        };
        const observer = new MutationObserver(() => end(false));
        const end = (late: boolean) => {
          const left = missing();
          if (left.length > 0 && !late) return;
          observer.disconnect();
          clearTimeout(timer);
          done(left);
        };
        const timer = setTimeout(() => end(true), patience);
        observer.observe(document.body, { subtree: true, childList: true, characterData: true });
        end(false);
      }),
    [strings.map((one) => one.replace(isolates, "")), patience] as const,
  );
  assert.deepEqual(missing, [], `${where} does not show these as text`);
}

/**
 * Words of ours that stand elsewhere than their order says, because a name beside them turned them around. What
 * may stand in any order is what is itself written from right to left.
 */
async function turned(page: Page, strings: readonly string[]): Promise<string[]> {
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

/** What makes the page wider than its window. */
async function stickingOut(page: Page): Promise<string[]> {
  if ((await overhang(page)) === 0) return [];
  return page.evaluate(() =>
    Array.from(document.querySelectorAll("body *"))
      .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth)
      .map((element) => `${element.localName}.${element.className}: ${element.textContent.slice(0, 60)}`),
  );
}

const widths = [1440, 320] as const;

/**
 * Looks at a page wide and narrow: it shows the strings as text, and they have achieved nothing. The height is
 * for lists, which hold only the rows near the window.
 */
export async function harmless(
  look: Watched,
  where: string,
  shown: readonly string[],
  all: readonly string[],
  { height = 900, provoked = [] }: { height?: number; provoked?: RegExp[] } = {},
): Promise<void> {
  const { page } = look;
  await page.setViewportSize({ width: 1440, height });
  await shows(page, shown, where);
  for (const width of widths) {
    // In narrow windows rows are higher: all of them stay in the page.
    await page.setViewportSize({ width, height: width === 1440 ? height : Math.round(1.6 * height) });
    await page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    );
    assert.deepEqual(await stickingOut(page), [], `${where} is wider than ${width}`);
    assert.deepEqual(await turned(page, all), [], `${where}, ${width} wide: words are turned around`);
  }
  assert.deepEqual(look.achieved, [], where);
  assert.deepEqual(surprises(look, ...provoked), [], where);
}
