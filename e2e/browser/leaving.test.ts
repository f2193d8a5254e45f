// Leavers under the rules of a vendor that removes them and protects its administrators: what is refused in Okta waits
// here in sight of everybody who manages, and is completed by removing the role.
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Company, onEachEngine } from "./company.ts";
import { bram, chiyo, farah, idOf, rowOf } from "./people.ts";
import { everySize, leave, looksRight } from "./walk.ts";

const members = new Map<Company, { bram: string; chiyo: string; connection: string }>();

onEachEngine(
  "Leavers",
  (company) => {
    const of = () => members.get(company) ?? { bram: "", chiyo: "", connection: "" };
    const deactivate = (login: string) => company.scene.play({ do: "deactivate", okta: "main", logins: [login] });

    test("R41 R82: an administrator whom Okta deactivates stays; Okta reads what to do, and the pages say what is pending", async () => {
      const told = /Bram de Wit is an administrator here, whom this connection's policy lets nobody deactivate or remove by SCIM\. Open Members › Bram de Wit in the control panel and change the role to Member\. What Okta asked for waits and is completed then by itself\. Request (\w+)\./;
      let request: string | undefined;
      await assert.rejects(deactivate(bram.login), (error: Error) => {
        request = told.exec(error.message)?.[1];
        return request !== undefined;
      });

      const look = await company.visit("members");
      const { page } = look;
      await rowOf(page, "Bram de Wit").getByText("Removal pending").waitFor();
      await rowOf(page, "Chiyo Tanabe").getByText("Active", { exact: true }).waitFor();
      await looksRight(look, "members-pending-light-1440");
      await rowOf(page, "Bram de Wit").getByRole("link", { name: "Bram de Wit" }).click();
      await page.getByText("Removal pending: Bram de Wit is an administrator.").waitFor();
      await page.getByText("Remove the role and it completes.").waitFor();
      await page.getByText("Active in Okta").waitFor();

      await page.goto(`${company.scene.url}/o/${company.organization}/activity?refusals=true`);
      await page.getByText("could not end the access of Bram de Wit yet: it is pending.").waitFor();
      await page.getByText(request ?? "", { exact: true }).waitFor();
      await looksRight(look, "activity-pending-light-1440");
      await page.getByRole("link", { name: "Open the member" }).click();
      await page.getByText("Removal pending: Bram de Wit is an administrator.").waitFor();
      await leave(look);
    });

    test("the page of whoever is leaving, in every size", async () => {
      await everySize(company, {
        name: "member-pending",
        path: `members/${of().bram}`,
        ready: (page) => page.getByText("Remove the role and it completes.").waitFor(),
      });
    });

    test("R39 R41: removing the role completes it: the member is gone, and Okta's user is not active", async () => {
      const look = await company.visit(`members/${of().bram}`);
      const { page } = look;
      await page.locator(".note-line").getByRole("button", { name: "Change role" }).click();
      const window = page.getByRole("dialog", { name: "Change the role of Bram de Wit" });
      await window.getByText("Removal pending: Bram de Wit is an administrator.").waitFor();
      await window.getByRole("radio", { name: /^Member/ }).check();
      await looksRight(look, "member-pending-role-light-1440", true);
      await window.getByRole("button", { name: "Change role" }).click();
      await page.getByText("Bram de Wit is removed: what was pending is completed.").waitFor();
      await rowOf(page, "Chiyo Tanabe").waitFor();
      await rowOf(page, "Bram de Wit").waitFor({ state: "detached" });
      await page.goto(`${company.scene.url}/o/${company.organization}/activity`);
      await page.getByText("Okta (SCIM) removed Bram de Wit.").waitFor();
      await leave(look, /^404: /);
      await deactivate(bram.login); // once more, and there is nothing to refuse
    });

    test("R39: whoever comes back is somebody new, without what the other had", async () => {
      await company.scene.play({ do: "reassign", okta: "main", logins: [bram.login] });
      const back = await idOf(company, bram.login);
      assert.notEqual(back, of().bram);
      const look = await company.visit(`members/${back}`);
      await look.page.locator("header").getByText("Active", { exact: true }).waitFor();
      await leave(look);
    });

    test("R41: Okta takes it back by saying that they are active", async () => {
      const look = await company.visit(`members/${of().chiyo}`);
      await assert.rejects(deactivate(chiyo.login));
      await look.page.getByText("Removal pending: Chiyo Tanabe is an administrator.").waitFor();
      await company.scene.play({ do: "reassign", okta: "main", logins: [chiyo.login] });
      await look.page.getByText("Removal pending").first().waitFor({ state: "detached" });
      await look.page
        .getByRole("region", { name: "History" })
        .getByText("says again that Chiyo Tanabe is active: what was pending is cancelled.")
        .waitFor();
      await leave(look);
    });

    test("R40: whom the policy keeps from Okta, people remove here", async () => {
      const look = await company.visit(`members/${of().chiyo}`);
      const { page } = look;
      await page.getByRole("button", { name: "Actions for Chiyo Tanabe" }).click();
      await page.getByRole("menuitem", { name: "Remove" }).click();
      await page.getByRole("dialog", { name: "Remove Chiyo Tanabe?" }).getByRole("button", { name: "Remove" }).click();
      await page.getByText("Chiyo Tanabe is removed.").waitFor();
      await leave(look, /^404: /);
    });
  },
  furnish,
);

async function furnish(company: Company): Promise<void> {
  await company.found();
  const connection = (await company.connect("main")).id;
  await company.provision("main", bram, chiyo, farah);
  await company.call(`PATCH /organizations/${company.organization}/connections/${connection}`, {
    policy: { deprovision: "remove", protect_admins: "on" },
  });
  const found = { bram: await idOf(company, bram.login), chiyo: await idOf(company, chiyo.login), connection };
  members.set(company, found);
  for (const id of [found.bram, found.chiyo]) {
    await company.call(`PATCH /organizations/${company.organization}/members/${id}`, { role: "administrator" }, company.owner);
  }
}
