// Takes the pictures of the README and the docs: a company that is connected to Okta, and one that has arrived and in
// which things go on.
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Page } from "playwright-core";
import { Company } from "./company.ts";
import { add } from "./login_setup.ts";
import { settled, type Theme } from "./look.ts";
import { idOf } from "./provider.ts";
import { shownOnce } from "./walk.ts";

const images = path.resolve(import.meta.dirname, "../../docs/images");

interface Person {
  id: string;
  name: string;
  email: string;
}

async function take(page: Page, name: string): Promise<void> {
  await settled(page);
  await page.screenshot({ path: path.join(images, `${name}.png`) });
}

/** The way from the switch to the first people, in an organization of its own. */
async function connecting(company: Company): Promise<void> {
  const corvid = await company.organize("Corvid Tools", 120);
  const owner = { name: "Ines Aldana", email: "ines@corvid.example" };
  const { url } = await company.call<{ url: string }>(`POST /organizations/${corvid}/owner-link`, owner);
  const { context, page } = await company.visit(`/o/${corvid}/settings/access`, { as: await company.accept(url, owner) });
  await page.getByRole("switch", { name: "User provisioning with Okta" }).click();
  const window = page.getByRole("dialog", { name: "Connect Okta" });
  await window.getByText("119 of 120 licenses are free").waitFor();
  await take(page, "connect");

  const [tenant_url, token] = [await shownOnce(page, "Tenant URL"), await shownOnce(page, "Secret Token")];
  await window.getByRole("button", { name: "Copy Secret Token" }).click();
  await window.getByRole("button", { name: "Continue" }).click();
  const okta = "corvid";
  const people = [
    { login: "mara.voss@corvid.example", given: "Mara", family: "Voss" },
    { login: "tomas.lind@corvid.example", given: "Tomas", family: "Lind" },
  ];
  const { play } = company.scene;
  await play({ do: "connect", okta, tenant_url, token });
  await play({ do: "test", okta });
  const guide = page.getByRole("complementary", { name: "Setup guide" });
  await guide.getByText(/^Passed: Okta/).waitFor();
  await guide.getByRole("button", { name: /Done in Okta/ }).click();
  await play({ do: "hire", okta, people });
  await play({ do: "assign", okta, logins: people.map(({ login }) => login) });
  await guide.getByText(/^First member: /).waitFor();
  await page.getByText("2 members and 0 teams are read-only here").waitFor();
  await take(page, "guide");
  await context.close();
}

/** Lets a moment pass: what happens in a company is not all of one second, of which the log keeps 100 plain writes. */
const later = (): Promise<void> => setTimeout(1200);

/**
 * A company has arrived, and life goes on: somebody is promoted, somebody leaves, a group is pushed, and for the
 * next one no license is free.
 */
async function living(company: Company): Promise<{ promoted: Person; connection: string }> {
  const groups = ["Design", "Engineering", "Finance", "London office", "Product", "Sales"];
  const okta = "main";
  const connection = await company.arrive(okta, { people: 221, groups: 14, seed: 7 }, ...groups);
  const inside = `/organizations/${company.organization}`;
  const { items: people } = await company.call<{ items: Person[] }>(
    `GET ${inside}/members?limit=200&source=${connection}`,
  );
  const [first, promoted, leading, leaving, moving] = people;
  if (!first || !promoted || !leading || !leaving || !moving) throw new Error("nobody has arrived");
  const play = async (line: object) => {
    await later();
    await company.scene.play({ okta, ...line });
  };
  const title = "Lead process engineer";
  await company.call(`PATCH ${inside}/members/${leading.id}`, { role: "administrator" });
  await company.call(`POST ${inside}/members`, { name: "Alva Sund", email: "alva.sund@sundlund.example" });
  await company.call(`POST ${inside}/teams`, { name: "Board" });
  const newcomers = [
    { login: "elske.bos@fernhill.example", given: "Elske", family: "Bos", title: "Coating technician" },
    { login: "chiyo.tanabe@fernhill.example", given: "Chiyo", family: "Tanabe", title: "Optical designer" },
  ];
  const [elske, chiyo] = newcomers.map(({ login }) => login);
  await play({ do: "hire", people: newcomers });
  await play({ do: "assign", logins: [elske] });
  const coaters = [first, promoted, moving, ...people.slice(6, 19)].map(({ email }) => email);
  await play({ do: "group", group: "Coatings", logins: [...coaters, elske] });
  await play({ do: "push", group: "Coatings" });
  await play({ do: "edit", logins: [promoted.email], title, department: "Coatings" });

  const { in_use } = await company.call<{ in_use: number }>(`GET ${inside}/licenses`);
  await company.call(`PATCH ${inside}`, { licenses: in_use });
  await play({ do: "assign", logins: [chiyo] }).catch(() => undefined); // Okta shows its error as a task
  await company.call(`PATCH ${inside}`, { licenses: 240 });
  await play({ do: "remove", group: "Coatings", logins: [moving.email] });
  await play({ do: "deactivate", logins: [leaving.email] });
  await play({ do: "edit", logins: [promoted.email], title: "Head of coatings" });
  return { promoted, connection };
}

const company = new Company("sqlite");
try {
  await company.begin();
  await company.found();
  await connecting(company);
  const { promoted, connection } = await living(company);
  const team = await idOf(company, "teams", "Coatings");
  const pictures: readonly [name: string, path: string, text: string, theme?: Theme][] = [
    ["members", "members", "Alva Sund"],
    ["members-dark", "members", "Alva Sund", "dark"],
    ["member", `members/${promoted.id}`, "Head of coatings"],
    ["team", `teams/${team}`, "Elske Bos"],
    ["access", "settings/access", "Secret Token that ends in"],
    ["activity", "activity", "Head of coatings"],
    ["provisioning-log", "activity/requests", "Elske Bos"],
    ["licenses", "licenses", "Ledger"],
    ["rules", `settings/access/${connection}`, "Rules for Okta"],
    ["operator", "/operator", "Okta connected"],
  ];
  for (const [name, where, text, theme] of pictures) {
    const as = where.startsWith("/operator") ? company.operator : company.owner;
    const { context, page } = await company.visit(where, { as, theme });
    await page.getByText(text).first().waitFor();
    await take(page, name);
    await context.close();
  }
  const { page } = await company.visit("settings/login-methods");
  await add(page);
  await take(page, "login-method");
} finally {
  await company.close();
}
