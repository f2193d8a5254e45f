// Sign-in with Okta, from the empty page of the settings to whoever is out because Okta says so: by OpenID Connect
// and by SAML.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { onEachEngine } from "./company.ts";
import { add, fillIn, guided, prove, read } from "./login_setup.ts";
import { bo, domain, mara, openOkta, passOkta, setOut, signInByOkta } from "./okta_sign_in.ts";
import { everySize, leave, looksRight, shownOnce } from "./walk.ts";

onEachEngine(
  "Sign-in with Okta",
  (company) => {
    const method = { oidc: "", saml: "" };
    let metadata = "";
    let tile = "";

    test("R83: OpenID Connect is set up by the guide's values, tested, tried, and activated", async () => {
      const look = await company.visit("settings/login-methods");
      const { page } = look;
      await page.getByText("Passkey and password").waitFor();
      method.oidc = await add(page);
      const okta = await company.scene.signIn({
        do: "oidc app",
        okta: "main",
        label: "Muster",
        redirect_uri: await guided(page, "Sign-in redirect URIs"),
        sign_out_uri: await guided(page, "Sign-out redirect URIs"),
      });
      await fillIn(page, okta);
      await prove(page, () => passOkta(page, mara.login));
      await leave(look);
      await everySize(company, {
        name: "login-method-oidc",
        path: method.oidc,
        ready: (at) => at.getByText("Checks of the last arrival").or(at.getByText("Last tried")).first().waitFor(),
      });
    });

    test("a domain is verified by its record in the DNS, and refused in words before", async () => {
      const look = await company.visit("settings/login-methods");
      const { page } = look;
      await page.getByRole("button", { name: "Add domain" }).click();
      const ask = page.getByRole("dialog", { name: "Add domain" });
      await ask.getByLabel("Domain").fill("no domain");
      await ask.getByRole("button", { name: "Add", exact: true }).click();
      await ask.getByText(/^This is no domain/).waitFor();
      await ask.getByLabel("Domain").fill(domain);
      await ask.getByRole("button", { name: "Add", exact: true }).click();
      const domains = page.getByRole("list", { name: "Domains" });
      const record = async (label: string) =>
        (await domains.locator(".valued").filter({ hasText: label }).locator("code").innerText()).trim();
      const [name, text] = [await record("TXT record name"), await record("TXT record value")];
      await domains.getByRole("button", { name: `Verify ${domain}` }).click();
      await domains.getByText(`The DNS does not show the proof for ${domain} yet.`).waitFor();
      await looksRight(look, "login-domain-refused-light-1440");
      await company.scene.play({ do: "record", name, text });
      await domains.getByRole("button", { name: `Verify ${domain}` }).click();
      await domains.getByText(/^Verified \S/).waitFor();
      await leave(look, /^4\d\d: \S+\/domains/);
      await everySize(company, {
        name: "login-methods",
        path: "settings/login-methods",
        ready: (at) => at.getByText(/^Verified \S/).waitFor(),
      });
    });

    test("R83: the reminder goes away once a login method is active", async () => {
      const look = await company.visit("settings/access");
      await look.page.getByText("Secret Token that ends in").first().waitFor();
      assert.equal(await look.page.getByText("Sign-in with Okta is off.").count(), 0);
      await leave(look);
    });

    test("R26 R84: SAML is set up by the guide's values and Okta's metadata, and activated", async () => {
      const look = await company.visit("settings/login-methods");
      const { page } = look;
      method.saml = await add(page, { protocol: "SAML 2.0", name: "Okta by SAML" });
      const okta = await company.scene.signIn({
        do: "saml app",
        okta: "main",
        label: "Muster by SAML",
        acs_url: await guided(page, "Single sign-on URL"),
        entity_id: await guided(page, "Audience URI (SP Entity ID)"),
      });
      assert.ok(okta.metadata_url && okta.sso_url);
      [metadata, tile] = [okta.metadata_url, okta.sso_url];
      await page.getByLabel("Identity Provider metadata URL").fill(`${metadata}/nowhere`);
      await page.getByRole("button", { name: "Read metadata" }).click();
      await page.getByText(/^The metadata could not be read: /).waitFor();
      await read(page, metadata);
      await prove(page, () => passOkta(page, mara.login));
      await leave(look, /^4\d\d: \S+\/metadata$/);
      await everySize(company, {
        name: "login-method-saml",
        path: method.saml,
        ready: (at) => at.getByText("Last tried").waitFor(),
      });
    });

    test("R01 R25 R84: whoever is assigned and provisioned signs in by either, with Okta's password", async () => {
      await leave(await signInByOkta(company, mara.login, "Continue with Okta by SAML"));
      const look = await signInByOkta(company, mara.login);
      await look.page.goto(`${company.scene.url}/account`);
      await look.page.getByRole("list", { name: "Sign in with" }).getByText("Okta by SAML").waitFor();
      await leave(look);
    });

    test("whoever is not assigned is refused in words, by either", async () => {
      for (const way of ["Continue with Okta", "Continue with Okta by SAML"]) {
        const look = await setOut(company, bo.login, way);
        await passOkta(look.page, bo.login);
        await refusedBo(look.page, way);
        await leave(look, /^403: /);
      }
    });

    test("from Okta's own list of apps nobody gets in by SAML, until the organization allows it", async () => {
      const look = await company.open(tile);
      const { page } = look;
      await passOkta(page, mara.login);
      await page.getByText("This sign-in was not begun in this browser, or took too long; begin again.").waitFor();
      await looksRight(look, "sign-in-refused-light-1440");

      const owner = await company.visit(method.saml);
      await owner.page.getByRole("checkbox", { name: /^Allow sign-in from the provider's own app list/ }).click();
      await owner.page.getByRole("button", { name: "Save options" }).click();
      await owner.page.getByText("Saved", { exact: true }).waitFor();
      await leave(owner);
      await page.goto(tile);
      await page.getByRole("heading", { name: "Members" }).waitFor();
      await leave(look);
    });

    test("our certificate is changed in two steps", async () => {
      const look = await company.visit(method.saml);
      const { page } = look;
      const ours = page.getByRole("list", { name: "Our certificates" });
      const first = await ours.locator("code").first().innerText();
      await page.getByRole("button", { name: "Add a new certificate" }).click();
      await ours.getByText("New", { exact: true }).waitFor();
      await page.getByRole("button", { name: "Use the new one" }).click();
      await page.getByRole("button", { name: "Add a new certificate" }).waitFor();
      assert.equal(await ours.locator("code").count(), 1);
      assert.notEqual(await ours.locator("code").innerText(), first);
      await leave(look);
    });

    test("who is deactivated in Okta is out on the next request of an open page, and cannot come back", async () => {
      const look = await signInByOkta(company, mara.login);
      const { page } = look;
      await company.scene.play({ do: "deactivate", okta: "main", logins: [mara.login] });
      // The open page hears that the directory changed, and what it asks for next is refused.
      await page.getByRole("heading", { name: "Sign in" }).waitFor();
      await page.getByLabel("Email").fill(mara.login);
      await page.getByLabel("Email").press("Tab");
      await page.getByRole("link", { name: "Continue with Okta", exact: true }).click();
      await passOkta(page, mara.login);
      await page.getByRole("alert").waitFor();
      await page.goto(company.scene.url);
      await page.getByRole("heading", { name: "Sign in" }).waitFor();
      await leave(look, /^40[13]: /);
    });

    test("deactivating and deleting a login method are asked first, and end what it opened", async () => {
      const look = await company.visit(method.saml);
      const { page } = look;
      await page.getByRole("button", { name: "Deactivate", exact: true }).click();
      const question = page.getByRole("dialog", { name: "Deactivate Okta by SAML?" });
      await question.getByText("Every session that it opened ends now").waitFor();
      await looksRight(look, "login-deactivate-light-1440", true);
      await question.getByRole("button", { name: "Deactivate" }).click();
      await page.getByRole("button", { name: "Activate", exact: true }).waitFor();
      await page.getByRole("button", { name: "Delete", exact: true }).click();
      await page.getByRole("dialog", { name: "Delete Okta by SAML?" }).getByRole("button", { name: "Delete" }).click();
      await page.waitForURL(/\/settings\/login-methods$/);
      const methods = page.getByRole("list", { name: "Login methods" });
      await methods.getByText("Okta by SAML").waitFor({ state: "detached" });

      await page.goto(`${company.scene.url}/o/${company.organization}/activity?what=%5B%22sign_in%22%5D`);
      await page.getByText(/deleted the login method Okta by SAML\./).waitFor();
      await page.getByText(/verified the domain fernhill\.example\./).waitFor();
      await page.getByText(/signed in by Okta for the first time\./).waitFor();
      // The page may hear that something changed, and ask again, before it hears that the method is deleted.
      await leave(look, /^404: \S+\/login-methods\//);
    });

    test("R01: where the policy wants sign-in first, provisioning waits for an active login method", async () => {
      const inside = `/organizations/${company.organization}/connections`;
      const { items } = await company.call<{ items: { id: string }[] }>(`GET ${inside}`);
      await company.call(`PATCH ${inside}/${items[0]?.id}`, { policy: { sso_prerequisite: "require" } });
      const look = await company.visit(method.oidc);
      const { page } = look;
      const question = page.getByRole("dialog");
      await page.getByRole("button", { name: "Deactivate", exact: true }).click();
      await question.getByRole("button", { name: "Deactivate" }).click();
      await page.getByRole("button", { name: "Activate", exact: true }).waitFor();

      const settings = `${company.scene.url}/o/${company.organization}/settings/access`;
      const toggle = (checked: boolean) => page.getByRole("switch", { name: "User provisioning with Okta", checked });
      await page.goto(settings);
      await toggle(true).click();
      await question.getByRole("button", { name: "Turn off" }).click();
      await toggle(false).click();
      await question.getByRole("button", { name: "Turn on" }).click();
      await question.getByText("wants people to be able to sign in by their identity provider first").waitFor();
      await question.getByText("Activate a login method under Settings › Login methods").waitFor();
      await looksRight(look, "turn-on-without-sign-in-light-1440", true);

      await page.goto(company.scene.url + method.oidc);
      await page.getByRole("button", { name: "Activate", exact: true }).click();
      await page.getByRole("button", { name: "Deactivate", exact: true }).waitFor();
      await page.goto(settings);
      await toggle(false).click();
      await question.getByRole("button", { name: "Turn on" }).click();
      await shownOnce(page, "Secret Token");
      await leave(look, /^403: \S+\/enable$/);
    });
  },
  async (company) => {
    await company.found();
    await openOkta(company);
  },
);

/** Okta says it itself, or sends them back with a refusal that Muster says. */
async function refusedBo(page: Page, way: string): Promise<void> {
  if (way === "Continue with Okta") {
    await page.getByText("The identity provider did not let you in.").waitFor();
    await page.getByText("You may not be assigned to this application").waitFor();
  } else {
    await page.getByRole("heading", { name: /not assigned/i }).waitFor();
  }
}
