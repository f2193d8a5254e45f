// A company in the panel: the real program on one engine, whoever runs the installation, one organization and its
// owner, who has joined.
import { after, afterEach, before, describe } from "node:test";
import type { Browser, BrowserContext } from "playwright-core";
import { type Look, launch, open, type Theme } from "./look.ts";
import { call, type Engine, engines, type Scene, setTheScene } from "./scene.ts";
import { tellAndClose } from "./sight.ts";

export type Cookies = Awaited<ReturnType<BrowserContext["cookies"]>>;

export const goodPassword = "a long sentence about coatings";

export const ines = { name: "Ines Aldana", email: "ines.aldana@fernhill.example" };
export const ana = { name: "Ana Ruiz", email: "ana.ruiz@fernhill.example" };

/** Somebody who is to be added to Okta, or known to another provider. */
export interface Newcomer {
  login: string;
  given: string;
  family: string;
  title?: string;
  department?: string;
}

/** A company that the stand-in makes up. */
interface MadeUp {
  people: number;
  groups: number;
  /** Decides who they are. */
  seed?: number;
}

interface View {
  as?: Cookies;
  theme?: Theme;
  width?: number;
  height?: number;
}

export class Company {
  browser!: Browser;
  scene!: Scene;
  /** Fernhill Optics, of 240 licenses. */
  organization!: string;
  /** Ines, who runs the installation. */
  operator!: Cookies;
  /** Ana, who owns Fernhill Optics. */
  owner!: Cookies;

  readonly engine: Engine;
  /** Of muster serve. */
  readonly flags: readonly string[];

  constructor(engine: Engine, flags: readonly string[] = []) {
    this.engine = engine;
    this.flags = flags;
  }

  /** Starts the program, which knows nobody yet. How the browser scrolls is told in launch. */
  async begin(smoothly = false): Promise<void> {
    this.browser = await launch(smoothly);
    this.scene = await setTheScene(this.engine, this.flags);
  }

  async found(): Promise<void> {
    this.operator = await this.accept(this.scene.firstLink, ines);
    this.organization = await this.organize("Fernhill Optics", 240);
    const invited = await this.call<{ url: string }>(`POST /organizations/${this.organization}/owner-link`, ana);
    this.owner = await this.accept(invited.url, ana);
  }

  async close(): Promise<void> {
    await this.browser?.close();
    await this.scene?.stop();
  }

  /** Makes an organization, and answers its id. */
  async organize(name: string, licenses: number, provisioning = true): Promise<string> {
    return (await this.call<{ id: string }>("POST /organizations", { name, licenses, provisioning })).id;
  }

  /** Invites somebody to the organization, who joins by the link. */
  async invite(person: { name: string; email: string; role?: string }): Promise<{ id: string; cookies: Cookies }> {
    const { member, invitation_url } = await this.call<{ member: { id: string }; invitation_url: string }>(
      `POST /organizations/${this.organization}/members`,
      person,
    );
    return { id: member.id, cookies: await this.accept(invitation_url, person) };
  }

  /** Connects an app of Okta's, with nobody in it or a company of its own, to an organization, by default the owner's. */
  async connect(
    okta: string,
    organization = this.organization,
    company?: MadeUp & { name: string; domain: string },
  ): Promise<{ id: string; tenantUrl: string; token: string }> {
    const made = await this.call<{ connection: { id: string; tenant_url: string }; secret_token: string }>(
      `POST /organizations/${organization}/connections`,
      { provider: "okta", issue_token: true },
    );
    const { id, tenant_url: tenantUrl } = made.connection;
    await this.scene.play({ do: "connect", okta, tenant_url: tenantUrl, token: made.secret_token, company });
    return { id, tenantUrl, token: made.secret_token };
  }

  /** Adds people to Okta and assigns them to the app, which provisions them. */
  async provision(okta: string, ...people: Newcomer[]): Promise<void> {
    await this.scene.play({ do: "hire", okta, people });
    await this.scene.play({ do: "assign", okta, logins: people.map(({ login }) => login) });
  }

  /** Lets Okta bring a whole company, with the groups that are named, and answers the connection's id. */
  async arrive(okta: string, size: MadeUp, ...groups: string[]): Promise<string> {
    await this.call(`PATCH /organizations/${this.organization}`, { licenses: size.people + 19 });
    const named = { name: "Fernhill Optics", domain: "fernhill.example", ...size };
    const { id } = await this.connect(okta, this.organization, named);
    await this.scene.play({ do: "test", okta });
    await this.scene.play({ do: "assign everybody", okta });
    for (const group of groups) await this.scene.play({ do: "push", okta, group });
    return id;
  }

  /** What the API answers to whoever runs the installation, or to another. */
  async call<T>(what: string, body?: unknown, as = this.operator): Promise<T> {
    const context = await this.browser.newContext();
    await context.addCookies(as);
    try {
      return await call<T>(context, this.scene.url, what, body);
    } finally {
      await context.close();
    }
  }

  /** Joins by a link and a password, and answers the session. */
  async accept(link: string, { name, email }: { name: string; email: string }): Promise<Cookies> {
    const context = await this.browser.newContext();
    const token = new URL(link).hash.slice(1);
    await call(context, this.scene.url, "POST /links/accept/password", {
      token,
      password: goodPassword,
      name,
      email,
    });
    const cookies = await context.cookies();
    await context.close();
    return cookies;
  }

  /** Opens a window for nobody yet. How a page looks does not follow from the engine: on the first one it is judged. */
  async open(url: string, theme: Theme = "light", width = 1440, height = 900): Promise<Look> {
    return { ...(await open(this.browser, url, theme, width, height)), judged: this.engine === engines[0] };
  }

  /** Opens a page of the organization for its owner, or any page that begins with a slash. */
  async visit(
    path: string,
    { as = this.owner, theme = "light", width = 1440, height = 900 }: View = {},
  ): Promise<Look> {
    const look = await this.open("about:blank", theme, width, height);
    await look.context.addCookies(as);
    await look.page.goto(this.scene.url + (path.startsWith("/") ? path : `/o/${this.organization}/${path}`));
    return look;
  }
}

/** A test that has ended, as far as @types/node does not know it yet. */
interface Done {
  name: string;
  passed: boolean;
}

/**
 * Runs tests on each engine, in a company of their own that is founded, and maybe furnished, before the first of
 * them. The tests of one suite follow one another and build on what the earlier ones did. The flags are those of
 * muster serve.
 */
export function onEachEngine(
  what: string,
  tests: (company: Company) => void,
  furnish = (company: Company): Promise<void> => company.found(),
  ...flags: string[]
): void {
  for (const engine of engines) onEngine(engine, what, tests, furnish, flags);
}

/** Runs tests that show nothing new of the store, such as how a page is drawn, on the first engine alone. */
export function onOneEngine(
  what: string,
  tests: (company: Company) => void,
  furnish = (company: Company): Promise<void> => company.found(),
): void {
  for (const engine of engines.slice(0, 1)) onEngine(engine, what, tests, furnish, []);
}

function onEngine(
  engine: Engine,
  what: string,
  tests: (company: Company) => void,
  furnish: (company: Company) => Promise<void>,
  flags: readonly string[],
): void {
  describe(`${what}, ${engine}`, () => {
    const company = new Company(engine, flags);
    before(async () => {
      await company.begin();
      await furnish(company);
    });
    afterEach(async (test) => {
      const { passed, name } = test as unknown as Done;
      if (!passed) await tellAndClose(company.browser, name);
    });
    after(() => company.close());
    tests(company);
  });
}

/** Leaves an installation as it is when it was just started. */
export async function nobodyYet(): Promise<void> {}
