// What whoever runs the installation does: organizations, their licenses, setup links, suspension.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { ana, onEachEngine } from "./company.ts";
import { add } from "./login_setup.ts";
import { Provider } from "./provider.ts";
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

    test("every connection's health is seen at a glance, and on its organization's page why it fails and what to do", async () => {
      const look = await visit("/operator");
      const { page } = look;
      const row = (name: string) =>
        page.getByRole("row").filter({ has: page.getByRole("link", { name, exact: true }) });
      await row("Fernhill Optics").getByText("Okta connected").waitFor();
      await row("Parallax Calibration").getByText("None", { exact: true }).waitFor();

      const quartz = await company.organize("Quartz Metrology", 3);
      const { id: connection, ...okta } = await company.connect("quartz", quartz);
      const umbra = await company.organize("Umbra Lasers", 3, false);
      await page.reload();
      await row("Quartz Metrology").getByText("Okta waiting").waitFor();
      await row("Umbra Lasers").getByText("Not in the plan").waitFor();
      // Figures are asked for apart from the rows, so they may stand there later.
      const failing = (count: string) =>
        page.locator(".figures > div").filter({ hasText: "Connections failing" }).getByText(count, { exact: true }).waitFor();
      await failing("0");

      assert.equal((await new Provider(okta).push("Lenses", "00u1nobody")).status, 201);
      await company.call(`PATCH /organizations/${quartz}/connections/${connection}`, {
        policy: { unknown_member: "refuse", who_may_remove: "provider" },
      });
      assert.equal((await new Provider(okta).push("Optics", "00u1nobody")).status, 400);
      // The log is written behind the answers, and this page asks again only now and then.
      const health = `GET /organizations/${quartz}/connections/${connection}/health`;
      while ((await company.call<{ state: string }>(health)).state !== "failing");
      await page.reload();
      await row("Quartz Metrology").getByText("Okta failing").waitFor();
      await failing("1");
      await looksRight(look, "operator-failing-light-1440");
      await row("Quartz Metrology").getByRole("link", { name: "Quartz Metrology" }).click();
      await page.getByText("The group names people who are unknown here: 00u1nobody.").waitFor();
      await page.getByRole("button", { name: "Copy request id" }).waitFor();

      await company.call(`POST /organizations/${quartz}/connections/${connection}/disable`);
      await page.goto(`${company.scene.url}/operator`);
      await row("Quartz Metrology").getByText("Okta off").waitFor();

      // The plan is the operator's: without it the customer's switch is locked, with it it is there.
      const access = await visit(`/o/${umbra}/settings/access`);
      await access.page.getByRole("button", { name: "User provisioning" }).first().waitFor();
      assert.equal(await access.page.getByRole("switch").count(), 0);
      await page.goto(`${company.scene.url}/operator/organizations/${umbra}`);
      await page.getByRole("switch", { name: "User provisioning is part of the plan", checked: false }).click();
      await page.getByRole("switch", { name: "User provisioning is part of the plan", checked: true }).waitFor();
      await access.page.reload();
      await access.page.getByRole("switch", { name: "User provisioning with Okta" }).waitFor();
      for (const each of [look, access]) {
        assert.deepEqual(surprises(each), []);
        await each.context.close();
      }
    });

    test("an organization is found by its name and entered with a mark of the operator", async () => {
      const look = await visit("/operator");
      const { page } = look;
      await page.getByLabel("Search organizations").fill("north");
      await page.getByRole("link", { name: "Fernhill Optics" }).waitFor({ state: "detached" });
      await page.getByRole("link", { name: "Northlight Surveying" }).waitFor();
      await page.waitForURL(/[?&]q=north$/);
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

    test("a setup link opens Access management and Login methods alone, until it is revoked", async () => {
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

      const it = await company.open(link);
      await it.page.getByRole("heading", { name: "Set up provisioning for Fernhill Optics" }).waitFor();
      await looksRight(it, "link-setup-light-1440");
      await it.page.getByRole("button", { name: "Open" }).click();
      await it.page.getByRole("heading", { name: "Setup", exact: true }).waitFor();
      await it.page.getByText("Setup link for IT at Fernhill Optics.").waitFor();
      await it.page.getByText("User & Group Provisioning").waitFor();
      await looksRight(it, "setup-light-1440");
      await it.page.goto(`${company.scene.url}/o/${company.organization}/members`);
      await it.page.getByRole("heading", { name: "Setup", exact: true }).waitFor();
      await it.page.getByRole("link", { name: "Login methods", exact: true }).click();
      await add(it.page, { name: "Okta of IT" });
      assert.equal(await it.page.getByRole("button", { name: "Delete" }).count(), 0);
      await it.page.getByRole("link", { name: "All login methods" }).click();
      await it.page.getByRole("link", { name: "Okta of IT", exact: true }).waitFor();
      await looksRight(it, "setup-login-light-1440");
      await it.page.setViewportSize({ width: 320, height: 800 });
      await looksRight(it, "setup-login-light-320");
      await it.page.emulateMedia({ colorScheme: "dark" });
      await looksRight(it, "setup-login-dark-320");
      await it.page.goto(`${company.scene.url}/o/${company.organization}/settings/access`);
      await it.page.getByText("User & Group Provisioning").waitFor();
      await looksRight(it, "setup-dark-320");

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

      const owner = await company.open(`${company.scene.url}/sign-in`);
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
