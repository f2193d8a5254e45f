// How the panel looks and speaks to one person: their theme, their language, and whether anything moves.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { onOneEngine } from "./company.ts";
import { settled } from "./look.ts";
import { bram } from "./people.ts";
import { leave, looksRight } from "./walk.ts";

onOneEngine(
  "Appearance",
  (company) => {
    const choose = async (page: Page, person: string, what: string) => {
      await page.locator(".app > .side .me").filter({ hasText: person }).click();
      await page.getByRole("menuitemradio", { name: what, exact: true }).click();
      await page.keyboard.press("Escape");
      await page.getByRole("menu").waitFor({ state: "detached" });
    };
    const ink = async (page: Page) => {
      await settled(page);
      return page.evaluate(() => getComputedStyle(document.body).color);
    };

    test("the theme that is chosen in the person's menu beats the system's, and stays", async () => {
      const look = await company.visit("members");
      const { page } = look;
      await page.getByRole("heading", { name: "Members" }).waitFor();
      const light = await ink(page);
      await choose(page, "Ana Ruiz", "Dark");
      await page.locator('html[data-theme="dark"]').waitFor();
      const dark = await ink(page);
      assert.notEqual(dark, light);
      await page.reload();
      await page.getByRole("heading", { name: "Members" }).waitFor();
      assert.equal(await ink(page), dark, "the choice is forgotten");
      await looksRight(look, "theme-chosen-dark-1440");
      await choose(page, "Ana Ruiz", "As the system");
      await page.locator("html:not([data-theme])").waitFor();
      assert.equal(await ink(page), light);
      await leave(look);
    });

    test("the language is chosen in the person's menu, without a reload, and stays", async () => {
      const look = await company.visit("members");
      const { page } = look;
      await page.getByRole("heading", { name: "Members" }).waitFor();
      await choose(page, "Ana Ruiz", "Deutsch");
      await page.getByRole("heading", { name: "Mitglieder" }).waitFor();
      assert.equal(await page.evaluate(() => document.documentElement.lang), "de");
      await page.reload();
      await page.getByRole("heading", { name: "Mitglieder" }).waitFor();
      await looksRight(look, "members-german-light-1440");
      await choose(page, "Ana Ruiz", "English");
      await page.getByRole("heading", { name: "Members" }).waitFor();
      await leave(look);
    });

    test("under reduced motion nothing moves while things arrive and windows open; without it, something does", async () => {
      for (const reducedMotion of ["reduce", "no-preference"] as const) {
        const look = await company.visit("activity");
        const { page } = look;
        await page.emulateMedia({ reducedMotion });
        await page.reload();
        await page.getByText("turned on user provisioning with").waitFor();
        await page.evaluate(() => {
          for (const kind of ["animationstart", "transitionstart"]) {
            document.addEventListener(kind, ({ target }) => {
              const moving = (target as Element)
                .getAnimations({ subtree: true })
                .filter(({ effect }) => Number(effect?.getComputedTiming().duration ?? 0) > 1);
              if (moving.length > 0) document.documentElement.dataset.moved = (target as Element).className;
            });
          }
        });
        await company.scene.play({ do: "edit", okta: "main", logins: [bram.login], title: `Engineer, ${reducedMotion}` });
        await page.locator(".log > li.new").getByText(`Engineer, ${reducedMotion}`).waitFor();
        await page.getByRole("button", { name: "Export" }).click();
        await page.getByRole("menuitem").first().waitFor();
        const moved = await page.evaluate(() => [
          ...document
            .getAnimations()
            .filter(({ effect }) => Number(effect?.getComputedTiming().duration ?? 0) > 1)
            .map((one) => (one instanceof CSSAnimation ? one.animationName : "a transition")),
          document.documentElement.dataset.moved,
        ]);
        const what = moved.filter(Boolean);
        if (reducedMotion === "reduce") assert.deepEqual(what, [], "something moves");
        else assert.ok(what.length > 0, "nothing moves for anybody, so that this test could not fail");
        await leave(look);
      }
    });
  },
  async (company) => {
    await company.found();
    await company.connect("main");
    await company.provision("main", { ...bram, title: "Process engineer" });
  },
);
