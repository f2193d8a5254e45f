// Passkeys, made and used in a browser.
import assert from "node:assert/strict";
import { test } from "node:test";
import { goodPassword, ines, nobodyYet, onEachEngine } from "./company.ts";
import { device } from "./device.ts";
import { looksRight, signIn, surprises } from "./walk.ts";

onEachEngine(
  "Passkeys",
  (company) => {
    test("the first owner joins with a passkey, adds and removes others, and signs in with the one that stays", async () => {
      const look = await company.open(`${company.scene.url}/layers.css`);
      const { page } = look;
      const key = await device(look.context, page);

      await page.goto(company.scene.firstLink);
      await page.getByLabel("Name", { exact: true }).fill("Ines Aldana");
      await page.getByLabel("Email").fill(ines.email);
      await page.getByLabel("Name of the passkey").fill("MacBook");
      await page.getByRole("button", { name: "Join" }).click();
      await page.getByRole("heading", { name: "Organizations" }).waitFor();
      assert.equal(await key.credentials(), 1);

      // The only way to sign in cannot be removed: the server says so, beside the button.
      await page.goto(`${company.scene.url}/account`);
      const passkeys = page.getByRole("list", { name: "Passkeys" });
      await passkeys.getByText("MacBook").waitFor();
      await passkeys.getByRole("button", { name: "Remove MacBook" }).click();
      const question = page.getByRole("dialog", { name: "Remove the passkey MacBook?" });
      await question.getByRole("button", { name: "Remove" }).click();
      await question.getByText("This is your only way to sign in; add another one first.").waitFor();
      await looksRight(look, "account-last-passkey-light-1440", true);
      await question.getByRole("button", { name: "Keep" }).click();

      await passkeys.getByRole("button", { name: "Rename MacBook" }).click();
      await page.getByRole("dialog").getByLabel("Name").fill("Work laptop");
      await page.getByRole("dialog").getByRole("button", { name: "Rename" }).click();
      await passkeys.getByText("Work laptop").waitFor();

      // A device that is not unlocked: the browser's refusal in words, and nothing is added.
      await page.getByRole("button", { name: "Add a passkey" }).click();
      const add = page.getByRole("dialog", { name: "Add a passkey" });
      await add.getByLabel("Name").fill("Second");
      await add.getByRole("button", { name: "Add" }).click();
      await add.getByText("This device has a passkey for you already.").waitFor();
      await looksRight(look, "account-passkey-known-light-1440", true);
      await add.getByRole("button", { name: "Cancel" }).click();

      // Signed out, then in by the passkey alone: it says by itself whose it is.
      await page.getByRole("button", { name: "Sign out" }).click();
      await page.getByRole("heading", { name: "Sign in" }).waitFor();
      await key.answers(false);
      await page.getByRole("button", { name: "Sign in with a passkey" }).click();
      await page.getByText("No passkey was used.").waitFor();
      await looksRight(look, "sign-in-no-passkey-light-1440");
      await key.answers(true);
      await page.getByRole("button", { name: "Sign in with a passkey" }).click();
      await page.getByRole("heading", { name: "Organizations" }).waitFor();

      // A password beside it, by which one signs in too.
      await page.goto(`${company.scene.url}/account`);
      await page.getByRole("button", { name: "Set a password" }).click();
      const set = page.getByRole("dialog", { name: "Set a password" });
      await set.getByLabel("New password").fill(goodPassword);
      await set.getByRole("button", { name: "Set" }).click();
      await page.getByText("You have a password", { exact: true }).waitFor();
      assert.deepEqual(surprises(look, /^403: \S+\/me\/passkeys\/\S+$/), []);
      await page.getByRole("button", { name: "Sign out" }).click();
      await page.getByRole("heading", { name: "Sign in" }).waitFor();
      await signIn(page, ines.email);
      await page.getByRole("heading", { name: "Organizations" }).waitFor();

      // What a page asks while somebody signs out may find them gone.
      assert.deepEqual(surprises(look, /^403: \S+\/me\/passkeys\/\S+$/, /^401: \S+\/organizations\//), []);
      await look.context.close();
    });
  },
  nobodyYet,
);
