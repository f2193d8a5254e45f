// Sign-in at identity providers that nobody here wrote, by their own pages: from the setup in the panel to whoever is out
// because SCIM says so.
import { test } from "node:test";
import { type Company, onEachEngine } from "./company.ts";
import { type Foreign, openID, saml, setOutTo, withoutInternet } from "./foreign_providers.ts";
import { add, prove } from "./login_setup.ts";
import type { Look } from "./look.ts";
import { verifyDomain } from "./okta_sign_in.ts";
import { leave, looksRight } from "./walk.ts";

for (const provider of [openID, saml]) {
  const { name, person, stranger } = provider;
  onEachEngine(
    `Sign-in with ${name}`,
    (company) => {
      const there = { method: "", address: "" };

      test("it is set up in the panel, tested in words, tried as somebody, and activated", async () => {
        const look = await company.visit("settings/login-methods");
        await withoutInternet(look);
        const { page } = look;
        there.method = await add(page, { provider: "Another provider", protocol: provider.protocol, name });
        there.address = await provider.connect(company, page);
        await prove(page, () => provider.pass(page, person.login));
        await looksRight(look, `login-method-${name.toLowerCase()}-light-1440`);
        await leave(look);
      });

      test("whom SCIM provisioned signs in on its pages", async () => {
        await leave(await signedIn(provider, company));
      });

      test("whom it knows and SCIM did not provision is told what to do", async () => {
        const look = await window(company);
        const { page } = look;
        await setOutTo(provider, company, page, stranger);
        await provider.pass(page, stranger);
        await page.getByText("You are not a member here yet. Ask your administrator to assign you").waitFor();
        await looksRight(look, `sign-in-stranger-${name.toLowerCase()}-light-1440`);
        await page.goto(company.scene.url);
        await page.getByRole("heading", { name: "Sign in" }).waitFor();
        await leave(look, /^401: /);
      });

      test("who signs out here is signed out there", async () => {
        const look = await signedIn(provider, company);
        const { page } = look;
        await page.locator(".app > .side .me").click();
        await page.getByRole("menuitem", { name: "Sign out" }).click();
        await provider.passOut(page);
        await page.getByRole("heading", { name: "Sign in" }).waitFor();
        await setOutTo(provider, company, page, person.login);
        await provider.asks(page);
        await leave(look, /^401: /);
      });

      if (provider === openID) {
        test("Muster proves itself by a key, which the provider reads here", async () => {
          const look = await company.visit(there.method);
          const { page } = look;
          await page.getByLabel("Client ID").fill("muster-by-key");
          await page.getByRole("combobox", { name: "Client authentication" }).click();
          await page.getByRole("option", { name: "Public key (private_key_jwt)" }).click();
          await page.getByRole("button", { name: "Save", exact: true }).click();
          await page.getByRole("status").filter({ hasText: "Saved." }).waitFor();
          await leave(look);
          await leave(await signedIn(provider, company));
        });
      } else {
        test("who signs out there is signed out here", async () => {
          const look = await signedIn(provider, company);
          const { page } = look;
          const other = await look.context.newPage();
          const goodbye = new URL("/logout.php", there.address);
          await other.goto(new URL(`/saml2/idp/initSLO.php?RelayState=${goodbye}`, there.address).href);
          await other.getByText("You have been logged out.").waitFor();
          await page.reload();
          await page.getByRole("heading", { name: "Sign in" }).waitFor();
          await leave(look, /^401: /);
        });
      }

      test("whom SCIM deactivates is out on the next request of an open page, and not let in again", async () => {
        const look = await signedIn(provider, company);
        const { page } = look;
        await company.scene.play({ do: "deactivate", okta: "main", logins: [person.login] });
        await page.getByRole("heading", { name: "Sign in" }).waitFor();
        // The provider, which was told nothing, lets them in without asking.
        await setOutTo(provider, company, page, person.login);
        await page.getByText("This account is deactivated; ask an administrator of your organization.").waitFor();
        await page.goto(company.scene.url);
        await page.getByRole("heading", { name: "Sign in" }).waitFor();
        await leave(look, /^40[13]: /);
      });
    },
    async (company) => {
      await company.found();
      await company.connect("main");
      await company.provision("main", person);
      await verifyDomain(company);
    },
  );
}

async function window(company: Company): Promise<Look> {
  const look = await company.open("about:blank");
  await withoutInternet(look);
  return look;
}

/** A window in which the provisioned person is. */
async function signedIn(provider: Foreign, company: Company): Promise<Look> {
  const look = await window(company);
  await setOutTo(provider, company, look.page, provider.person.login);
  await provider.pass(look.page, provider.person.login);
  await look.page.getByRole("heading", { name: "Members" }).waitFor();
  return look;
}
