// What whoever runs the installation does: organizations, their licenses, setup links, suspension.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { ana, onEachEngine } from "./company.ts";
import { open } from "./look.ts";
import { everySize, looksRight, shownOnce, signIn, surprises } from "./walk.ts";

onEachEngine(
  "The operator's pages",
  (company) => {
    const visit = (path: string) => company.visit(path, { as: company.operator });
    const operated = () => `/operator/organizations/${company.organization}`;

    test("the list of organizations and the page of one, in every size", async () => {
      await everySize(company, {
        name: "operator",
        path: "/operator",
        as: company.operator,
        ready: async (page) => {
          await page.getByRole("link", { name: "Fernhill Optics" }).waitFor();
          await page.getByText("Okta connected").first().waitFor({ state: "attached" });
        },
      });
      await everySize(company, {
        name: "operator-organization",
        path: operated(),
        as: company.operator,
        ready: (page) => page.getByRole("list", { name: "Owners" }).waitFor(),
      });
    });

    test("an organization is found by its name and entered with a mark of the operator", async () => {
      const look = await visit("/operator");
      const { page } = look;
      await page.getByLabel("Search organizations").fill("north");
      await page.getByRole("link", { name: "Fernhill Optics" }).waitFor({ state: "detached" });
      await page.getByRole("link", { name: "Northlight Surveying" }).waitFor();
      assert.equal(new URL(page.url()).searchParams.get("q"), "north");
      await page.goto(company.scene.url + operated());
      await page.getByRole("link", { name: "Enter" }).click();
      await page.getByRole("heading", { name: "Members" }).waitFor();
      await page.getByText("You act as operator").waitFor();
      await page.getByRole("link", { name: "Bram de Wit" }).waitFor();
      await looksRight(look, "operator-inside-light-1440");

      await page.locator(".app > .side button.org").click();
      await page.getByRole("menuitemradio", { name: "Parallax Calibration" }).waitFor();
      await looksRight(look, "operator-switcher-light-1440", true);
      await page.getByRole("menuitem", { name: "All organizations" }).click();
      await page.getByRole("heading", { name: "Organizations" }).waitFor();
      assert.deepEqual(surprises(look), []);
      await look.context.close();
    });

    test("R43: licenses are bought, and fewer than are in use is said before it is saved", async () => {
      const look = await visit(operated());
      const { page } = look;
      const licenses = page.getByLabel("Licenses bought");
      await licenses.fill("1");
      await page.getByText("1 member more than that holds a license.").waitFor();
      await looksRight(look, "operator-licenses-light-1440");
      await licenses.fill("300");
      await page.locator("form").filter({ has: licenses }).getByRole("button", { name: "Save" }).click();
      await page.getByText("2 of 300").waitFor();
      await page.getByText("Saved").waitFor();
      assert.deepEqual(surprises(look), []);
      await look.context.close();
    });

    test("a setup link opens Access management alone, until it is revoked", async () => {
      const look = await visit(operated());
      const { page } = look;
      await page.getByRole("button", { name: "Create setup link" }).click();
      const ask = page.getByRole("dialog", { name: "Create setup link" });
      await ask.getByLabel("For whom").fill("IT at Fernhill Optics");
      await looksRight(look, "operator-setup-link-light-1440", true);
      await ask.getByRole("button", { name: "Create" }).click();
      await page.getByRole("dialog", { name: "Setup link for IT at Fernhill Optics" }).waitFor();
      const link = await shownOnce(page, "Setup link");
      await page.getByRole("dialog").getByRole("button", { name: "Copy Setup link" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Done" }).click();

      const it = await open(company.browser, link, "light", 1440);
      await it.page.getByRole("heading", { name: "Set up provisioning for Fernhill Optics" }).waitFor();
      await looksRight(it, "link-setup-light-1440");
      await it.page.getByRole("button", { name: "Open" }).click();
      await it.page.getByRole("heading", { name: "Access management" }).waitFor();
      await it.page.getByText("Setup link for IT at Fernhill Optics.").waitFor();
      await it.page.getByText("User & Group Provisioning").waitFor();
      await looksRight(it, "setup-light-1440");
      await it.page.goto(`${company.scene.url}/o/${company.organization}/members`);
      await it.page.getByRole("heading", { name: "Access management" }).waitFor();
      await it.page.setViewportSize({ width: 320, height: 800 });
      await looksRight(it, "setup-light-320");

      await page.getByRole("button", { name: "Revoke the link for IT at Fernhill Optics" }).click();
      const question = page.getByRole("dialog", { name: "Revoke the setup link for IT at Fernhill Optics?" });
      await question.waitFor();
      await looksRight(look, "operator-revoke-setup-link-light-1440", true);
      await question.getByRole("button", { name: "Revoke" }).click();
      await page.getByRole("list", { name: "Setup links" }).getByText("Revoked").waitFor();

      await it.page.goto(`${company.scene.url}/o/${company.organization}/settings/access`);
      await it.page.getByRole("heading", { name: "Sign in" }).waitFor();
      await it.page.goto(link);
      await it.page
        .getByRole("heading", { name: "The setup link for Fernhill Optics does not count any more" })
        .waitFor();
      assert.deepEqual(surprises(it, /^401: /), []);
      assert.deepEqual(surprises(look), []);
      for (const { context } of [look, it]) await context.close();
    });

    test("suspending an organization counts what follows, lets nobody in, and is undone", async () => {
      const look = await visit(operated());
      const { page } = look;
      await page.getByRole("button", { name: "Suspend" }).click();
      const question = page.getByRole("dialog", { name: "Suspend Fernhill Optics?" });
      await consequence(question, "2", "members are out at their next request");
      await consequence(question, "1", "connection that is on is refused");
      await looksRight(look, "operator-suspend-light-1440", true);
      await question.getByRole("button", { name: "Suspend" }).click();
      await page.getByText("Fernhill Optics is suspended.").waitFor();

      const owner = await open(company.browser, `${company.scene.url}/sign-in`, "light", 1440);
      await signIn(owner.page, ana.email);
      await owner.page
        .getByText("Fernhill Optics is suspended; ask those who run this service to resume it.")
        .waitFor();
      await looksRight(owner, "sign-in-suspended-light-1440");
      assert.deepEqual(surprises(owner, /^403: \S+\/session\/password$/), []);

      await page.getByRole("button", { name: "Resume" }).click();
      const resume = page.getByRole("dialog", { name: "Resume Fernhill Optics?" });
      await consequence(resume, "2", "members may sign in again");
      await resume.getByRole("button", { name: "Resume" }).click();
      await page.getByText("Fernhill Optics is active again.").waitFor();
      await signIn(owner.page, ana.email);
      await owner.page.getByRole("heading", { name: "Members" }).waitFor();
      assert.deepEqual(surprises(look), []);
      for (const { context } of [look, owner]) await context.close();
    });
  },
  async (company) => {
    await company.found();
    await company.organize("Parallax Calibration", 12);
    await company.organize("Northlight Surveying", 3);
    await company.connect("main");
    await company.provision("main", {
      login: "bram.dewit@fernhill.example",
      given: "Bram",
      family: "de Wit",
    });
  },
);

async function consequence(question: ReturnType<Page["getByRole"]>, count: string, text: string): Promise<void> {
  const line = question.getByRole("listitem").filter({ hasText: text });
  await line.waitFor();
  assert.equal(await line.locator("b").innerText(), count);
}
