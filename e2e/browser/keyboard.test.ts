import assert from "node:assert/strict";
import { test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { ana, goodPassword, onOneEngine } from "./company.ts";
import { leave } from "./walk.ts";

/** Goes on by the Tab key alone until a control has the focus. */
async function tabTo(page: Page, control: Locator): Promise<void> {
  await control.waitFor();
  for (let steps = 0; steps < 80; steps++) {
    if ((await control.and(page.locator(":focus")).count()) === 1) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`the Tab key does not reach ${control}`);
}

onOneEngine("Keyboard", (company) => {
  test("R04 R05: whoever has no mouse signs in, turns provisioning on, copies the token and goes on", async () => {
    const look = await company.visit("settings/access", { as: [] });
    const { page } = look;
    await tabTo(page, page.getByLabel("Email"));
    await page.keyboard.type(ana.email);
    await tabTo(page, page.getByRole("textbox", { name: "Password", exact: true }));
    await page.keyboard.type(goodPassword);
    await page.keyboard.press("Enter");

    await page.getByRole("heading", { name: "User & Group Provisioning" }).waitFor();
    await tabTo(page, page.getByRole("switch", { name: "User provisioning with Okta" }));
    await page.keyboard.press("Space");
    const window = page.getByRole("dialog", { name: "Connect Okta" });
    await tabTo(page, window.getByRole("button", { name: "Copy Secret Token" }));
    await page.keyboard.press("Enter");
    await tabTo(page, window.getByRole("button", { name: "Continue" }));
    await page.keyboard.press("Enter");
    await window.waitFor({ state: "detached" });
    await page.getByText("Waiting for the first request").first().waitFor();

    // The way goes on from where it was, not from the beginning of the page.
    await tabTo(page, page.getByRole("button", { name: "Manage Okta" }));
    await page.keyboard.press("Enter");
    const managed = page.getByRole("dialog", { name: "Manage user provisioning with Okta" });
    await managed.waitFor();
    await page.keyboard.press("Escape");
    await managed.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Manage Okta" }).and(page.locator(":focus")).waitFor();
    await leave(look);
  });

  test("R48 R64: whoever has no mouse invites somebody into a team, finds and opens them, and gives them a role", async () => {
    await company.call(`POST /organizations/${company.organization}/teams`, { name: "Workshop" });
    const look = await company.visit("members");
    const { page } = look;
    await tabTo(page, page.getByRole("button", { name: "Invite new member" }));
    await page.keyboard.press("Enter");
    const ask = page.getByRole("dialog", { name: "Invite new member" });
    await ask.getByLabel("Name").and(page.locator(":focus")).waitFor();
    await page.keyboard.type("Dafydd Pryce");
    await tabTo(page, ask.getByLabel("Email"));
    await page.keyboard.type("dafydd@pryceworks.example");
    await tabTo(page, ask.getByRole("combobox", { name: "Assign to team (optional)" }));
    await page.keyboard.press("Enter");
    const workshop = page.getByRole("option", { name: "Workshop" });
    await workshop.waitFor();
    await page.keyboard.press("End");
    await workshop.and(page.locator("[data-highlighted]")).waitFor();
    await page.keyboard.press("Enter");
    await ask.getByRole("list", { name: "Chosen teams" }).getByText("Workshop").waitFor();
    await tabTo(page, ask.getByRole("button", { name: "Invite", exact: true }));
    await page.keyboard.press("Enter");
    const invited = page.getByRole("dialog", { name: "Dafydd Pryce is invited" });
    await tabTo(page, invited.getByRole("button", { name: "Copy Invitation link" }));
    await page.keyboard.press("Enter");
    await tabTo(page, invited.getByRole("button", { name: "Done" }));
    await page.keyboard.press("Enter");
    await invited.waitFor({ state: "detached" });

    await page.keyboard.press("/");
    await page.keyboard.type("pryce");
    await page.getByRole("row").filter({ hasText: "Ana Ruiz" }).waitFor({ state: "detached" });
    await tabTo(page, page.getByRole("link", { name: "Dafydd Pryce" }));
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Dafydd Pryce" }).waitFor();
    await tabTo(page, page.getByRole("button", { name: "Change role" }));
    await page.keyboard.press("Enter");
    const role = page.getByRole("dialog");
    await tabTo(page, role.getByRole("radio", { checked: true }));
    await page.keyboard.press("ArrowUp");
    await role.getByRole("radio", { name: /^Administrator/ }).and(page.locator(":focus")).waitFor();
    await tabTo(page, role.getByRole("button", { name: "Change role" }));
    await page.keyboard.press("Enter");
    await role.waitFor({ state: "detached" });
    await page.getByRole("complementary", { name: "About this member" }).getByText("Administrator").waitFor();
    await page.getByRole("button", { name: "Change role" }).and(page.locator(":focus")).waitFor();
    await leave(look);
  });
});
