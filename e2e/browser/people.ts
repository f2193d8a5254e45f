// The people of Fernhill Optics as the members' pages show them, and what finds them there.
import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import type { Company, Cookies } from "./company.ts";
import type { Look } from "./look.ts";

export const bram = { login: "bram.dewit@fernhill.example", given: "Bram", family: "de Wit" };
export const chiyo = { login: "chiyo.tanabe@fernhill.example", given: "Chiyo", family: "Tanabe" };
export const farah = { login: "farah.haddad@fernhill.example", given: "Farah", family: "Haddad" };

/** The row of somebody in a list. */
export function rowOf(page: Page, name: string): Locator {
  return page.getByRole("row").filter({ has: page.getByRole("link", { name, exact: true }) });
}

/** Who is in the list, in its order, once that is as expected: a list that is searched anew takes a moment. */
export async function listed(page: Page, ...names: string[]): Promise<void> {
  const links = page.getByRole("table", { name: "Members" }).locator(".who a");
  await page.waitForFunction(
    (expected) => {
      const found = Array.from(document.querySelectorAll<HTMLElement>("table .who a"), (link) => link.innerText);
      return JSON.stringify(found) === JSON.stringify(expected);
    },
    names,
    { timeout: 5000 },
  ).catch(async () => assert.deepEqual(await links.allInnerTexts(), names));
}

/** The id of the member with an address. */
export async function idOf(company: Company, email: string): Promise<string> {
  const { items } = await company.call<{ items: { id: string; email: string }[] }>(
    `GET /organizations/${company.organization}/members?q=${encodeURIComponent(email)}`,
  );
  const found = items.find((member) => member.email === email);
  assert.ok(found, `nobody has the address ${email}`);
  return found.id;
}

/** Lets a member whom a provider brought sign in, by a link that the operator makes for them. */
export async function admit(company: Company, id: string, person: { name: string; email: string }): Promise<Cookies> {
  const { url } = await company.call<{ url: string }>(`POST /organizations/${company.organization}/members/${id}/link`, {});
  return company.accept(url, person);
}

/** What the API says, and what it says to do, where it refuses something to whoever is signed in, in this window. */
export async function refusalOf({ context }: Look, company: Company, what: string, body?: unknown): Promise<string> {
  const [method, path] = what.split(" ");
  const answer = await context.request.fetch(
    `${company.scene.url}/api/v1/organizations/${company.organization}${path}`,
    { method: method ?? "", headers: { Origin: company.scene.url }, ...(body !== undefined && { data: body }) },
  );
  const { detail, remedy } = (await answer.json()) as { detail: string; remedy?: string };
  assert.equal(answer.status(), 403, `${what}: ${detail}`);
  return remedy ? `${detail} ${remedy}` : detail;
}
