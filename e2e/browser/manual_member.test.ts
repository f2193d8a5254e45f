// The page of a member who was made by hand: everything about them is decided here, save who is the last owner.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Locator } from "playwright-core";
import { ana, type Company, type Cookies, onEachEngine } from "./company.ts";
import { idOf, refusalOf, rowOf } from "./people.ts";
import { everySize, focused, leave, looksRight, shownOnce } from "./walk.ts";

const nils = { name: "Nils Berg", email: "nils.berg@fernhill.example" };
const elif = { name: "Elif Kaya", email: "elif.kaya@fernhill.example", role: "administrator" };

interface Staff {
  ana: string;
  nils: { id: string; cookies: Cookies };
  elif: { id: string; cookies: Cookies };
}
const staffs = new Map<Company, Staff>();

onEachEngine(
  "A member made by hand",
  (company) => {
    const staff = (): Staff => {
      const found = staffs.get(company);
      assert.ok(found);
      return found;
    };
    const theirPage = () => company.visit(`members/${staff().nils.id}`);

    test("the page in every size", async () => {
      await everySize(company, {
        name: "manual-member",
        path: `members/${staff().nils.id}`,
        ready: (page) => page.getByRole("region", { name: "History" }).getByText("accepted the invitation").waitFor(),
      });
    });

    test("R48: name and address are edited, refused beside their field, and told in the history", async () => {
      const look = await theirPage();
      const { page } = look;
      await page.getByRole("button", { name: "Edit", exact: true }).click();
      const window = page.getByRole("dialog", { name: "Edit name and email" });
      assert.equal(await window.getByText("provisioning", { exact: false }).count(), 0);
      await window.getByLabel("Email").fill(ana.email);
      await window.getByRole("button", { name: "Save" }).click();
      await window.locator('[aria-invalid="true"]').waitFor();
      assert.equal(await window.getByLabel("Email").getAttribute("aria-invalid"), "true");
      await looksRight(look, "manual-member-edit-refused-light-1440", true);
      await window.getByLabel("Name").fill("Nils Bergström");
      await window.getByLabel("Email").fill("nils.bergstrom@fernhill.example");
      await window.getByRole("button", { name: "Save" }).click();
      await page.getByRole("heading", { name: "Nils Bergström" }).waitFor();
      const change = page.getByRole("region", { name: "History" }).locator(".diff").filter({ hasText: "Bergström" });
      assert.equal(
        (await change.innerText()).replace(/\s+/g, " "),
        `Name from ${nils.name} to Nils Bergström Email from ${nils.email} to nils.bergstrom@fernhill.example`,
      );
      await looksRight(look, "manual-member-light-1440");
      await leave(look, /^409: /);
    });

    test("whoever edits what somebody else has just changed is told so, and overwrites nothing", async () => {
      const look = await theirPage();
      const { page } = look;
      await page.getByRole("button", { name: "Edit", exact: true }).click();
      const window = page.getByRole("dialog", { name: "Edit name and email" });
      await window.getByLabel("Name").fill("Nils B.");
      // Somebody else is faster, and the page behind the form shows it.
      const theirs = `/organizations/${company.organization}/members/${staff().nils.id}`;
      await company.call(`PATCH ${theirs}`, { name: "Nils Berg", email: nils.email });
      await page.locator("main").getByText(nils.email).first().waitFor();
      await window.getByRole("button", { name: "Save" }).click();
      await window.getByRole("alert").getByText(/changed/).waitFor();
      await looksRight(look, "manual-member-edit-late-light-1440", true);
      const { name, email } = await company.call<{ name: string; email: string }>(`GET ${theirs}`);
      assert.deepEqual({ name, email }, nils);
      await leave(look, /^412: /);
    });

    test("a new sign-in link lets them in once, and is shown once", async () => {
      const look = await theirPage();
      const { page } = look;
      await page.getByRole("button", { name: /^Actions for/ }).click();
      await page.getByRole("menuitem", { name: "New sign-in link" }).click();
      const window = page.getByRole("dialog", { name: "New sign-in link for Nils Berg" });
      await window.getByRole("button", { name: "Create link" }).click();
      await window.getByText("It works once, until").waitFor();
      await looksRight(look, "manual-member-link-light-1440", true);
      const link = await shownOnce(page, "Sign-in link");
      await window.getByRole("button", { name: "Copy Sign-in link" }).click();
      await window.getByRole("button", { name: "Done" }).click();
      await window.waitFor({ state: "detached" });
      await leave(look);

      const theirs = await company.open(link);
      await theirs.page.getByRole("heading", { level: 1 }).waitFor();
      await looksRight(theirs, "link-sign-in-light-1440");
      await leave(theirs);
    });

    test("deactivating counts what follows, puts them out at their next request, and is taken back", async () => {
      const theirs = await company.visit("members", { as: staff().nils.cookies });
      await rowOf(theirs.page, "Nils Berg").waitFor();
      const look = await theirPage();
      const { page } = look;
      await page.getByRole("button", { name: "Deactivate" }).click();
      const question = page.getByRole("dialog", { name: "Deactivate Nils Berg?" });
      assert.deepEqual(await consequences(question), ["1 session ends now.", "1 license becomes free.", "1 team keeps this member: Workshop."]);
      await focused(page, "Keep active");
      await looksRight(look, "manual-member-deactivate-light-1440", true);
      await question.getByRole("button", { name: "Deactivate" }).click();
      await page.getByText("Nils Berg is deactivated.").waitFor();
      await page.getByRole("region", { name: "About" }).getByText("Released").waitFor();
      await theirs.page.reload();
      await theirs.page.getByRole("heading", { name: "Sign in" }).waitFor();
      await leave(theirs, /^401: /);

      await page.getByRole("button", { name: "Reactivate" }).click();
      const window = page.getByRole("dialog", { name: "Reactivate Nils Berg?" });
      await window.getByText("238 licenses are free.").waitFor();
      await looksRight(look, "manual-member-reactivate-light-1440", true);
      await window.getByRole("button", { name: "Reactivate" }).click();
      await page.getByText("Nils Berg is active.").waitFor();
      await page.getByRole("region", { name: "About" }).getByText("Held").waitFor();
      await leave(look);
    });

    test("removing them leads back to the list, and whoever looks at them is told so at once", async () => {
      const witness = await theirPage();
      await witness.page.getByRole("heading", { name: "Nils Berg" }).waitFor();
      const look = await theirPage();
      const { page } = look;
      await page.getByRole("button", { name: /^Actions for/ }).click();
      await page.getByRole("menuitem", { name: "Remove" }).click();
      const question = page.getByRole("dialog", { name: "Remove Nils Berg?" });
      await question.getByText("team loses this member: Workshop.").waitFor();
      await looksRight(look, "manual-member-remove-light-1440", true);
      await question.getByRole("button", { name: "Remove" }).click();
      await page.getByText("Nils Berg is removed.").waitFor();
      await rowOf(page, "Ana Ruiz").waitFor();
      await rowOf(page, "Nils Berg").waitFor({ state: "detached" });
      assert.equal(new URL(page.url()).pathname, `/o/${company.organization}/members`);
      await leave(look, /^404: /);

      await witness.page.getByRole("heading", { name: "There is no such member." }).waitFor();
      await looksRight(witness, "member-gone-light-1440");
      await witness.page.getByRole("link", { name: "Go to Members" }).click();
      await rowOf(witness.page, "Ana Ruiz").waitFor();
      await leave(witness, /^404: /);
    });

    test("the last owner stays one: nobody deactivates, removes or demotes them", async () => {
      const look = await company.visit(`members/${staff().ana}`, { as: company.operator });
      const { page } = look;
      const last = "Ana Ruiz is the last active owner. Make somebody else an owner first.";
      const refused = async (dialog: string, button: string) => {
        const window = page.getByRole("dialog", { name: dialog });
        await window.getByRole("button", { name: button }).click();
        await window.getByRole("alert").getByText(last).waitFor();
        await looksRight(look, `last-owner-${button.split(" ")[0]?.toLowerCase()}-light-1440`, true);
        await page.keyboard.press("Escape");
        await window.waitFor({ state: "detached" });
      };
      await page.getByRole("button", { name: "Deactivate" }).click();
      await refused("Deactivate Ana Ruiz?", "Deactivate");
      await page.getByRole("button", { name: /^Actions for/ }).click();
      await page.getByRole("menuitem", { name: "Remove" }).click();
      await refused("Remove Ana Ruiz?", "Remove");
      await page.getByRole("button", { name: "Change role" }).click();
      await page.getByRole("radio", { name: /^Member/ }).check();
      await refused("Change the role of Ana Ruiz", "Change role");
      await leave(look, /^403: /);

      // Herself she is not even offered it, and the API says why.
      const hers = await company.visit(`members/${staff().ana}`);
      await hers.page.getByRole("button", { name: "Change role" }).waitFor();
      assert.equal(await hers.page.getByRole("button", { name: "Deactivate" }).count(), 0);
      assert.match(await refusalOf(hers, company, `POST /members/${staff().ana}/deactivate`), /^You cannot deactivate yourself/);
      assert.equal(await refusalOf(hers, company, `PATCH /members/${staff().ana}`, { role: "member" }), last);
      await leave(hers);
    });

    test("an administrator does not reach above their own role", async () => {
      const look = await company.visit(`members/${staff().ana}`, { as: staff().elif.cookies });
      const { page } = look;
      await page.getByRole("button", { name: "Deactivate" }).click();
      const question = page.getByRole("dialog", { name: "Deactivate Ana Ruiz?" });
      await question.getByRole("button", { name: "Deactivate" }).click();
      await question.getByText("Ana Ruiz is an owner, and your own role is below that; ask an owner to do this.").waitFor();
      await page.keyboard.press("Escape");
      await page.goto(`${company.scene.url}/o/${company.organization}/members/${staff().elif.id}?window=role`);
      await page.getByRole("radio", { name: /^Owner/ }).check();
      await page.getByRole("dialog").getByRole("button", { name: "Change role" }).click();
      await page.getByText("Nobody grants a role above their own; ask an owner to make Elif Kaya an owner.").waitFor();
      await leave(look, /^403: /);
    });
  },
  furnish,
);

/** What a question says that follows, line by line. */
async function consequences(question: Locator): Promise<string[]> {
  await question.getByText(/sessions? ends? now/).waitFor();
  const lines = await question.getByRole("listitem").allInnerTexts();
  return lines.map((line) => line.replace(/\s+/g, " "));
}

async function furnish(company: Company): Promise<void> {
  await company.found();
  const joined = await company.invite(nils);
  const { id: workshop } = await company.call<{ id: string }>(
    `POST /organizations/${company.organization}/teams`,
    { name: "Workshop" },
  );
  await company.call(`POST /organizations/${company.organization}/teams/${workshop}/members`, {
    member_ids: [joined.id],
  });
  staffs.set(company, { ana: await idOf(company, ana.email), nils: joined, elif: await company.invite(elif) });
}
