// What sign-in with Okta means for people who are there already: proving anew who they are, tying an account of their
// own and losing it again, and the rule that nothing else counts.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ana, goodPassword, onEachEngine } from "./company.ts";
import { device } from "./device.ts";
import { add } from "./login_setup.ts";
import { bo, mara, oidcMethod, openOkta, passOkta, passwordAtOkta, setOut, signInByOkta, verifyDomain } from "./okta_sign_in.ts";
import { idOf, rowOf } from "./people.ts";
import { everySize, focused, leave, looksRight, signIn } from "./walk.ts";

const cai = { login: "cai.morgan@fernhill.example", given: "Cai", family: "Morgan" };
const boHere = { name: "Bo Lindqvist", email: bo.login };

onEachEngine(
  "People who sign in with Okta",
  (company) => {
    test("who has neither password nor passkey proves by Okta anew who they are, and is back where they were", async () => {
      const id = await idOf(company, mara.login);
      await company.call(
        `PATCH /organizations/${company.organization}/members/${id}`,
        { role: "administrator" },
        company.owner,
      );
      const look = await signInByOkta(company, mara.login);
      const { page } = look;
      await company.scene.play({ do: "age proofs" });
      const where = `${company.scene.url}/o/${company.organization}/settings/api-keys?window=create`;
      await page.goto(where);
      const ask = page.getByRole("dialog", { name: "Create API key" });
      await ask.getByLabel("Name").fill("Nightly report");
      await ask.getByRole("button", { name: "Create" }).click();
      const proof = page.getByRole("dialog", { name: "Confirm that it is you" });
      await proof.getByRole("link", { name: "Confirm with Okta" }).waitFor();
      assert.equal(await proof.getByLabel("Password").count(), 0);
      await looksRight(look, "step-up-okta-light-1440", true);
      await page.setViewportSize({ width: 320, height: 800 });
      await page.emulateMedia({ colorScheme: "dark" });
      await looksRight(look, "step-up-okta-dark-320", true);
      await page.setViewportSize({ width: 1440, height: 900 });
      await proof.getByRole("link", { name: "Confirm with Okta" }).click();
      await passOkta(page, mara.login); // asked anew, although Okta knows her
      await page.waitForURL(where);
      await ask.getByLabel("Name").fill("Nightly report");
      await ask.getByRole("button", { name: "Create" }).click();
      await page.getByRole("dialog", { name: "API key for Nightly report" }).waitFor();
      await leave(look, /^403: \S+\/api-keys$/);
    });

    test("another's account proves nothing, which is said where they had set out", async () => {
      const look = await signInByOkta(company, mara.login);
      const { page } = look;
      await company.scene.play({ do: "age proofs" });
      await page.goto(`${company.scene.url}/o/${company.organization}/settings/api-keys?window=create`);
      await page.getByRole("dialog").getByLabel("Name").fill("Nightly report");
      await page.getByRole("dialog").getByRole("button", { name: "Create" }).click();
      await page.getByRole("link", { name: "Confirm with Okta" }).click();
      await passOkta(page, bo.login);
      await page.getByText("The identity provider confirmed another person").waitFor();
      await leave(look, /^403: \S+\/api-keys$/);
    });

    test("who joined by a link connects their account of Okta on the account page, and signs in with it from then on", async () => {
      const look = await company.open(`${company.scene.url}/sign-in?next=%2Faccount`);
      const { page } = look;
      await signIn(page, bo.login);
      const logins = page.getByRole("list", { name: "Sign in with" });
      await logins.getByText("Not connected.").waitFor();
      await looksRight(look, "account-connect-light-1440");
      await company.scene.play({ do: "age proofs" });
      await logins.getByRole("button", { name: "Connect Okta" }).click();
      const proof = page.getByRole("dialog", { name: "Confirm that it is you" });
      await proof.getByLabel("Password").fill(goodPassword);
      await proof.getByRole("button", { name: "Confirm" }).click();
      await passOkta(page, bo.login);
      await logins.getByText(/last used/).waitFor();
      assert.equal(await logins.getByRole("button").count(), 0);
      await leave(look);
      await leave(await signInByOkta(company, bo.login));
      await everySize(company, {
        name: "account-logins",
        path: "/account",
        as: await cookiesOf(boHere.email),
        ready: (at) => at.getByRole("list", { name: "Sign in with" }).waitFor(),
      });
    });

    test("what the account of another is tied to, nobody else connects", async () => {
      const look = await company.visit("/account");
      const { page } = look;
      await page.getByRole("button", { name: "Connect Okta" }).click();
      const proof = page.getByRole("dialog", { name: "Confirm that it is you" });
      await proof.getByLabel("Password").fill(goodPassword);
      await proof.getByRole("button", { name: "Confirm" }).click();
      await passOkta(page, bo.login);
      await page.getByText("This account of the identity provider, or this member, is tied to another one already").waitFor();
      await looksRight(look, "account-refused-light-1440");
      await page.getByRole("button", { name: "Dismiss" }).click();
      await page.waitForURL(/\/account$/);
      await leave(look);
    });

    test("a member is untied with a question, is out, and cannot come back by Okta", async () => {
      const there = await signInByOkta(company, bo.login);
      const look = await company.visit(`members/${await idOf(company, bo.login)}`);
      const { page } = look;
      await page.getByRole("button", { name: "Untie Okta" }).click();
      const question = page.getByRole("dialog", { name: "Untie Bo Lindqvist from Okta?" });
      await focused(page, "Keep");
      await looksRight(look, "member-untie-light-1440", true);
      await question.getByRole("button", { name: "Untie" }).click();
      await page.getByText("No identity provider has signed them in yet.").waitFor();
      await looksRight(look, "member-untied-light-1440");
      await leave(look);
      await there.page.reload();
      await there.page.getByRole("heading", { name: "Sign in" }).waitFor();
      await leave(there, /^401: /);
      const again = await setOut(company, bo.login);
      await passOkta(again.page, bo.login);
      await again.page.getByText("You are not a member here yet.").waitFor();
      await leave(again);
    });

    test("with the rule only login methods count, and one owner's passkey", async () => {
      const look = await company.visit("settings/login-methods");
      const { page } = look;
      const key = await device(look.context, page);
      await page.getByRole("button", { name: "Require" }).click();
      const ask = page.getByRole("dialog", { name: "Let people sign in by login methods alone" });
      await ask.getByRole("combobox", { name: "Owner for emergencies" }).getByText(/^Ana Ruiz/).waitFor();
      await ask.getByRole("button", { name: "Require" }).click();
      await ask.getByText("it takes an active owner who has a passkey").waitFor();
      await looksRight(look, "login-rule-refused-light-1440", true);

      await page.goto(`${company.scene.url}/account`);
      await page.getByRole("button", { name: "Add a passkey" }).click();
      await page.getByRole("dialog").getByLabel("Name").fill("Safe");
      await page.getByRole("dialog").getByRole("button", { name: "Add" }).click();
      await page.getByRole("list", { name: "Passkeys" }).getByText("Safe").waitFor();
      assert.equal(await key.credentials(), 1);
      await page.goto(`${company.scene.url}/o/${company.organization}/settings/login-methods?window=rule`);
      await ask.getByRole("button", { name: "Require" }).click();
      await page.getByText("For emergencies: Ana Ruiz, by passkey.").waitFor();
      await looksRight(look, "login-rule-light-1440");

      // An address of the domain is offered Okta, and no password.
      await page.goto("about:blank"); // an open page would ask once more, as nobody
      await page.context().clearCookies();
      await page.goto(`${company.scene.url}/sign-in`);
      await page.getByLabel("Email").fill(bo.login);
      await page.getByLabel("Email").press("Tab");
      await page.getByRole("link", { name: "Continue with Okta" }).waitFor();
      assert.equal(await page.getByRole("textbox", { name: "Password" }).count(), 0);
      await looksRight(look, "sign-in-only-okta-light-1440");
      await page.setViewportSize({ width: 320, height: 800 });
      await page.emulateMedia({ colorScheme: "dark" });
      await looksRight(look, "sign-in-only-okta-dark-320");
      await page.setViewportSize({ width: 1440, height: 900 });
      // Whoever sends the password all the same is refused.
      const answer = await page.request.post(`${company.scene.url}/api/v1/session/password`, {
        headers: { Origin: company.scene.url },
        data: { email: bo.login, password: goodPassword },
      });
      assert.equal(answer.ok(), false, "a password counts in spite of the rule");
      await page.getByRole("button", { name: "Sign in with a passkey" }).click();
      await page.getByRole("heading", { name: "Members" }).waitFor();

      await page.goto(`${company.scene.url}/o/${company.organization}/settings/login-methods`);
      await page.getByRole("button", { name: "Allow passkeys and passwords" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Allow" }).click();
      await page.getByText("Passkeys and passwords count, too").waitFor();
      await leave(look, /^4\d\d: \S+\/sign-in-rule$/);
    });

    test("who joins by signing in is told apart, in the list, on their page and in the activity", async () => {
      const inside = `/organizations/${company.organization}/login-methods`;
      const owner = await cookiesOf(ana.email); // whose proof is fresh
      const { items } = await company.call<{ items: { id: string }[] }>(`GET ${inside}`, undefined, owner);
      await company.call(`PATCH ${inside}/${items[0]?.id}`, { just_in_time: true }, owner);
      await company.scene.play({ do: "hire", okta: "main", people: [cai] });
      await company.scene.play({ do: "password", okta: "main", logins: [cai.login], password: passwordAtOkta });
      await leave(await signInByOkta(company, cai.login));
      const look = await company.visit("members");
      const { page } = look;
      const how = rowOf(page, "Cai Morgan").getByText("by signing in");
      await how.waitFor();
      assert.ok(await how.evaluate((said) => said.scrollWidth <= said.clientWidth), "how they joined is cut short");
      await looksRight(look, "members-joined-light-1440");
      await page.getByRole("link", { name: "Cai Morgan" }).click();
      await page.getByText("Joined by signing in", { exact: true }).waitFor();
      await page.getByText(/joined by signing in with Okta\./).waitFor();
      await looksRight(look, "member-joined-light-1440");
      await leave(look);
    });

    test("an administrator sees the rule, and why they cannot change it", async () => {
      const look = await signInByOkta(company, mara.login);
      const { page } = look;
      await page.goto(`${company.scene.url}/o/${company.organization}/settings/login-methods`);
      await page.getByRole("button", { name: "Require" }).focus();
      await page.getByText("Owners decide how everybody signs in.").first().waitFor();
      await leave(look);
    });

    test("an administrator sets a login method up, and sees why an owner has to activate it", async () => {
      const look = await signInByOkta(company, mara.login);
      const { page } = look;
      await page.goto(`${company.scene.url}/o/${company.organization}/settings/login-methods`);
      await add(page, { name: "Another" });
      const activate = page.getByRole("button", { name: "Activate", exact: true });
      await activate.focus();
      await page.getByText("so an owner has to activate it.").first().waitFor();
      await page.getByText("Ask an owner to open Settings › Login methods › Activate.").first().waitFor();
      assert.equal(await activate.getAttribute("aria-disabled"), "true");
      await looksRight(look, "login-method-owners-activate-light-1440");
      await activate.press("Enter"); // which asks for nothing
      await page.getByText("Inactive", { exact: true }).first().waitFor();
      await leave(look);
    });

    /** A session by password. */
    async function cookiesOf(email: string) {
      const context = await company.browser.newContext();
      await context.request.post(`${company.scene.url}/api/v1/session/password`, {
        headers: { Origin: company.scene.url },
        data: { email, password: goodPassword },
      });
      const cookies = await context.cookies();
      await context.close();
      return cookies;
    }
  },
  async (company) => {
    await company.found();
    await openOkta(company);
    await oidcMethod(company);
    await verifyDomain(company);
    await company.invite(boHere);
  },
);
