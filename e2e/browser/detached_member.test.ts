// A provisioned member while provisioning is off: editable, with the badge that tells where they came from, and with
// a warning of what an edit does once the provider is connected again.
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Company, onEachEngine } from "./company.ts";
import { bram, chiyo, farah, idOf, rowOf } from "./people.ts";
import { everySize, leave, looksRight } from "./walk.ts";

const connections = new Map<Company, string>();

onEachEngine(
  "A member whose provisioning is off",
  (company) => {
    const connection = () => `/organizations/${company.organization}/connections/${connections.get(company)}`;
    const pageOf = async ({ login }: { login: string }) => company.visit(`members/${await idOf(company, login)}`);

    test("R49 R50: turning it off opens what was locked at once, on the page that is open, and the badge stays", async () => {
      const look = await pageOf(bram);
      const { page } = look;
      const edit = page.getByRole("button", { name: "Edit", exact: true });
      await edit.waitFor();
      assert.equal(await edit.getAttribute("aria-disabled"), "true");
      await company.call(`POST ${connection()}/disable`);
      await page.locator('button:not([aria-disabled="true"])', { hasText: /^Edit$/ }).waitFor();
      await page.getByText("Came from Okta").waitFor();
      await page.getByText("SCIM", { exact: true }).waitFor();
      const about = page.getByRole("complementary");
      await about.getByText("Okta, now off").waitFor();
      await about.getByText("Everything, while provisioning is off").waitFor();
      await leave(look);
    });

    test("the page and the list in every size", async () => {
      const id = await idOf(company, bram.login);
      await everySize(company, {
        name: "detached-member",
        path: `members/${id}`,
        ready: (page) => page.getByText("Okta, now off").waitFor(),
      });
      await everySize(company, {
        name: "detached-members",
        path: "members",
        ready: async (page) => {
          await rowOf(page, "Bram de Wit").getByText("Came from Okta").waitFor();
          await page.getByText("Provisioning is off, so everyone can be edited here.").waitFor();
        },
      });
    });

    test("R51: the form warns what an edit does on reconnection", async () => {
      const look = await pageOf(bram);
      const { page } = look;
      await page.getByRole("button", { name: "Edit", exact: true }).click();
      const window = page.getByRole("dialog", { name: "Edit name and email" });
      await window.getByText("Provisioning with Okta is off.").waitFor();
      await window
        .getByText("When provisioning is on again, Okta's first push overwrites what you change here.")
        .waitFor();
      await looksRight(look, "detached-member-edit-light-1440", true);
      await window.getByLabel("Name").fill("Bram Dewit");
      await window.getByRole("button", { name: "Save" }).click();
      await page.getByRole("heading", { name: "Bram Dewit" }).waitFor();
      await leave(look);
    });

    test("R49: they are deactivated, reactivated and removed like anybody, each time with what Okta may do", async () => {
      const look = await pageOf(chiyo);
      const { page } = look;
      await page.getByRole("button", { name: "Deactivate" }).click();
      const question = page.getByRole("dialog", { name: "Deactivate Chiyo Tanabe?" });
      await question.getByText("Okta's next change of this person may make them active again.").waitFor();
      await looksRight(look, "detached-member-deactivate-light-1440", true);
      await question.getByRole("button", { name: "Deactivate" }).click();
      await page.getByRole("button", { name: "Reactivate" }).waitFor();
      await page.getByText("Active in Okta").waitFor();
      await looksRight(look, "detached-member-deactivated-light-1440");
      await leave(look);

      const gone = await pageOf(farah);
      await gone.page.getByRole("button", { name: /^Actions for/ }).click();
      await gone.page.getByRole("menuitem", { name: "Remove" }).click();
      const removal = gone.page.getByRole("dialog", { name: "Remove Farah Haddad?" });
      await removal.getByText("What Okta sent about this person stays, with no member behind it.").waitFor();
      await removal.getByRole("button", { name: "Remove" }).click();
      await gone.page.getByText("Farah Haddad is removed.").waitFor();
      await leave(gone, /^404: /);
    });

    test("R49 R51: turned on again, the locks are back, who is out of step is brought in line, and Okta overwrites the name", async () => {
      const look = await pageOf(chiyo);
      const { page } = look;
      await page.getByRole("button", { name: "Reactivate" }).waitFor();
      const enabled = await company.call<{ connection: { tenant_url: string }; secret_token: string }>(
        `POST ${connection()}/enable`,
        { issue_token: true },
      );
      await page.locator('button[aria-disabled="true"]', { hasText: /^Edit$/ }).waitFor();
      await page.getByRole("button", { name: "Reactivate" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Reactivate" }).click();
      await page.locator('button[aria-disabled="true"]', { hasText: /^Deactivate$/ }).waitFor();
      await leave(look);

      await company.scene.play({
        do: "connect",
        okta: "main",
        tenant_url: enabled.connection.tenant_url,
        token: enabled.secret_token,
      });
      const again = await pageOf(bram);
      await again.page.getByRole("heading", { name: "Bram Dewit" }).waitFor();
      await company.scene.play({ do: "edit", okta: "main", logins: [bram.login], name: "Bram A. de Wit" });
      await again.page.getByRole("heading", { name: "Bram A. de Wit" }).waitFor();
      await leave(again);
    });
  },
  async (company) => {
    await company.found();
    connections.set(company, (await company.connect("main")).id);
    await company.provision("main", bram, chiyo, farah);
  },
);
