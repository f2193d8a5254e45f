// What sign-in at identity providers that nobody here wrote means for people who are there already, for those who join
// by it, and for the rule that nothing else counts.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { goodPassword } from "./company.ts";
import { device } from "./device.ts";
import { anaThere, atEachProvider, outsideOf, setOutTo, signedIn, withoutInternet, workingMethod } from "./foreign_providers.ts";
import { idOf, rowOf } from "./people.ts";
import { leave, looksRight, shownOnce } from "./walk.ts";

const proofOf = (page: Page) => page.getByRole("dialog", { name: "Confirm that it is you" });

atEachProvider(
  "People who sign in with",
  (provider, company) => {
    const { name, person, stranger } = provider;
    const logins = (page: Page) => page.getByRole("list", { name: "Sign in with" });

    test("who has no other proof is asked there anew before a new Secret Token, and is back where they were", async () => {
      const look = await signedIn(provider, company);
      const { page } = look;
      await wantNewToken(page);
      await proofOf(page).getByRole("link", { name: `Confirm with ${name}` }).waitFor();
      assert.equal(await proofOf(page).getByLabel("Password").count(), 0);
      await looksRight(look, `step-up-${name.toLowerCase()}-light-1440`, true);
      const where = page.url();
      await proofOf(page).getByRole("link", { name: `Confirm with ${name}` }).click();
      await provider.passAgain(page, person.login); // although they are signed in there
      await page.waitForURL(where);
      await page.getByRole("button", { name: "Make a new token" }).click();
      await page.getByRole("dialog", { name: "Connect Okta" }).waitFor();
      assert.ok(await shownOnce(page, "Secret Token"));
      await leave(look, /^403: \S+\/connections\/\S+$/);
    });

    test("another's account there proves nothing, which is said where they had set out", async () => {
      const look = await signedIn(provider, company);
      const { page } = look;
      await wantNewToken(page);
      await proofOf(page).getByRole("link", { name: `Confirm with ${name}` }).click();
      await provider.pass(page, stranger.login);
      await page.getByText("The identity provider confirmed another person").waitFor();
      await leave(look, /^403: \S+\/connections\/\S+$/);
    });

    test("what another is tied to, nobody connects; an owner who joined by a link connects their own, and signs in", async () => {
      const look = await withoutInternet(await company.visit("/account"));
      const { page } = look;
      await connect(page);
      await provider.pass(page, person.login);
      await page.getByText("This account of the identity provider, or this member, is tied to another one already").waitFor();
      await leave(look);

      const own = await withoutInternet(await company.visit("/account"));
      await connect(own.page);
      await provider.pass(own.page, anaThere.login);
      await logins(own.page).getByText(/last used/).waitFor();
      assert.equal(await logins(own.page).getByRole("button").count(), 0);
      await leave(own);
      await leave(await signedIn(provider, company, anaThere));
    });

    test("with the rule it alone is offered, and counts, beside one owner's passkey", async () => {
      const look = await company.visit("/account");
      const { page } = look;
      await device(look.context, page);
      await page.getByRole("button", { name: "Add a passkey" }).click();
      await page.getByRole("dialog").getByLabel("Name").fill("Safe");
      await page.getByRole("dialog").getByRole("button", { name: "Add" }).click();
      await page.getByRole("list", { name: "Passkeys" }).getByText("Safe").waitFor();
      await page.goto(`${company.scene.url}/o/${company.organization}/settings/login-methods?window=rule`);
      await page.getByRole("dialog").getByRole("button", { name: "Require" }).click();
      await page.getByText("For emergencies: Ana Ruiz, by passkey.").waitFor();

      const outside = await outsideOf(company);
      await outside.page.goto(`${company.scene.url}/sign-in`);
      await outside.page.getByLabel("Email").fill(anaThere.login);
      await outside.page.getByLabel("Email").press("Tab");
      await outside.page.getByRole("link", { name: `Continue with ${name}` }).waitFor();
      assert.equal(await outside.page.getByRole("textbox", { name: "Password" }).count(), 0);
      await leave(outside);
      await leave(await signedIn(provider, company));

      await page.goto("about:blank"); // an open page would ask once more, as nobody
      await page.context().clearCookies();
      await page.goto(`${company.scene.url}/sign-in`);
      await page.getByRole("button", { name: "Sign in with a passkey" }).click();
      await page.getByRole("heading", { name: "Members" }).waitFor();
      await page.goto(`${company.scene.url}/o/${company.organization}/settings/login-methods`);
      await page.getByRole("button", { name: "Allow passkeys and passwords" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Allow" }).click();
      await page.getByText("Passkeys and passwords count, too").waitFor();
      await leave(look);
    });

    test("who is untied is out, and cannot come back by it", async () => {
      const there = await signedIn(provider, company, anaThere);
      const look = await company.visit(`members/${await idOf(company, anaThere.login)}`);
      const { page } = look;
      await page.getByRole("button", { name: `Untie ${name}` }).click();
      await page.getByRole("dialog", { name: `Untie Ana Ruiz from ${name}?` }).getByRole("button", { name: "Untie" }).click();
      await page.getByText("No identity provider has signed them in yet.").waitFor();
      await leave(look);
      await there.page.reload();
      await there.page.getByRole("heading", { name: "Sign in" }).waitFor();
      await setOutTo(provider, company, there.page, anaThere.login);
      await there.page.getByText("You are not a member here yet.").waitFor();
      await leave(there, /^401: /);
    });

    test("where people may join by signing in, a stranger does, takes a license and is told apart", async () => {
      const free = async () => (await company.call<{ licenses: { free: number } }>(`GET /organizations/${company.organization}`)).licenses.free;
      const before = await free();
      const look = await company.visit("settings/login-methods");
      const { page } = look;
      await page.getByRole("list", { name: "Login methods" }).getByRole("link", { name, exact: true }).click();
      await page.getByRole("checkbox", { name: /^Let people join by signing in/ }).click();
      await page.getByRole("button", { name: "Save options" }).click();
      await page.getByText("Saved", { exact: true }).waitFor();
      await leave(await signedIn(provider, company, stranger));
      assert.equal(await free(), before - 1);

      const called = `${stranger.given} ${stranger.family}`;
      await page.goto(`${company.scene.url}/o/${company.organization}/members`);
      await rowOf(page, called).getByText("by signing in", { exact: true }).waitFor();
      assert.equal(await rowOf(page, `${person.given} ${person.family}`).getByText("by signing in", { exact: true }).count(), 0);
      await page.getByRole("link", { name: called }).click();
      await page.getByText("Joined by signing in", { exact: true }).waitFor();
      await page.getByText(`joined by signing in with ${name}.`).waitFor();
      await leave(look);
    });

    /** Asks for a new Secret Token with a proof that has grown stale. */
    async function wantNewToken(page: Page): Promise<void> {
      await company.scene.play({ do: "age proofs" });
      await page.goto(`${company.scene.url}/o/${company.organization}/settings/access`);
      await page.getByRole("button", { name: "New token" }).click();
      await page.getByRole("button", { name: "Make a new token" }).click();
    }

    /** Goes from the account page to the provider, which takes a fresh proof. */
    async function connect(page: Page): Promise<void> {
      await company.scene.play({ do: "age proofs" });
      await logins(page).getByRole("button", { name: `Connect ${name}` }).click();
      await proofOf(page).getByLabel("Password").fill(goodPassword);
      await proofOf(page).getByRole("button", { name: "Confirm" }).click();
    }
  },
  async (provider, company) => {
    await workingMethod(provider, company);
    const member = await idOf(company, provider.person.login);
    await company.call(`PATCH /organizations/${company.organization}/members/${member}`, { role: "administrator" }, company.owner);
  },
);
