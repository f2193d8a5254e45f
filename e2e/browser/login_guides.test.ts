// The guides of the login methods: for each provider, by OpenID Connect and by SAML, the exact values of this
// organization's method beside the labels of the provider's pages.
import assert from "node:assert/strict";
import { test } from "node:test";
import { onOneEngine } from "./company.ts";
import { picture } from "./look.ts";
import { leave, looksRight } from "./walk.ts";

/** What belongs into the fields of a provider's pages, label by label. */
type Fields = Record<string, string>;

interface Kind {
  provider: string;
  protocol: "oidc" | "saml";
  /** By the method's own address, and by the one to which whoever signed out comes back. */
  fields: (own: string, signedOut: string) => Fields;
}

const kinds: readonly Kind[] = [
  {
    provider: "okta",
    protocol: "oidc",
    fields: (own, signedOut) => ({
      "App integration name": "Muster",
      "Sign-in redirect URIs": `${own}/callback`,
      "Sign-out redirect URIs": signedOut,
      "JWKS URL": `${own}/keys`,
      "Initiate login URI": own,
    }),
  },
  {
    provider: "okta",
    protocol: "saml",
    fields: (own) => ({
      "App name": "Muster",
      "Single sign-on URL": `${own}/acs`,
      "Audience URI (SP Entity ID)": `${own}/metadata`,
      "Name ID format": "EmailAddress",
      "Application username": "Okta username",
    }),
  },
  { provider: "entra", protocol: "oidc", fields: (own) => ({ "Redirect URI": `${own}/callback` }) },
  {
    provider: "entra",
    protocol: "saml",
    fields: (own) => ({
      "Identifier (Entity ID)": `${own}/metadata`,
      "Reply URL (Assertion Consumer Service URL)": `${own}/acs`,
      "Logout Url": `${own}/logout`,
    }),
  },
  {
    provider: "onelogin",
    protocol: "oidc",
    fields: (own, signedOut) => ({
      "Login Url": own,
      "Redirect URI's": `${own}/callback`,
      "Post Logout Redirect URIs": signedOut,
    }),
  },
  {
    provider: "onelogin",
    protocol: "saml",
    fields: (own) => ({
      "Audience (EntityID)": `${own}/metadata`,
      Recipient: `${own}/acs`,
      "ACS (Consumer) URL": `${own}/acs`,
      "Single Logout URL": `${own}/logout`,
    }),
  },
  {
    provider: "jumpcloud",
    protocol: "oidc",
    fields: (own) => ({ "Redirect URIs": `${own}/callback`, "Login URL": own }),
  },
  {
    provider: "jumpcloud",
    protocol: "saml",
    fields: (own) => ({ "SP Entity ID": `${own}/metadata`, "ACS URLs": `${own}/acs` }),
  },
  { provider: "google", protocol: "oidc", fields: (own) => ({ "Authorized redirect URIs": `${own}/callback` }) },
  {
    provider: "google",
    protocol: "saml",
    fields: (own) => ({ "ACS URL": `${own}/acs`, "Entity ID": `${own}/metadata` }),
  },
  {
    provider: "other",
    protocol: "oidc",
    fields: (own, signedOut) => ({
      "Redirect URI": `${own}/callback`,
      "Post-logout redirect URI": signedOut,
      "JWKS URL": `${own}/keys`,
    }),
  },
  {
    provider: "other",
    protocol: "saml",
    fields: (own) => ({
      "Entity ID": `${own}/metadata`,
      "Assertion Consumer Service URL": `${own}/acs`,
      "Single Logout URL": `${own}/logout`,
    }),
  },
];

onOneEngine("Guides of login methods", (company) => {
  test("R84: every guide names the exact values of this organization's method, by either protocol", async () => {
    const look = await company.visit("settings/login-methods");
    const { page } = look;
    const guide = page.getByRole("list", { name: "Setup guide" });
    const methods = `/organizations/${company.organization}/login-methods`;
    let former = "";
    for (const { provider, protocol, fields } of kinds) {
      const name = `${provider}-${protocol}`;
      // Ten are the most that there may be, and no page that is open asks for one that is gone.
      await page.goto("about:blank");
      if (former) await company.call(`DELETE ${methods}/${former}`, undefined, company.owner);
      const { id } = await company.call<{ id: string }>(`POST ${methods}`, { provider, protocol, name }, company.owner);
      former = id;
      await page.goto(`${company.scene.url}/o/${company.organization}/settings/login-methods/${id}`);
      await page.getByRole("heading", { name, exact: true }).waitFor();
      await guide.locator(".valued").first().waitFor();
      const shown = await guide.locator(".valued").evaluateAll((all) =>
        all.map((value) => [value.querySelector(".of > span")?.textContent ?? "", value.querySelector("code")?.textContent ?? ""]),
      );
      const want = fields(`${company.scene.url}/sso/${id}`, `${company.scene.url}/sign-in`);
      assert.deepEqual(Object.fromEntries(shown), want, name);
      assert.equal(shown.length, Object.keys(want).length, `${name} says a label twice`);
      await picture(page, `login-guide-${name}-light-1440`);
    }
    await looksRight(look, "login-guide-other-saml-light-1440");
    await leave(look);
  });
});
