// The addresses of every page that the panel has: its own router tells the routes, and a furnished company what fills
// them in. Nobody types the list, so that nobody can forget a page.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { Company, Cookies } from "./company.ts";
import { bram, chiyo, idOf } from "./people.ts";

/** A page as somebody meets it. */
export interface Address {
  path: string;
  as: Cookies;
  /** The page that it leads to, if it is none itself. */
  leads?: string;
}

interface Named {
  id: string;
}

/** Founds a company that has one of everything that a page is about, and answers how each is called in the routes. */
export async function furnish(company: Company): Promise<Map<string, string>> {
  await company.found();
  const organization = `/organizations/${company.organization}`;
  const make = (what: string, body: unknown) => company.call<Named>(`POST ${organization}/${what}`, body, company.owner);
  const team = await make("teams", { name: "Optical Bench" });
  const method = await make("login-methods", { provider: "okta", protocol: "oidc" });
  await make("api-keys", { name: "Reports", scopes: ["directory:read"] });
  const connection = await company.connect("main");
  await company.provision("main", { ...bram, title: "Process engineer", department: "Coatings" }, chiyo);
  const member = await idOf(company, bram.login);
  await company.call(`POST ${organization}/teams/${team.id}/members`, { member_ids: [member] }, company.owner);
  return new Map([
    ["organization", company.organization],
    ["member", member],
    ["team", team.id],
    ["request", await logged(company)],
    ["connection", connection.id],
    ["method", method.id],
  ]);
}

/** A request that somebody came by. The log is written behind the answers. */
async function logged(company: Company): Promise<string> {
  const patience = Date.now() + 10_000;
  while (Date.now() < patience) {
    const { items } = await company.call<{ items: (Named & { method: string })[] }>(
      `GET /organizations/${company.organization}/requests?limit=20`,
    );
    const created = items.find(({ method }) => method === "POST");
    if (created) return created.id;
  }
  return assert.fail("the log has no request that somebody came by");
}

/** The paths of all routes, from the router of the panel as it was built. */
export async function routesOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { __TSR_ROUTER__: router } = window as unknown as { __TSR_ROUTER__: { routesByPath: object } };
    return Object.keys(router.routesByPath);
  });
}

/** The addresses that a route has, each with who looks at it. */
export async function addressesOf(company: Company, route: string, values: Map<string, string>): Promise<Address[]> {
  const path = route.replace(/\$(\w+)/g, (_, name: string) => values.get(name) ?? assert.fail(`${route}: which ${name}?`));
  const here = `/o/${company.organization}`;
  const nobody: Cookies = [];
  switch (route) {
    case "/":
      return [
        { path, as: company.owner, leads: `${here}/members` },
        { path, as: company.operator, leads: "/operator" },
        { path, as: nobody, leads: "/sign-in" },
      ];
    case "/sign-in":
      return [{ path, as: nobody }];
    case "/link":
      return [{ path, as: nobody }, ...(await links(company)).map((link) => ({ path: link, as: nobody }))];
    case "/setup":
      return [{ path, as: nobody }];
    case "/o/$organization":
      return [{ path, as: company.owner, leads: `${here}/members` }];
    case "/o/$organization/settings":
      return [{ path, as: company.owner, leads: `${here}/settings/access` }];
  }
  return [{ path, as: route.startsWith("/operator") ? company.operator : company.owner }];
}

/** An invitation and a setup link, both unused, as addresses within the panel. */
async function links(company: Company): Promise<string[]> {
  const organization = `/organizations/${company.organization}`;
  const person = { name: "Ida Lund", email: "ida.lund@fernhill.example" };
  const invited = await company.call<{ invitation_url: string }>(`POST ${organization}/members`, person);
  const setup = await company.call<{ url: string }>(`POST ${organization}/setup-links`, {
    label: "For the administrator of Okta",
    expires_in_hours: 24,
  });
  return [invited.invitation_url, setup.url].map((link) => {
    const { pathname, hash } = new URL(link);
    return pathname + hash;
  });
}
