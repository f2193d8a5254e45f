// NordLayer, "User provisioning with Okta application", walked step by step.
import assert from "node:assert/strict";
import { test } from "node:test";
import { addFromCatalog, antonio, configureIntegration, fill, nameByEmail, walkGuide } from "./guide_walk.ts";
import { assignAndPush } from "./guide_nordlayer.ts";
import { assignPeople, follow, openApp, press, rowSays, tickToApp } from "./okta_console.ts";

const app = "NordLayer";

walkGuide("The guide of NordLayer with the catalog app", { preset: "nordlayer", provoked: [/^422: \S+\/provisioning\/integration/] }, (walk) => {
  let credentials = { tenantUrl: "", token: "" };

  test("before: there is an app of the catalog", async () => {
    await addFromCatalog(walk.admin, "NordLayer", "NordLayer");
    await fill(walk.admin, "Application label", app);
    await press(walk.admin, "Done");
    await walk.admin.getByRole("heading", { level: 1, name: app }).waitFor();
  });

  test("steps 1 to 4 of the panel: Settings › Access management › the switch shows the Secret Token, and how many licenses are free", async () => {
    const { panel } = walk;
    await walk.company.call(`PATCH /organizations/${walk.company.organization}`, { licenses: 4 });
    await walk.openAccess();
    await walk.toggle.click();
    await panel.getByRole("dialog", { name: "Connect Okta" }).getByText("3 of 4 licenses are free").waitFor();
    credentials = await walk.noteCredentials();
  });

  test("steps 2 to 4 of Okta: Sign On › Edit makes the address the application's user name", async () => {
    await openApp(walk.admin, app);
    await nameByEmail(walk.admin);
    await walk.admin.getByRole("region", { name: "Settings" }).getByText("Email", { exact: true }).waitFor();
  });

  test("steps 5 to 7 of Okta: Configure API Integration refuses a wrong token, which is mended, tested and saved", async () => {
    const labels = { url: "Tenant URL", token: "Secret Token" };
    await configureIntegration(walk.admin, labels, credentials, async () => {
      // Somebody cut off the last letter as they copied it.
      await fill(walk.admin, labels.token, credentials.token.slice(0, -1));
      await press(walk.admin, "Test API Credentials");
      await walk.admin.getByRole("alert").getByText(/^Error authenticating: Unauthorized.* The Secret Token is not valid/).waitFor();
      await walk.panel.getByRole("region", { name: "Okta" }).getByText("Failed: the token is not this connection's.").waitFor();
    });
    await walk.panel.getByRole("complementary", { name: "Setup guide" }).getByText(/^Passed: Okta/).waitFor();
  });

  test("step 8 of Okta: Edit under Provisioning to App takes all three", async () => {
    await tickToApp(walk.admin);
  });

  assignAndPush(walk, app);

  test("important: who is assigned without a free license is not created, and Okta says what to do", async () => {
    const { admin } = walk;
    await openApp(admin, app);
    await assignPeople(admin, antonio.name);
    await rowSays(admin, "Assigned people", antonio.name, "No license is free");
    assert.equal((await walk.members()).length, 4);
    await walk.company.call(`PATCH /organizations/${walk.company.organization}`, { licenses: 5 });
    await press(admin, `Retry ${antonio.name}`);
    await follow(admin, "Tasks");
    await rowSays(admin, "Tasks", `Create user ${antonio.login}`, "Completed");
  });

  test("offer: the pencil updates attributes, the x and OK deactivate, and the panel shows either", async () => {
    const { admin, panel } = walk;
    await walk.openMember(antonio.name);
    await openApp(admin, app);
    await follow(admin, "Assignments");
    await press(admin, `Edit ${antonio.name}`);
    await fill(admin, "Display name", "Toni Petersen");
    await fill(admin, "Title", "Head of coatings");
    await press(admin, "Save");
    await rowSays(admin, "Assigned people", antonio.name, "Provisioned");
    await panel.getByRole("heading", { level: 1, name: "Toni Petersen" }).waitFor();
    await panel.getByRole("region", { name: "What Okta sent" }).getByRole("cell", { name: "Head of coatings" }).waitFor();
    await press(admin, `Unassign ${antonio.name}`);
    await press(admin, "OK");
    await panel.locator("header").getByText("Deactivated", { exact: true }).waitFor();
    const { status, licensed } = await walk.member(antonio.login);
    assert.deepEqual({ status, licensed }, { status: "deactivated", licensed: false });
  });

  test("important: Muster's activity tells that provisioning is on, Okta's log what was provisioned", async () => {
    const { panel } = walk;
    assert.ok((await walk.sent("POST /Users")).some((line) => line.endsWith("201 Created")));
    assert.ok((await walk.sent("POST /Groups")).some((line) => line.endsWith("201 Created")));
    await panel.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Activity" }).click();
    const log = panel.locator(".log").getByRole("listitem");
    await log.filter({ hasText: "turned on user provisioning with Okta" }).first().waitFor();
  });
});
