// The demo as whoever tries Muster meets it: they open what it printed, sign in as it said, and things go on while
// they look.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { launch, open } from "./look.ts";
import { passOkta } from "./okta_sign_in.ts";
import { leave, looksRight, signIn } from "./walk.ts";

const built = process.env.MUSTER_BUILT ?? mkdtempSync(path.join(tmpdir(), "muster-demo-"));
let browser: Browser;

before(async () => {
  if (!process.env.MUSTER_BUILT) {
    const cwd = path.resolve(import.meta.dirname, "../..");
    execFileSync("go", ["build", "-o", built, "./cmd/muster"], { cwd, stdio: "inherit" });
  }
  browser = await launch();
});

after(async () => {
  await browser?.close();
  if (!process.env.MUSTER_BUILT) rmSync(built, { recursive: true });
});

test("the demo opens on a panel that is alive: its people are there, and what happens to them arrives", async () => {
  const demo = spawn(
    path.join(built, "muster"),
    ["demo", "--people", "40", "--groups", "5", "--pace", "300ms", "--listen", "127.0.0.1:0"],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const gone = new Promise<void>((done) => demo.once("exit", () => done()));
  try {
    const lines: string[] = [];
    const arrived = new Promise<void>((done, failed) => {
      const reading = createInterface({ input: demo.stdout });
      reading.on("line", (line) => {
        lines.push(line);
        if (line.includes(" has arrived: 40 people, 5 teams.")) done();
      });
      reading.on("close", () => failed(new Error(`the demo ended: ${lines.slice(-5).join("\n")}`)));
    });
    await arrived;
    const printed = (pattern: RegExp) => lines.map((line) => pattern.exec(line)).find(Boolean) ?? assert.fail(`${pattern}`);
    const [, panel = ""] = printed(/^Control panel +(\S+)$/);
    const [, email = "", password = ""] = printed(/^Sign in as +(\S+) with the password (\S+)$/);
    const [, operator = ""] = printed(/^or, to run it, as (\S+) with the same$/);

    const [, member = ""] = printed(/^or, with Okta, as (\S+) with the same$/);

    // First, because people leave the company as time goes by.
    const byOkta = await open(browser, panel, "light", 1440);
    await byOkta.page.getByLabel("Email").fill(member);
    await byOkta.page.getByLabel("Email").press("Tab");
    await byOkta.page.getByRole("link", { name: "Continue with Okta", exact: true }).click();
    await passOkta(byOkta.page, member, password);
    await byOkta.page.getByRole("heading", { name: "Members" }).waitFor();
    await leave(byOkta);

    const look = await open(browser, panel, "light", 1440);
    const { page } = look;
    await signIn(page, email, password);
    await page.getByRole("heading", { name: "Members" }).waitFor();
    await page.getByRole("row").filter({ hasText: "Provisioned by Okta" }).nth(10).waitFor();
    await page.getByText("Provisioned members and teams are edited in Okta.").waitFor();
    await looksRight(look, "demo-members-light-1440");
    const pages = page.locator(".app > .side").getByRole("navigation", { name: "Pages" });
    await pages.getByRole("link", { name: "Activity" }).click();
    // Nobody reloads: entries come in by themselves.
    await page.locator(".log > li.new").nth(2).waitFor();
    await page.getByText("Live", { exact: true }).waitFor();
    await looksRight(look, "demo-activity-light-1440");
    await pages.getByRole("link", { name: "Settings" }).click();
    await page.getByRole("link", { name: "Access management" }).click();
    await page.getByRole("region", { name: "Okta" }).getByText("Connected", { exact: true }).waitFor();
    await leave(look);

    const runs = await open(browser, panel, "dark", 1440);
    await signIn(runs.page, operator, password);
    await runs.page.getByRole("row").filter({ hasText: "Halvorsen Optics" }).getByText("Okta connected").waitFor();
    await looksRight(runs, "demo-operator-dark-1440");
    await leave(runs);
  } finally {
    demo.kill("SIGINT");
    await gone;
  }
});
