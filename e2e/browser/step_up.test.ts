// What gives somebody a way in, or more to say, wants a proof that is no older than ten minutes. The window that asks
// for it lies over the one whose button was pressed, and what was asked for is done once the proof is there.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { type Company, goodPassword, onEachEngine } from "./company.ts";
import { refusalOf } from "./people.ts";
import { leave, looksRight, shownOnce } from "./walk.ts";

const nils = { name: "Nils Berg", email: "nils.berg@fernhill.example" };
const members = new Map<Company, string>();

const proofOf = (page: Page) => page.getByRole("dialog", { name: "Confirm that it is you" });

async function prove(page: Page, password = goodPassword): Promise<void> {
  await proofOf(page).getByLabel("Password").fill(password);
  await proofOf(page).getByRole("button", { name: "Confirm" }).click();
}

onEachEngine(
  "Stepping up",
  (company) => {
    test("a stale proof is asked for once more, over the window that was open; a wrong password is told beside it", async () => {
      await company.scene.play({ do: "age proofs" });
      const look = await company.visit(`members/${members.get(company)}?window=role`);
      const { page } = look;
      // By the session's cookie alone, as whoever took it over would try.
      await refusalOf(look, company, `PATCH /members/${members.get(company)}`, { role: "owner" });
      await page.getByRole("radio", { name: /^Administrator/ }).check();
      await page.getByRole("dialog").getByRole("button", { name: "Change role" }).click();
      await proofOf(page).getByText("The proof counts for 10 minutes.").waitFor();
      await page.locator('input[type="password"]:focus').waitFor();
      await looksRight(look, "step-up-light-1440", true);
      await prove(page, "the password of somebody else");
      await proofOf(page).getByText("The password is not right; try again.").waitFor();
      await looksRight(look, "step-up-wrong-light-1440", true);
      await page.setViewportSize({ width: 320, height: 800 });
      await looksRight(look, "step-up-wrong-light-320", true);
      await page.setViewportSize({ width: 1440, height: 900 });
      await prove(page);
      await page.getByText("Nils Berg has the role Administrator now.").waitFor();
      await page.getByRole("dialog").waitFor({ state: "detached" });

      // The proof counts for what follows.
      await page.getByRole("button", { name: "Change role" }).click();
      await page.getByRole("radio", { name: /^Member/ }).check();
      await page.getByRole("dialog").getByRole("button", { name: "Change role" }).click();
      await page.getByText("Nils Berg has the role Member now.").waitFor();
      await leave(look, /^403: \S+\/members\/\S+$/, /^403: \S+\/session\/step-up\/password$/);
    });

    test("whoever gives no proof is told why nothing was done, with what they entered still there", async () => {
      await company.scene.play({ do: "age proofs" });
      const look = await company.visit("members?window=invite");
      const { page } = look;
      const ask = page.getByRole("dialog", { name: "Invite new member" });
      await ask.getByLabel("Name").fill("Greta Moser");
      await ask.getByLabel("Email").fill("greta.moser@fernhill.example");
      await ask.getByRole("combobox", { name: "Role" }).click();
      await page.getByRole("option", { name: "Administrator" }).click();
      await ask.getByRole("button", { name: "Invite", exact: true }).click();
      await proofOf(page).getByRole("button", { name: "Cancel" }).click();
      await ask.getByRole("alert").getByText("Enter your password or use a passkey, then repeat it.").waitFor();
      await looksRight(look, "step-up-cancelled-light-1440", true);
      assert.equal(await ask.getByLabel("Name").inputValue(), "Greta Moser");

      await ask.getByRole("button", { name: "Invite", exact: true }).click();
      await prove(page);
      await page.getByRole("dialog", { name: "Greta Moser is invited" }).waitFor();
      assert.match(await shownOnce(page, "Invitation link"), /^http/);
      await leave(look, /^403: \S+\/members$/);
    });

    test("a link by which somebody becomes another wants it always, and inviting a plain member never", async () => {
      await company.scene.play({ do: "age proofs" });
      await company.call(
        `POST /organizations/${company.organization}/members`,
        { name: "Dafydd Pryce", email: "dafydd@pryceworks.example" },
        company.owner,
      );
      const look = await company.visit(`members/${members.get(company)}?window=link`);
      const { page } = look;
      await page.getByRole("dialog").getByRole("button", { name: "Create link" }).click();
      await prove(page);
      assert.match(await shownOnce(page, "Sign-in link"), /^http/);
      await leave(look, /^403: \S+\/link$/);
    });

    test("a Secret Token wants it too", async () => {
      await company.scene.play({ do: "age proofs" });
      const look = await company.visit("settings/access");
      const { page } = look;
      await page.getByRole("switch", { name: "User provisioning with Okta" }).click();
      await prove(page);
      await page.getByRole("dialog", { name: "Connect Okta" }).waitFor();
      assert.ok(await shownOnce(page, "Secret Token"));
      await leave(look, /^403: \S+\/connections$/);
    });
  },
  async (company) => {
    await company.found();
    members.set(company, (await company.invite(nils)).id);
  },
);
