// NordLayer, "Manually set up Okta application for user provisioning" and what follows it, walked step by step.
import { test } from "node:test";
import { addFromCatalog, configureIntegration, fill, gone, tick, walkGuide } from "./guide_walk.ts";
import { assignAndPush, statements } from "./guide_nordlayer.ts";
import { follow, press, tickToApp } from "./okta_console.ts";

const app = "NordLayer SCIM";

walkGuide("The guide of NordLayer with the test app", { preset: "nordlayer", provoked: [gone] }, (walk) => {
  let credentials = { tenantUrl: "", token: "" };

  test("step 1: Browse App Catalog finds the SCIM 2.0 Test App (OAuth Bearer Token)", async () => {
    await addFromCatalog(walk.admin, "SCIM 2.0 Test App", "SCIM 2.0 Test App (OAuth Bearer Token)");
  });

  test("step 2: the application has a name, and visibility and auto-login as one likes", async () => {
    await fill(walk.admin, "Application Label", app);
    await tick(walk.admin, "Do not display application icon to users");
    await press(walk.admin, "Next");
  });

  test("step 3: SAML is the sign-in method, and Done makes the app", async () => {
    await walk.admin.getByRole("radio", { name: "SAML 2.0" }).check();
    await press(walk.admin, "Done");
    await walk.admin.getByRole("heading", { level: 1, name: app }).waitFor();
  });

  test("steps 4 to 7: the switch shows Tenant URL and Secret Token, which does not expire; Okta takes, tests and saves both", async () => {
    const { panel } = walk;
    await walk.openAccess();
    await walk.toggle.click();
    await panel.getByRole("dialog", { name: "Connect Okta" }).getByText("The token does not expire.").waitFor();
    credentials = await walk.noteCredentials();
    await configureIntegration(walk.admin, { url: "SCIM 2.0 Base Url", token: "OAuth Bearer Token" }, credentials);
    await panel.getByRole("complementary", { name: "Setup guide" }).getByText(/^Passed: Okta/).waitFor();
  });

  test("edit your settings: Edit under To App", async () => {
    await tickToApp(walk.admin);
  });

  assignAndPush(walk, app);

  test("in the panel: Okta is to be activated as a login method as well", async () => {
    await walk.openAccess();
    await walk.panel.getByText("Activate Okta as a login method as well").waitFor();
    await follow(walk.panel, "Open Login methods");
    await walk.panel.getByRole("button", { name: "Add login method" }).waitFor();
  });

  statements(walk, app);
});
