// Inviting by hand, beside what a provider sends: who is asked, where they may go, and the link that is shown once.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Route } from "playwright-core";
import { type Company, onEachEngine } from "./company.ts";
import { drawn } from "./look.ts";
import { bram, rowOf } from "./people.ts";
import { join, leave, looksRight, shownOnce } from "./walk.ts";

const dafydd = { name: "Dafydd Pryce", email: "dafydd@pryceworks.example" };

onEachEngine(
  "Invitations",
  (company) => {
    test("R48 R64: somebody is invited while provisioning is on, to teams made here alone, and joins by the link", async () => {
      const look = await company.visit("members");
      const { page } = look;
      await page.getByRole("button", { name: "Invite new member" }).click();
      const ask = page.getByRole("dialog", { name: "Invite new member" });
      await ask.getByText("238 licenses are free.").waitFor();
      await ask.getByText("People who are invited by hand cannot join provisioned teams.").waitFor();
      await page.waitForURL(/[?&]window=invite$/);
      await ask.getByLabel("Name").fill(dafydd.name);
      await ask.getByLabel("Email").fill(dafydd.email);
      await ask.getByRole("combobox", { name: "Assign to team (optional)" }).click();
      assert.deepEqual(await page.getByRole("option").allInnerTexts(), ["No team", "Clean Room", "Workshop"]);
      await page.getByRole("option", { name: "Workshop" }).click();
      await ask.getByRole("list", { name: "Chosen teams" }).getByText("Workshop").waitFor();
      await looksRight(look, "invite-light-1440", true);
      await page.setViewportSize({ width: 320, height: 800 });
      await looksRight(look, "invite-light-320", true);
      await page.setViewportSize({ width: 1440, height: 900 });
      await ask.getByRole("button", { name: "Invite", exact: true }).click();

      const shown = page.getByRole("dialog", { name: `${dafydd.name} is invited` });
      await shown.getByText(`Send this link to ${dafydd.email}. It is shown only in this window.`).waitFor();
      await looksRight(look, "invited-light-1440", true);
      const link = await shownOnce(page, "Invitation link");
      await shown.getByRole("button", { name: "Done" }).click();
      await shown.getByText("The link was not copied.").waitFor();
      await looksRight(look, "invited-not-copied-light-1440", true);
      await shown.getByRole("button", { name: "Copy Invitation link" }).click();
      await shown.getByRole("button", { name: "Done" }).click();
      await shown.waitFor({ state: "detached" });
      assert.ok(!(await page.content()).includes(link), "the link is shown after its window");
      const row = rowOf(page, dafydd.name);
      await row.getByText("Invited").waitFor();
      await row.getByText("Workshop").waitFor();

      const asked = await company.open(link, "dark", 1440);
      await asked.page.getByRole("button", { name: "Join" }).waitFor();
      await looksRight(asked, "link-invitation-dark-1440");
      await asked.page.setViewportSize({ width: 320, height: 800 });
      await looksRight(asked, "link-invitation-dark-320");
      await leave(asked);

      const invited = await company.open("about:blank");
      await join(invited.page, link, { name: dafydd.name });
      await invited.page.getByRole("heading", { name: "Members" }).waitFor();
      await row.getByText("Active").waitFor();
      await leave(invited);
      await leave(look);
    });

    test("R63: the API keeps whoever is invited out of a provisioned team, too", async () => {
      const { items } = await company.call<{ items: { id: string; name: string }[] }>(
        `GET /organizations/${company.organization}/teams`,
      );
      const provisioned = items.find(({ name }) => name === "Lens Engineering");
      await assert.rejects(
        company.call(
          `POST /organizations/${company.organization}/members`,
          { name: "Cy Adams", email: "cy@fernhill.example", team_ids: [provisioned?.id] },
          company.owner,
        ),
        /403 .*Lens Engineering was provisioned, and whoever is invited by hand cannot join it/,
      );
    });

    test("an address that somebody has, or that is none, is refused beside its field, and nobody is invited", async () => {
      const look = await company.visit("members?window=invite");
      const { page } = look;
      const ask = page.getByRole("dialog", { name: "Invite new member" });
      await ask.getByLabel("Name").fill("Bram Again");
      await ask.getByLabel("Email").fill(bram.login.toUpperCase());
      await ask.getByRole("button", { name: "Invite", exact: true }).click();
      await ask.locator('[aria-invalid="true"]').waitFor();
      assert.equal(await ask.getByLabel("Email").getAttribute("aria-invalid"), "true");
      await ask.getByText(`Bram de Wit has the address ${bram.login} already.`).waitFor();
      await looksRight(look, "invite-refused-light-1440", true);
      await ask.getByLabel("Email").fill("nowhere");
      await ask.getByRole("button", { name: "Invite", exact: true }).click();
      await ask.getByText(/address/).last().waitFor();
      await ask.getByRole("button", { name: "Cancel" }).click();
      await ask.waitFor({ state: "detached" });
      assert.equal(await rowOf(page, "Bram Again").count(), 0);
      await leave(look, /^409: \S+\/members$/, /^400: \S+\/members$/);
    });

    test("a new invitation link ends the one before", async () => {
      const { invitation_url: before } = await company.call<{ invitation_url: string }>(
        `POST /organizations/${company.organization}/members`,
        { name: "Greta Moser", email: "greta.moser@fernhill.example" },
      );
      const look = await company.visit("members");
      const { page } = look;
      await page.getByRole("button", { name: "Actions for Greta Moser" }).click();
      await looksRight(look, "members-menu-light-1440", true);
      await page.getByRole("menuitem", { name: "New invitation link" }).click();
      const window = page.getByRole("dialog", { name: "New invitation link for Greta Moser" });
      await window.getByText("A link that was made before stops working.").waitFor();
      await window.getByRole("button", { name: "Create link" }).click();
      await window.getByText("It works once, until").waitFor();
      await looksRight(look, "invitation-link-light-1440", true);
      const after = await shownOnce(page, "Invitation link");
      assert.notEqual(after, before);
      await leave(look);

      const invited = await company.open(before);
      await invited.page.getByRole("heading", { name: /does not count any more/ }).waitFor();
      await join(invited.page, after, { name: "Greta Moser" });
      await invited.page.getByRole("heading", { name: "Members" }).waitFor();
      await leave(invited, /^4\d\d: \S+\/links\/look$/);
    });

    test("whoever opens a link is asked nothing before every way to sign in is known: the form stays as it is", async () => {
      const { invitation_url: link } = await company.call<{ invitation_url: string }>(
        `POST /organizations/${company.organization}/members`,
        { name: "Noor Haddad", email: "noor.haddad@fernhill.example" },
      );
      const look = await company.open("about:blank");
      const { page } = look;
      const held: Route[] = [];
      await page.route("**/api/v1/installation", (route) => {
        held.push(route);
      });
      const looked = page.waitForResponse("**/api/v1/links/look");
      await page.goto(link);
      await (await looked).finished();
      await drawn(page);
      assert.equal(await page.getByRole("button", { name: "Join" }).count(), 0, "the form comes before its ways");
      for (const route of held) await route.continue();
      await page.getByRole("button", { name: "Join" }).waitFor();
      assert.ok(await page.getByRole("group", { name: "Sign in by" }).isVisible());
      await leave(look);
    });

    test("R43: where no license is free, whoever would be invited is named, and what to do", async () => {
      const full = await company.organize("Larkfield Dental", 0);
      const look = await company.visit(`/o/${full}/members?window=invite`, { as: company.operator });
      const ask = look.page.getByRole("dialog", { name: "Invite new member" });
      await ask.getByText("0 licenses are free.").waitFor();
      await ask.getByLabel("Name").fill("Cy Adams");
      await ask.getByLabel("Email").fill("cy.adams@larkfield.example");
      await ask.getByRole("button", { name: "Invite", exact: true }).click();
      await ask.getByRole("alert").getByText(/Cy Adams/).waitFor();
      await looksRight(look, "invite-no-license-light-1440", true);
      await leave(look, /^403: \S+\/members$/);
    });
  },
  furnish,
);

async function furnish(company: Company): Promise<void> {
  await company.found();
  for (const name of ["Workshop", "Clean Room"]) {
    await company.call(`POST /organizations/${company.organization}/teams`, { name });
  }
  await company.connect("main");
  await company.provision("main", bram);
  await company.scene.play({ do: "group", okta: "main", group: "Lens Engineering", logins: [bram.login] });
  await company.scene.play({ do: "push", okta: "main", group: "Lens Engineering" });
}
