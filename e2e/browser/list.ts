// A long list of the panel as a browser has it: which rows are in the page, what was asked for, and how it is moved.
import type { CDPSession, Page, Request } from "playwright-core";

/** A row, not the room that rows far away leave. */
const row = "table.tbl tbody:not(.gap)";

export interface Shown {
  /** How many rows are in the page. */
  count: number;
  /** The place of the last of them, counted from 0. */
  last: number;
  /** How many elements the page has in all. */
  elements: number;
}

export function shown(page: Page): Promise<Shown> {
  return page.evaluate((row) => {
    const rows = Array.from(document.querySelectorAll<HTMLElement>(row));
    return {
      count: rows.length,
      last: Number(rows.at(-1)?.dataset.index ?? -1),
      elements: document.querySelectorAll("*").length,
    };
  }, row);
}

/** Waits for the first rows of a list. */
export async function begun(page: Page): Promise<void> {
  await page.locator(row).first().waitFor();
}

/** Goes to the end of what is there, as the key End does, and waits until a row after `last` is there; answers which. */
export async function toTheEnd(page: Page, last: number): Promise<number> {
  await page.keyboard.press("End");
  const further = await page.waitForFunction(
    ({ row, last }) => {
      const now = Number(Array.from(document.querySelectorAll<HTMLElement>(row)).at(-1)?.dataset.index ?? -1);
      return now > last && now;
    },
    { row, last },
  );
  return Number(await further.jsonValue());
}

/** Turns the wheel so many times down, or up, over the list, most of a screen each, and lets every turn be drawn. */
export async function wheel(page: Page, cdp: CDPSession, turns: number): Promise<void> {
  const deltaY = 800 * Math.sign(turns);
  for (let turn = 0; turn < Math.abs(turns); turn++) {
    await cdp.send("Input.dispatchMouseEvent", { type: "mouseWheel", x: 700, y: 500, deltaX: 0, deltaY });
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  }
}

/** The pages of members that are asked for from now on, by their cursors; a first page has none. */
export function pagesAsked(page: Page): string[] {
  const asked: string[] = [];
  page.on("request", (request: Request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname.endsWith("/members") && pathname.startsWith("/api/")) asked.push(searchParams.get("cursor") ?? "");
  });
  return asked;
}
