// NordLayer, "Connect your SCIM API service to Okta", the older edition of its guide, walked step by step.
import { test } from "node:test";
import { addFromCatalog, configureIntegration, fill, gone, tick, walkGuide } from "./guide_walk.ts";
import { assignAndPush, statements } from "./guide_nordlayer.ts";
import { follow, press, tickToApp } from "./okta_console.ts";

const app = "NordLayer older";

walkGuide("The older guide of NordLayer", { preset: "nordlayer", provoked: [gone] }, (walk) => {
  let credentials = { tenantUrl: "", token: "" };

  test("steps 3 to 6: Browse App Catalog, the SCIM 2.0 Test App (OAuth Bearer Token), Add Integration", async () => {
    await addFromCatalog(walk.admin, "SCIM 2.0 Test App (OAuth Bearer Token)", "SCIM 2.0 Test App (OAuth Bearer Token)");
  });

  test("step 7: General Settings take a name, hide it, and do not sign in by themselves", async () => {
    const { admin } = walk;
    await admin.getByRole("heading", { name: "General Settings" }).waitFor();
    await fill(admin, "Application Label", app);
    await tick(admin, "Do not display application icon to users", "Do not display application icon in the mobile app");
    await admin.getByRole("checkbox", { name: "Automatically log in when user lands on login page" }).uncheck();
    await press(admin, "Next");
  });

  test("steps 8 to 10: SAML on the Sign-On Options, and Done creates the integration", async () => {
    await walk.admin.getByRole("heading", { name: "Sign-On Options" }).waitFor();
    await walk.admin.getByRole("radio", { name: "SAML 2.0" }).check();
    await press(walk.admin, "Done");
    await walk.admin.getByRole("heading", { level: 1, name: app }).waitFor();
  });

  test("steps 11 to 15: both values are copied from the panel, tested in Okta, and saved", async () => {
    const { panel } = walk;
    await walk.openAccess();
    await walk.toggle.click();
    await panel.getByRole("dialog", { name: "Connect Okta" }).getByText("The token does not expire.").waitFor();
    credentials = await walk.noteCredentials();
    await configureIntegration(walk.admin, { url: "SCIM 2.0 Base Url", token: "OAuth Bearer Token" }, credentials);
  });

  test("to app: Edit takes the three actions", async () => {
    await tickToApp(walk.admin);
  });

  assignAndPush(walk, app);

  test("in the panel: a message reminds to enable Okta as a login method", async () => {
    await walk.openAccess();
    await walk.panel.getByText("Activate Okta as a login method as well").waitFor();
    await follow(walk.panel, "Open Login methods");
    await walk.panel.getByRole("button", { name: "Add login method" }).waitFor();
  });

  statements(walk, app);
});
