// A long list of the panel as a browser has it: which rows are in the page, what was asked for, and how it is moved.
import type { CDPSession, Page, Request, Response } from "playwright-core";
import { drawn } from "./look.ts";

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

/** Waits for a frame that has rows: after a leap the first may have none. */
export async function shown(page: Page): Promise<Shown> {
  const found = await page.waitForFunction((row) => {
    const rows = Array.from(document.querySelectorAll<HTMLElement>(row));
    return (
      rows.length > 0 && {
        count: rows.length,
        last: Number(rows.at(-1)?.dataset.index),
        elements: document.querySelectorAll("*").length,
      }
    );
  }, row);
  return (await found.jsonValue()) as Shown;
}

/** Waits for rows of a list: the first at all, or after a leap the first there. */
export async function begun(page: Page): Promise<void> {
  await page.locator(row).first().waitFor();
}

/**
 * Goes down by so many rows at least, as somebody does who presses End whenever there is more: to the end of what is
 * there, which has the next page asked for, until that has made the list longer. `each` is told each time.
 */
export async function toTheEnd(page: Page, rows: number, each: () => Promise<void> = async () => {}): Promise<void> {
  for (let at = -1; at < rows - 1; ) {
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    // The browser scrolls by the height that it drew last: rows that came since would leave it where it is.
    await drawn(page);
    await page.keyboard.press("End");
    const reached = await page.waitForFunction(
      ({ row, height, rows }) => {
        const last = Number(Array.from(document.querySelectorAll<HTMLElement>(row)).at(-1)?.dataset.index ?? -1);
        return last >= rows - 1 || document.documentElement.scrollHeight > height ? last + 1 : false;
      },
      { row, height, rows },
    );
    at = Number(await reached.jsonValue()) - 1;
    await begun(page);
    await each();
  }
}

/** Turns the wheel so many times down, or up, over the list, most of a screen each, and lets every turn be drawn. */
export async function wheel(page: Page, cdp: CDPSession, turns: number): Promise<void> {
  const deltaY = 800 * Math.sign(turns);
  for (let turn = 0; turn < Math.abs(turns); turn++) {
    await cdp.send("Input.dispatchMouseEvent", { type: "mouseWheel", x: 700, y: 500, deltaX: 0, deltaY });
    await drawn(page);
  }
}

/** Whether a page of members is asked for or answered. */
export function isPage(told: Request | Response): boolean {
  const { pathname } = new URL(told.url());
  return pathname.startsWith("/api/") && pathname.endsWith("/members");
}

/** The pages of members that are asked for from now on, by their cursors; a first page has none. */
export function pagesAsked(page: Page): string[] {
  const asked: string[] = [];
  page.on("request", (request: Request) => {
    if (isPage(request)) asked.push(new URL(request.url()).searchParams.get("cursor") ?? "");
  });
  return asked;
}
