// What the windows of a test show when it fails: often all that there is to tell why, on a machine of somebody else.
import type { Browser, Page } from "playwright-core";

/** Prints every open window of a browser, and closes them: the next test opens its own. */
export async function tellAndClose(browser: Browser, test: string): Promise<void> {
  for (const context of browser.contexts()) {
    for (const page of context.pages()) console.error(`${test}\n${await told(page)}`);
    await context.close();
  }
}

/** The address, where the window stands and where its focus is, and what it says, as it is read aloud. */
async function told(page: Page): Promise<string> {
  try {
    const stands = await page.evaluate(() => {
      const rows = Array.from(document.querySelectorAll<HTMLElement>("[data-index]"), ({ dataset }) => dataset.index);
      return {
        scrolled: window.scrollY,
        height: document.documentElement.scrollHeight,
        window: [window.innerWidth, window.innerHeight],
        focus: document.activeElement?.outerHTML.slice(0, 120),
        ...(rows.length > 0 && { rows: `${rows.length} from ${rows[0]} to ${rows.at(-1)}` }),
      };
    });
    const says = (await page.locator("body").ariaSnapshot({ timeout: 5000 })).split("\n");
    const some = says.length > 120 ? [...says.slice(0, 80), "...", ...says.slice(-40)] : says;
    return [page.url(), JSON.stringify(stands), ...some].join("\n");
  } catch (error) {
    return `${page.url()} tells nothing: ${error}`;
  }
}
