// Enpass, "Provisioning with Okta", walked step by step.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  addFromCatalog,
  antonio,
  assignGroup,
  configureIntegration,
  engineering,
  felix,
  fill,
  francesca,
  gone,
  isLocked,
  tick,
  walkGuide,
} from "./guide_walk.ts";
import { assignPeople, follow, openApp, press, rowSays, tickToApp } from "./okta_console.ts";
import { rowOf } from "./people.ts";

const app = "Enpass SCIM";

walkGuide("The guide of Enpass", { preset: "enpass", provoked: [gone] }, (walk) => {
  let credentials = { tenantUrl: "", token: "" };

  test("before: the panel makes the Tenant URL and the Secret Token", async () => {
    await walk.openAccess();
    await walk.toggle.click();
    credentials = await walk.noteCredentials();
    assert.equal((await walk.connection()).preset, "enpass");
  });

  test("step 1: the catalog has the SCIM 2.0 Test App (Header Auth), and Add Integration adds it", async () => {
    await addFromCatalog(walk.admin, "SCIM 2.0", "SCIM 2.0 Test App (Header Auth)");
    await walk.admin.getByRole("heading", { name: "General Settings" }).waitFor();
  });

  test("step 2: General Settings take a label, no visibility and no auto-submit", async () => {
    const { admin } = walk;
    await fill(admin, "Application Label", app);
    await tick(admin, "Do not display application icon to users", "Do not display application icon in the mobile app");
    await admin.getByRole("checkbox", { name: "Automatically log in when user lands on login page" }).uncheck();
    await press(admin, "Next");
  });

  test("step 3: Sign-On Options stay as they are, and Done makes the app", async () => {
    const { admin } = walk;
    await admin.getByRole("heading", { name: "Sign-On Options" }).waitFor();
    await press(admin, "Done");
    await admin.getByRole("heading", { level: 1, name: app }).waitFor();
    const settings = admin.getByRole("region", { name: "App Settings" });
    await settings.getByText("Hidden from users").waitFor();
    await settings.getByText("Off", { exact: true }).waitFor();
  });

  test("step 4: Configure API Integration with base URL and API token is tested and saved", async () => {
    await configureIntegration(walk.admin, { url: "Base URL", token: "API Token" }, credentials);
    await walk.panel.getByRole("complementary", { name: "Setup guide" }).getByText(/^Passed: Okta/).waitFor();
  });

  test("step 5: To App takes its three actions", async () => {
    await follow(walk.admin, "To App");
    await tickToApp(walk.admin);
  });

  test("step 6: people and groups are assigned", async () => {
    const { admin } = walk;
    await openApp(admin, app);
    await assignPeople(admin, francesca.name);
    await rowSays(admin, "Assigned people", francesca.name, "Provisioned");
    await assignGroup(admin, engineering);
    await rowSays(admin, "Assigned groups", engineering, "2 people");
    await admin.getByRole("navigation", { name: "Filters" }).getByRole("link", { name: "People" }).click();
    await rowSays(admin, "Assigned people", felix.name, "Provisioned");
  });

  test("after: whoever is assigned is provisioned by itself, with a license, and tagged with a SCIM label", async () => {
    const { panel } = walk;
    await walk.open("members");
    for (const { name, login } of [felix, francesca]) {
      const row = rowOf(panel, name);
      await row.getByText("SCIM", { exact: true }).waitFor();
      const { status, licensed } = await walk.member(login);
      assert.deepEqual({ status, licensed }, { status: "active", licensed: true });
    }
    assert.equal(await rowOf(panel, "Ana Ruiz").getByText("SCIM", { exact: true }).count(), 0);
  });

  test("after: provisioned members are not removed by hand", async () => {
    const { panel } = walk;
    await walk.openMember(francesca.name);
    await panel.getByRole("button", { name: `Actions for ${francesca.name}` }).click();
    await isLocked(panel.getByRole("menuitem", { name: "Remove" }));
    await panel.keyboard.press("Escape");
    const { id } = await walk.member(francesca.login);
    const removal = walk.company.call(`DELETE /organizations/${walk.company.organization}/members/${id}`, undefined, walk.company.owner);
    await assert.rejects(removal, /403 .*only Okta removes people|403 .*Okta decides whether/);
  });

  test("after: an administrator is not deprovisioned by Okta before the role is removed here", async () => {
    const { admin, panel } = walk;
    const role = async (to: RegExp) => {
      await panel.getByRole("button", { name: "Change role" }).first().click();
      const window = panel.getByRole("dialog", { name: `Change the role of ${francesca.name}` });
      await window.getByRole("radio", { name: to }).check();
      await window.getByRole("button", { name: "Change role" }).click();
      await window.waitFor({ state: "detached" });
    };
    await role(/^Administrator/);
    await openApp(admin, app);
    await follow(admin, "Assignments");
    await press(admin, `Unassign ${francesca.name}`);
    await press(admin, "OK");
    await follow(admin, "Tasks");
    await rowSays(admin, "Tasks", `Deactivate user ${francesca.login}`, `Open Members › ${francesca.name} in the control panel and change the role to Member.`);
    assert.equal((await walk.member(francesca.login)).status, "active");
    await panel.getByText(`Removal pending: ${francesca.name} is an administrator.`).waitFor();
    await role(/^Member/);
    await panel.getByText(`${francesca.name} is removed: what was pending is completed.`).waitFor();
    assert.ok((await walk.members()).every(({ email }) => email !== francesca.login));
  });

  test("after: whoever is not assigned any longer is removed", async () => {
    const { admin } = walk;
    await openApp(admin, app);
    await assignPeople(admin, antonio.name);
    await rowSays(admin, "Assigned people", antonio.name, "Provisioned");
    await walk.member(antonio.login);
    await press(admin, `Unassign ${antonio.name}`);
    await press(admin, "OK");
    await follow(admin, "Tasks");
    await rowSays(admin, "Tasks", `Deactivate user ${antonio.login}`, "Completed");
    assert.ok((await walk.members()).every(({ email }) => email !== antonio.login));
  });
});
