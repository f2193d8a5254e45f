// Looks at every part of the panel: the page of parts and a framed list, built as for production and served
// under the real policy.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { findings, launch, open, overhang, picture, themes, widths } from "./look.ts";
import { type Preview, servePanel } from "./preview.ts";
import { focused } from "./walk.ts";

let preview: Preview;
let browser: Browser;

before(async () => {
  preview = await servePanel("web/dist-parts");
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await preview?.stop();
});

const pages = [
  { name: "parts", path: "/parts", ready: "h1", whole: true },
  { name: "members", path: "/parts/framed", ready: ".tbl .who a", whole: false },
];

for (const { name, path, ready, whole } of pages) {
  for (const theme of themes) {
    for (const width of widths) {
      test(`${name}, ${theme}, ${width} px: nothing forbidden, nothing thrown, nothing that axe finds`, async () => {
        const { context, page, wrong } = await open(browser, preview.url + path, theme, width);
        await page.waitForSelector(ready);
        await picture(page, `${name}-${theme}-${width}`, whole);
        assert.deepEqual(await findings(page), []);
        assert.equal(await overhang(page), 0, "the page scrolls sideways");
        assert.deepEqual(wrong, []);
        await context.close();
      });
    }
  }
}

test("what floats obeys the policy too, and is accessible while it is open", async () => {
  for (const theme of themes) {
    const { context, page, wrong } = await open(browser, `${preview.url}/parts`, theme, 1440);

    const locked = page.getByRole("button", { name: "Rename" });
    await locked.focus();
    await page.locator(".tip").waitFor();
    await picture(page, `locked-${theme}`);
    await page.keyboard.press("Escape");
    await page.locator(".tip").waitFor({ state: "detached" });
    assert.ok(await locked.evaluate((button) => button === document.activeElement), "a locked control keeps its focus");
    assert.equal(await locked.getAttribute("aria-disabled"), "true");

    await page.getByRole("button", { name: "Actions for Elif Kaya" }).click();
    await page.getByRole("menuitem", { name: "Remove" }).waitFor();
    assert.deepEqual(await findings(page, true), [], "menu");
    await picture(page, `menu-${theme}`);
    await page.keyboard.press("Escape");

    await page.getByRole("button", { name: "Turn off" }).last().click();
    const question = page.getByRole("dialog");
    await question.waitFor();
    await focused(page, "Keep on");
    assert.deepEqual(await findings(page, true), [], "question");
    await picture(page, `question-${theme}`);
    await page.keyboard.press("Escape");
    await question.waitFor({ state: "detached" });

    await page.getByRole("button", { name: "Generate token" }).click();
    await page.getByRole("dialog").waitFor();
    assert.deepEqual(await findings(page, true), [], "secret");
    await picture(page, `secret-${theme}`);
    await page.keyboard.press("Escape");
    await page.getByText("The Secret Token was not copied.").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });

    await page.getByRole("button", { name: "Invite" }).click();
    await page.getByRole("status").getByText("Dafydd Pryce invited.").waitFor();
    assert.deepEqual(await findings(page, true), [], "toast");
    await picture(page, `toast-${theme}`);

    assert.deepEqual(wrong, []);
    await context.close();
  }
});

test("a filter that is set names its value and has its own x", async () => {
  const { context, page, wrong } = await open(browser, `${preview.url}/parts/framed`, "light", 1440);
  await page.getByRole("button", { name: "Role", exact: true }).click();
  await page.getByRole("menuitemcheckbox", { name: "Administrator" }).click();
  await page.getByRole("button", { name: "Role Administrator" }).waitFor();
  await picture(page, "filter-light");
  await page.getByRole("button", { name: "Remove the filter Role" }).click();
  await page.getByRole("button", { name: "Role", exact: true }).waitFor();
  assert.deepEqual(wrong, []);
  await context.close();
});

test("the keyboard finds: / the search, Ctrl K the palette, arrows the rows", async () => {
  const { context, page, wrong } = await open(browser, `${preview.url}/parts/framed`, "dark", 1440);
  await page.waitForSelector(".tbl .who a");
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("type")), "search");

  await page.getByRole("link", { name: "Ada Lindqvist" }).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Anselm Okafor");
  await picture(page, "row-focus-dark");

  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("an");
  await page.getByRole("option", { name: "Ana Ruiz" }).waitFor();
  assert.deepEqual(await findings(page, true), [], "palette");
  await picture(page, "palette-dark");
  await page.keyboard.press("Escape");
  await page.getByRole("combobox").waitFor({ state: "detached" });
  assert.deepEqual(wrong, []);
  await context.close();
});

test("100,000 rows are a few dozen in the page, and the last one is reached", async () => {
  const { context, page, wrong } = await open(browser, `${preview.url}/parts/framed?rows=100000`, "light", 1440);
  await page.waitForSelector(".tbl .who a");
  assert.ok((await page.locator(".tbl tbody").count()) < 60);
  // Rows are measured as they come near, so the end moves a little until it is reached.
  await page.waitForFunction(() => {
    window.scrollTo(0, document.documentElement.scrollHeight);
    return document.querySelector('tbody[data-index="99999"]') !== null;
  });
  assert.ok((await page.locator(".tbl tbody").count()) < 60);
  assert.deepEqual(wrong, []);
  await context.close();
});

test("in a narrow window the pages lie in a drawer", async () => {
  const { context, page, wrong } = await open(browser, `${preview.url}/parts/framed`, "light", 390, 844);
  await page.waitForSelector(".tbl .who a");
  await picture(page, "members-light-390");
  await page.getByRole("button", { name: "Pages" }).click();
  await page.getByRole("dialog").getByRole("link", { name: "Activity" }).waitFor();
  assert.deepEqual(await findings(page, true), [], "drawer");
  await picture(page, "drawer-light");
  assert.deepEqual(wrong, []);
  await context.close();
});
