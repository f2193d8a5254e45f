// The keys and certificates by which Muster and identity providers that nobody here wrote know each other: how either
// changes theirs, and a login method that is turned off.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { openID } from "./foreign_openid.ts";
import { atEachProvider, type Method, outsideOf, setOutTo, signedIn, workingMethod } from "./foreign_providers.ts";
import { trust } from "./foreign_saml.ts";
import { read } from "./login_setup.ts";
import { leave } from "./walk.ts";

const methods = new Map<string, Method & { address: string }>();

atEachProvider(
  "Keys of sign-in with",
  (provider, company) => {
    const { name, person } = provider;
    const method = () => {
      const made = methods.get(company.organization);
      assert.ok(made);
      return made;
    };
    const visit = () => company.visit(`settings/login-methods/${method().id}`);

    test("our key is changed in two steps, and nobody is refused in between", async () => {
      const look = await visit();
      const { page } = look;
      const ours = page.getByRole("list", { name: "Our certificates" });
      const first = await ours.locator("code").innerText();
      await page.getByRole("button", { name: "Add a new certificate" }).click();
      await ours.getByText("New", { exact: true }).waitFor();
      if (provider === openID) await proveByKey(page);
      else await trust(company, method().addresses.entity_id);
      await leave(await signedIn(provider, company)); // by the former, while it learns both
      await page.getByRole("button", { name: "Use the new one" }).click();
      await page.getByRole("button", { name: "Add a new certificate" }).waitFor();
      assert.equal(await ours.locator("code").count(), 1);
      assert.notEqual(await ours.locator("code").innerText(), first);
      await leave(look);
      await leave(await signedIn(provider, company));
    });

    if (provider === openID) {
      test("it changes its keys, which are asked for when it signs by one that is unknown", async () => {
        await company.scene.play({ do: "rotate openid keys" });
        await leave(await signedIn(provider, company));
      });
    } else {
      test("it changes its certificate, and signs in whom it did once its metadata is read again", async () => {
        const look = await visit();
        const { page } = look;
        await company.scene.play({ do: "prepare saml certificate" });
        await read(page, method().address);
        await page.getByText("The metadata is read.").waitFor();
        assert.equal(await page.getByText("Certificate", { exact: true }).count(), 2);
        await leave(await signedIn(provider, company));
        await company.scene.play({ do: "rotate saml certificate" });
        await leave(await signedIn(provider, company));
        await leave(look);
      });

      test("a certificate that no metadata told of signs nobody in", async () => {
        await company.scene.play({ do: "prepare saml certificate" });
        await company.scene.play({ do: "rotate saml certificate" });
        const outside = await outsideOf(company);
        await setOutTo(provider, company, outside.page, person.login);
        await provider.pass(outside.page, person.login);
        await outside.page.getByText("The identity provider did not confirm who you are; begin again").waitFor();
        await leave(outside);
        const look = await visit();
        await read(look.page, method().address);
        await look.page.getByText("The metadata is read.").waitFor();
        await leave(look);
        await leave(await signedIn(provider, company));
      });
    }

    test("turned off it lets nobody in who is on the way, and ends what it opened", async () => {
      const inside = await signedIn(provider, company);
      const onTheWay = await outsideOf(company);
      await setOutTo(provider, company, onTheWay.page, person.login);
      await provider.asks(onTheWay.page);
      const look = await visit();
      const { page } = look;
      await page.getByRole("button", { name: "Deactivate", exact: true }).click();
      const question = page.getByRole("dialog", { name: `Deactivate ${name}?` });
      await question.getByRole("button", { name: "Deactivate" }).click();
      await page.getByRole("button", { name: "Activate", exact: true }).waitFor();
      await leave(look);
      await provider.pass(onTheWay.page, person.login);
      await onTheWay.page.getByText("This way to sign in is not active").waitFor();
      await leave(onTheWay);
      await inside.page.reload();
      await inside.page.getByRole("heading", { name: "Sign in" }).waitFor();
      await leave(inside, /^401: /);
    });
  },
  async (provider, company) => {
    methods.set(company.organization, await workingMethod(provider, company));
  },
);

/** Lets Muster prove itself by its key, which oidc-provider reads once in a minute. */
async function proveByKey(page: Page): Promise<void> {
  await page.getByLabel("Client ID").fill("muster-by-key");
  await page.getByRole("combobox", { name: "Client authentication" }).click();
  await page.getByRole("option", { name: "Public key (private_key_jwt)" }).click();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("status").filter({ hasText: "Saved." }).waitFor();
}
