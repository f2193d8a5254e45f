// The page of a member whom Okta provisioned: what was sent, who decides what, and what stays to decide here.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { type Company, type Cookies, onEachEngine } from "./company.ts";
import { admit, bram, chiyo, farah, idOf, refusalOf, rowOf } from "./people.ts";
import { everySize, leave, looksRight } from "./walk.ts";

/** The ids of whom the tests are about, and the session by which Chiyo is signed in. */
class Staff {
  bram = "";
  chiyo = "";
  farah = "";
  chiyosSession: Cookies = [];
  connection = "";
}
const staffs = new Map<Company, Staff>();

onEachEngine(
  "A provisioned member",
  (company) => {
    const staff = () => staffs.get(company) ?? new Staff();
    const page = (of: keyof Omit<Staff, "chiyosSession">) => company.visit(`members/${staff()[of]}`);

    test("R32 R44 R45: the page shows every attribute that Okta sent, the identity behind, and who decides what", async () => {
      const look = await page("bram");
      const sent = look.page.getByRole("region", { name: "What Okta sent" });
      for (const [label, value, path] of [
        ["Title", "Process engineer", "title"],
        ["Department", "Coatings", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department"],
        ["User name", bram.login, "userName"],
        ["First name", "Bram", "name.givenName"],
      ]) {
        const line = sent.getByRole("row").filter({ has: look.page.getByText(path ?? "", { exact: true }) });
        await line.getByRole("rowheader", { name: label }).waitFor();
        assert.deepEqual(await line.getByRole("cell").allInnerTexts(), [value, path]);
      }
      await sent.getByText("Active in Okta").waitFor();
      await sent.getByText("SCIM resource as it was sent").click();
      await sent.getByText('"userName": "bram.dewit@fernhill.example"').waitFor();
      await look.page.getByText("Provisioned by Okta").waitFor();
      await look.page.getByText("SCIM", { exact: true }).waitFor();
      const aside = look.page.getByRole("complementary", { name: "About this member" });
      await aside.getByText("Name, address, whether they are active, provisioned teams").waitFor();
      await aside.getByText("Role, manual teams, sign-in").waitFor();
      await looksRight(look, "member-sent-light-1440");
      await leave(look);
    });

    test("the page in every size", async () => {
      await everySize(company, {
        name: "member",
        path: `members/${staff().bram}`,
        ready: (page) => page.getByRole("region", { name: "History" }).getByText("added Bram de Wit").waitFor(),
      });
    });

    test("R34: what Okta changes stands on the page at once, and in the history with before and after", async () => {
      const look = await page("bram");
      await look.page.getByText("Process engineer").first().waitFor();
      await company.scene.play({ do: "edit", okta: "main", logins: [bram.login], title: "Lead process engineer" });
      const sent = look.page.getByRole("region", { name: "What Okta sent" });
      await sent.getByRole("cell", { name: "Lead process engineer" }).waitFor();
      const history = look.page.getByRole("region", { name: "History" });
      await history.getByText("updated Bram de Wit").waitFor();
      assert.equal(
        (await history.locator(".diff").filter({ hasText: "Lead" }).innerText()).replace(/\s+/g, " "),
        "Title from Process engineer to Lead process engineer",
      );
      await looksRight(look, "member-history-light-1440");
      await leave(look);
    });

    test("R40 R46: what Okta decides keeps its place and focus, says who decides and where, and opens nothing", async () => {
      const look = await page("bram");
      await look.page.getByRole("heading", { name: "Bram de Wit" }).waitFor();
      const decided = "Okta decides the name and address of Bram de Wit.";
      const where = "In Okta: Directory › People › Bram de Wit › Profile.";
      await tabTo(look.page, "Edit");
      const tip = look.page.locator(".tip");
      assert.equal(await tip.innerText(), `${decided}\n${where}`);
      await looksRight(look, "member-locked-light-1440", true);
      const edit = look.page.getByRole("button", { name: "Edit", exact: true });
      assert.equal(await edit.getAttribute("aria-disabled"), "true");
      assert.equal(await says(look.page, "Edit"), `${decided} ${where}`);
      await look.page.keyboard.press("Escape");
      await tip.waitFor({ state: "detached" });
      await look.page.keyboard.press("Enter");
      await tip.waitFor();
      await tabTo(look.page, "Deactivate");
      await tip.getByText("Okta decides whether Bram de Wit is active.").waitFor();
      await look.page.keyboard.press("Enter");
      assert.equal(await look.page.getByRole("dialog").count(), 0);

      await tabTo(look.page, "Actions for Bram de Wit");
      await look.page.keyboard.press("Enter");
      const removal = look.page.getByRole("menuitem", { name: "Remove" });
      assert.equal(await removal.getAttribute("aria-disabled"), "true");
      await look.page
        .getByText("Okta owns this record. Change or unassign Bram in Okta, under Directory › People.")
        .waitFor();
      await looksRight(look, "member-menu-locked-light-1440", true);
      await leave(look);
    });

    test("R46: the API refuses in the words of the locked controls", async () => {
      const look = await page("bram");
      await look.page.getByRole("button", { name: "Edit", exact: true }).waitFor();
      const of = `/members/${staff().bram}`;
      assert.equal(await refusalOf(look, company, `PATCH ${of}`, { name: "Bram" }), await says(look.page, "Edit"));
      assert.equal(
        await refusalOf(look, company, `POST ${of}/deactivate`),
        await says(look.page, "Deactivate"),
      );
      assert.match(await refusalOf(look, company, `DELETE ${of}`), /^Okta decides whether Bram de Wit is here\./);
      // And so does the address of a window that no button opens.
      await look.page.goto(`${look.page.url()}?window=edit`);
      const window = look.page.getByRole("dialog", { name: "Edit name and email" });
      assert.ok(!(await window.getByLabel("Name").isEditable()));
      assert.ok(!(await window.getByLabel("Email").isEditable()));
      await looksRight(look, "member-edit-locked-light-1440", true);
      await look.page.goto(look.page.url().replace("edit", "deactivate"));
      await look.page.getByRole("dialog").getByRole("button", { name: "Deactivate" }).click();
      await look.page.getByRole("dialog").getByText("Okta decides whether Bram de Wit is active.").waitFor();
      await leave(look, /^403: /);
    });

    test("R46: the role stays ours to change, and is told in the history", async () => {
      const look = await page("bram");
      await look.page.getByRole("button", { name: "Change role" }).click();
      const window = look.page.getByRole("dialog", { name: "Change the role of Bram de Wit" });
      await window.getByRole("radio", { name: /^Administrator/ }).check();
      await looksRight(look, "member-role-light-1440", true);
      await window.getByRole("button", { name: "Change role" }).click();
      await look.page.getByText("Bram de Wit has the role Administrator now.").waitFor();
      await look.page.getByRole("complementary").getByText("Administrator").waitFor();
      const change = look.page.getByRole("region", { name: "History" }).locator(".diff").filter({ hasText: "Administrator" });
      assert.equal((await change.innerText()).replace(/\s+/g, " "), "Role from Member to Administrator");
      await leave(look);
    });

    test("sessions are ended here: whoever was signed in is out at their next request", async () => {
      const theirs = await company.visit("members", { as: staff().chiyosSession });
      await rowOf(theirs.page, "Chiyo Tanabe").waitFor();
      const look = await page("chiyo");
      const sessions = look.page.getByRole("region", { name: "Sessions" });
      await sessions.getByText("Chrome on Linux").waitFor();
      await sessions.getByRole("button", { name: "End sessions" }).click();
      const question = look.page.getByRole("dialog", { name: "End the sessions of Chiyo Tanabe?" });
      await question.getByText("session ends now.").waitFor();
      await looksRight(look, "member-end-sessions-light-1440", true);
      await question.getByRole("button", { name: "End sessions" }).click();
      await sessions.getByText("They are not signed in anywhere.").waitFor();
      await theirs.page.reload();
      await theirs.page.getByRole("heading", { name: "Sign in" }).waitFor();
      await leave(theirs, /^401: /);
      await leave(look);
    });

    test("R36: whoever is unassigned in Okta is deactivated on the page at once, and out", async () => {
      const session = await admit(company, staff().chiyo, { name: "Chiyo Tanabe", email: chiyo.login });
      const theirs = await company.visit("members", { as: session });
      await rowOf(theirs.page, "Chiyo Tanabe").waitFor();
      const look = await page("chiyo");
      await look.page.getByRole("region", { name: "Sessions" }).getByText("last used").waitFor();
      await company.scene.play({ do: "unassign", okta: "main", logins: [chiyo.login] });
      await look.page.getByText("Deactivated in Okta").waitFor();
      await look.page.locator("header").getByText("Deactivated", { exact: true }).waitFor();
      await look.page.getByText("They are not signed in anywhere.").waitFor();
      await look.page.getByRole("complementary").getByText("Released").waitFor();
      const told = look.page.getByRole("region", { name: "History" }).getByRole("listitem").filter({ hasText: "deactivated" });
      await told.getByText("License").waitFor();
      await told.getByText("Held").and(look.page.locator("del")).waitFor();
      await told.getByText("Released").and(look.page.locator("ins")).waitFor();
      await look.page.getByRole("button", { name: "Reactivate" }).waitFor();
      assert.equal(await says(look.page, "Reactivate"), await refusalOf(look, company, `POST /members/${staff().chiyo}/reactivate`));
      await looksRight(look, "member-deactivated-light-1440");
      await theirs.page.reload();
      await theirs.page.getByRole("heading", { name: "Sign in" }).waitFor();
      await leave(theirs, /^401: /);
      await leave(look);
    });

    test("R38 R40: the policy says who removes whoever is deactivated, and to whom it is left", async () => {
      const look = await page("farah");
      const actions = look.page.getByRole("button", { name: "Actions for Farah Haddad" });
      await actions.click();
      assert.equal(await look.page.getByRole("menuitem", { name: "Remove" }).getAttribute("aria-disabled"), "true");
      assert.equal(
        await refusalOf(look, company, `DELETE /members/${staff().farah}`),
        "While the connection is on, only Okta removes people. The connection's policy can let administrators remove who is deactivated.",
      );
      await look.page.keyboard.press("Escape");
      await company.call(`PATCH /organizations/${company.organization}/connections/${staff().connection}`, {
        policy: { unknown_member: "skip", who_may_remove: "administrators" },
      });
      assert.match(
        await refusalOf(look, company, `DELETE /members/${staff().bram}`),
        /^Bram de Wit can be removed here once Okta has deactivated them\./,
      );
      await look.page.reload();
      await actions.click();
      await look.page.getByRole("menuitem", { name: "Remove" }).click();
      const question = look.page.getByRole("dialog", { name: "Remove Farah Haddad?" });
      await question.getByText("member is removed for good").waitFor();
      await looksRight(look, "member-remove-light-1440", true);
      await question.getByRole("button", { name: "Remove" }).click();
      await look.page.getByText("Farah Haddad is removed.").waitFor();
      await rowOf(look.page, "Bram de Wit").waitFor();
      await rowOf(look.page, "Farah Haddad").waitFor({ state: "detached" });
      await leave(look, /^403: /, /^404: /);
    });
  },
  furnish,
);

/** Goes on by the keyboard alone until a control has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let steps = 0; steps < 60; steps++) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(
      () => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent,
    );
    if (focused === name) return;
  }
  assert.fail(`the keyboard does not reach ${name}`);
}

/** What a locked control says to whoever does not see its tip. */
async function says(page: Page, control: string): Promise<string | undefined> {
  const button = page.getByRole("button", { name: control, exact: true });
  const id = await button.getAttribute("aria-describedby");
  return page.evaluate((described) => document.getElementById(described ?? "")?.textContent?.trim(), id);
}

async function furnish(company: Company): Promise<void> {
  await company.found();
  const staff = new Staff();
  staffs.set(company, staff);
  staff.connection = (await company.connect("main")).id;
  await company.provision(
    "main",
    { ...bram, title: "Process engineer", department: "Coatings" },
    chiyo,
    farah,
  );
  await company.scene.play({ do: "unassign", okta: "main", logins: [farah.login] });
  staff.bram = await idOf(company, bram.login);
  staff.chiyo = await idOf(company, chiyo.login);
  staff.farah = await idOf(company, farah.login);
  staff.chiyosSession = await admit(company, staff.chiyo, { name: "Chiyo Tanabe", email: chiyo.login });
}
