// NordPass, "Okta provisioning configuration (create app integration in Okta)", walked step by step.
import assert from "node:assert/strict";
import { test } from "node:test";
import { engineering, felix, fill, francesca, pushGroup, tick, walkGuide } from "./guide_walk.ts";
import { assignPeople, follow, openApp, press, rowSays } from "./okta_console.ts";

const app = "NordPass Provisioning";

walkGuide("The guide of NordPass", { preset: "nordpass", provoked: [/^422: /] }, (walk) => {
  let credentials = { tenantUrl: "", token: "" };

  test("before: sign-in with Okta is suggested first, and nothing waits for it", async () => {
    await walk.openAccess();
    await walk.panel.getByRole("link", { name: "Rules Okta" }).click();
    const signIn = walk.panel.getByRole("combobox", { name: "Sign-in by an identity provider" });
    await signIn.getByText("Suggested").waitFor();
  });

  test("steps 2 to 6: Create App Integration makes an app with SWA, which has no Provisioning yet", async () => {
    const { admin } = walk;
    await follow(admin, "Applications");
    await press(admin, "Create App Integration");
    await admin.getByRole("radio", { name: "SWA - Secure Web Authentication" }).check();
    await press(admin, "Next");
    await fill(admin, "App name", app);
    await fill(admin, "App's login page URL", "https://nowhere.example/login");
    await press(admin, "Finish");
    await admin.getByRole("heading", { level: 1, name: app }).waitFor();
    assert.equal(await admin.getByRole("link", { name: "Provisioning", exact: true }).count(), 0);
  });

  test("steps 7 to 9: Settings, and under User & Group Provisioning Okta's switch, show the credentials, to save for later", async () => {
    await walk.openAccess();
    await walk.toggle.click();
    credentials = await walk.noteCredentials();
    assert.match(credentials.tenantUrl, /\/scim\/v2\//);
    assert.ok(credentials.token.length > 20);
    assert.equal((await walk.connection()).preset, "nordpass");
    await walk.panel.getByText("Sign-in with Okta is off.").waitFor();
  });

  test("steps 10 to 12: Enable SCIM provisioning under General brings the tab Provisioning", async () => {
    const { admin } = walk;
    await openApp(admin, app);
    await follow(admin, "General");
    await press(admin, "Edit");
    await tick(admin, "Enable SCIM Provisioning");
    await press(admin, "Save");
    await follow(admin, "Provisioning");
    await follow(admin, "Integration");
  });

  test("steps 13 to 18: base URL, email, HTTP Header and token are tested, and the connector is configured successfully", async () => {
    const { admin } = walk;
    await admin.getByLabel(/SCIM connection base URL/).fill(credentials.tenantUrl);
    await fill(admin, "Unique identifier field for users", "email");
    await admin.getByLabel("Authentication Mode").selectOption({ label: "HTTP Header" });
    await fill(admin, "Authorization: Bearer", `${credentials.token}x`);
    await tick(admin, "Push New Users", "Push Profile Updates", "Push Groups");
    await press(admin, "Test Connection Configuration");
    await admin.getByRole("alert").getByText(/^Error authenticating: Unauthorized/).waitFor();
    await fill(admin, "Authorization: Bearer", credentials.token);
    await press(admin, "Test Connection Configuration");
    await admin.getByRole("status").getByText("Connector configured successfully").waitFor();
    await admin.getByRole("status").getByRole("button", { name: "Save" }).click();
    await walk.panel.getByRole("complementary", { name: "Setup guide" }).getByText(/^Passed: Okta/).waitFor();
  });

  test("steps 19 and 20: To App › Edit, three check boxes, Save", async () => {
    const { admin } = walk;
    await follow(admin, "To App");
    await press(admin, "Edit");
    await tick(admin, "Create Users", "Update User Attributes", "Deactivate Users");
    await press(admin, "Save");
    await admin.getByRole("status").getByText("Saved.").waitFor();
  });

  test("step 21: whoever is assigned becomes a member, found by the address before", async () => {
    const { admin } = walk;
    await openApp(admin, app);
    await assignPeople(admin, felix.name, francesca.name);
    for (const { name, login } of [felix, francesca]) {
      await rowSays(admin, "Assigned people", name, "Provisioned");
      const { status, licensed, scim } = await walk.member(login);
      assert.deepEqual({ status, licensed, scim }, { status: "active", licensed: true, scim: true });
    }
    await walk.openMember(felix.name);
    const looked = await walk.sent("email eq");
    assert.ok(looked.some((request) => /^GET \/Users\?filter=/.test(request)), looked.join("\n"));
  });

  test("step 21: profile updates and deactivation go by PUT, as an app of one's own sends them", async () => {
    const { admin } = walk;
    await openApp(admin, app);
    await follow(admin, "Assignments");
    await press(admin, `Edit ${felix.name}`);
    await fill(admin, "Display name", "Felix N.");
    await press(admin, "Save");
    await rowSays(admin, "Assigned people", felix.name, "Provisioned");
    await walk.panel.getByRole("heading", { level: 1, name: "Felix N." }).waitFor();
    await press(admin, `Unassign ${felix.name}`);
    await press(admin, "OK");
    await walk.panel.locator("header").getByText("Deactivated", { exact: true }).waitFor();
    assert.equal((await walk.sent("PUT /Users/")).length, 2);
    assert.equal((await walk.sent("PATCH")).length, 0);
  });

  test("after: groups are refused, in words, until an encryption service is connected", async () => {
    const { admin, panel } = walk;
    await openApp(admin, app);
    await pushGroup(admin, engineering);
    await rowSays(admin, "Pushed groups", engineering, "takes groups only with an encryption service and none is connected");
    assert.deepEqual(await walk.teams(), []);
    await walk.openAccess();
    await panel.getByRole("region", { name: "Okta" }).getByText("Groups become teams only while an encryption service is connected.").waitFor();
  });
});
