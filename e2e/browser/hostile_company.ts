// Fills a company with hostile strings: through SCIM as its provider, and through the API as people who type.
import assert from "node:assert/strict";
import type { BrowserContext } from "playwright-core";
import type { Company, Cookies } from "./company.ts";
import { hostile, inherited, telling } from "./hostile_strings.ts";
import { Provider } from "./provider.ts";
import { call } from "./scene.ts";

const enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const custom = "urn:fernhill:params:scim:schemas:extension:badge:2.0:User";

/** What is asked for of a company that is filled. */
export interface Furnished {
  /** Id of an organization that has one license, in which everybody else was refused. */
  small: string;
  /** An organization of each telling name, with the links that lead into it. */
  invitations: Invitation[];
}

export interface Invitation {
  organization: string;
  /** Of whoever is invited. */
  person: string;
  /** Addresses within the panel. */
  owner: string;
  setup: string;
  /** Of an owner who has joined, whose link counts no more. */
  used: string;
  joined: Cookies;
}

/** The strings in turn, so that every attribute holds another one and, over all people, each. */
function attributes(of: number): (attribute: number) => string {
  return (attribute) => hostile[(of + 7 * attribute) % hostile.length] ?? "";
}

interface Person {
  name: string;
  userName: string;
  email: string;
}

/** A user whose every attribute is hostile. */
function user(of: number, { name, userName, email }: Person, turn = 0): unknown {
  const at = attributes(of + turn);
  const [own = "", ...others] = inherited;
  return {
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:User", enterprise, custom],
    userName,
    externalId: at(1),
    displayName: name,
    name: {
      formatted: at(2),
      givenName: at(3),
      familyName: at(4),
      middleName: at(5),
      honorificPrefix: at(6),
      honorificSuffix: at(7),
    },
    nickName: at(8),
    title: at(9),
    userType: at(10),
    preferredLanguage: at(11),
    locale: at(12),
    timezone: at(13),
    profileUrl: at(14),
    emails: [{ value: email, display: at(15), type: at(16), primary: true }],
    phoneNumbers: [{ value: at(17), display: at(18), type: at(19) }],
    ims: [{ value: at(20), type: at(21) }],
    photos: [{ value: at(22), type: "photo" }],
    addresses: [
      {
        formatted: at(23),
        streetAddress: at(24),
        locality: at(25),
        region: at(26),
        postalCode: at(27),
        country: at(28),
        type: "work",
      },
    ],
    entitlements: [{ value: at(29), display: at(30) }],
    roles: [{ value: at(31), display: at(32) }],
    active: true,
    [enterprise]: {
      employeeNumber: at(33),
      costCenter: at(34),
      organization: at(35),
      division: at(36),
      department: at(37),
      manager: { value: at(38), displayName: at(39) },
    },
    // Entries make "__proto__" an attribute like any other, as a server reads it.
    [custom]: Object.fromEntries([
      ["badge", at(40)],
      [own, at(41)],
      ...others.map((name, index) => [name, at(42 + index)]),
    ]),
  };
}

/** Speaks SCIM as a provider whose every word is hostile. */
class Stranger extends Provider {
  /** The id of what was made or changed; undefined where it was refused, which must be said in a sentence. */
  async send(what: string, body: unknown): Promise<string | undefined> {
    const answer = await this.ask(what, body);
    const text = await answer.text();
    if (answer.ok) return (JSON.parse(text || "{}") as { id?: string }).id ?? "";
    assert.ok(answer.status < 500, `${what} is answered ${answer.status}: ${text}`);
    assert.notEqual((JSON.parse(text) as { detail?: string }).detail ?? "", "", "a refusal says nothing");
    return undefined;
  }

  /** Creates somebody with a hostile name, or, where no name may be so, with a plain one. */
  async create(of: number): Promise<string> {
    const name = hostile[of] ?? "";
    const address = `person-${of}@fernhill.example`;
    const tries: Person[] = [
      { name, userName: name, email: `${name}@fernhill.example` },
      { name, userName: address, email: address },
      { name: `Person ${of}`, userName: address, email: address },
    ];
    for (const person of tries) {
      const id = await this.send("POST /Users", user(of, person));
      if (id) return id;
    }
    throw new Error(`a person with the attributes of string ${of} is refused`);
  }
}

/** Lets a provider and people fill the company with every string. */
export async function furnish(company: Company): Promise<Furnished> {
  await company.found();
  await company.call(`PATCH /organizations/${company.organization}`, { licenses: 3 * hostile.length });
  await provision(new Stranger(await company.connect("main")));
  await type(company);
  return { small: await refuse(company), invitations: await invite(company) };
}

async function provision(provider: Stranger): Promise<void> {
  const users: string[] = [];
  for (const of of hostile.keys()) users.push(await provider.create(of));
  for (const [of, displayName] of hostile.entries()) {
    const at = attributes(of);
    await provider.send("POST /Groups", {
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:Group"],
      displayName,
      externalId: at(1),
      members: [
        { value: users[of], display: at(2) },
        { value: users[(of + 1) % users.length], display: at(3) },
        { value: at(5), display: at(6) }, // somebody whom nobody knows
      ],
    });
  }
  for (const [of, id] of users.slice(0, 12).entries()) {
    const address = `person-${of}@fernhill.example`;
    const edited = user(of, { name: hostile[of] ?? "", userName: address, email: address }, 50);
    await provider.send(`PUT /Users/${id}`, edited);
  }
  for (const id of users.slice(12, 16)) {
    await provider.send(`PATCH /Users/${id}`, {
      schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
      Operations: [{ op: "replace", value: { active: false } }],
    });
  }
}

/** What people type: names of members, teams, organizations, keys and links. Some are refused, with a sentence. */
async function type(company: Company): Promise<void> {
  const operator = await signedIn(company, company.operator);
  const owner = await signedIn(company, company.owner);
  const organization = `/organizations/${company.organization}`;
  const refusals: string[] = [];
  const typed = async (what: string, body: unknown, by = owner) => {
    try {
      await call(by, company.scene.url, what, body);
    } catch (error) {
      refusals.push(String(error));
    }
  };
  for (const [of, name] of hostile.entries()) {
    await Promise.all([
      typed(`POST ${organization}/teams`, { name }),
      typed(`POST ${organization}/members`, { name, email: `typed-${of}@fernhill.example` }),
      typed(`POST ${organization}/api-keys`, { name, scopes: ["directory:read"] }),
      typed(`POST ${organization}/setup-links`, { label: name, expires_in_hours: 24 }),
      typed("POST /organizations", { name, licenses: 3, provisioning: true }, operator),
    ]);
  }
  await operator.close();
  await owner.close();
  const wrong = refusals.filter((refusal) => !/: 4(00|09|22) \{/.test(refusal));
  assert.deepEqual(wrong, []);
}

async function signedIn(company: Company, as: Cookies): Promise<BrowserContext> {
  const context = await company.browser.newContext();
  await context.addCookies(as);
  return context;
}

/** An organization in which every hostile name finds no license. */
async function refuse(company: Company): Promise<string> {
  const small = await company.organize("Small & <b>full</b>", 1);
  const provider = new Stranger(await company.connect("small", small));
  for (const [of, name] of hostile.entries()) {
    const address = `${of}@small.example`;
    await provider.send("POST /Users", user(of, { name, userName: address, email: address }));
  }
  return small;
}

/** Asks people of telling names into organizations of telling names. */
async function invite(company: Company): Promise<Invitation[]> {
  const invitations: Invitation[] = [];
  for (const [of, name] of telling.entries()) {
    const { items } = await company.call<{ items: { id: string; name: string }[] }>(
      `GET /organizations?limit=10&q=${encodeURIComponent(name)}`,
    );
    const organization = items.find((one) => one.name === name);
    if (!organization) continue; // the name is refused to organizations
    const link = async (what: string, body: unknown) => {
      const { url } = await company.call<{ url: string }>(`POST /organizations/${organization.id}/${what}`, body);
      return url;
    };
    const owner = { name, email: `owner-${of}@guest.example` };
    const used = await link("owner-link", owner);
    const joined = await company.accept(used, owner);
    invitations.push({
      organization: name,
      person: name,
      owner: within(await link("owner-link", { name, email: `guest-${of}@guest.example` })),
      setup: within(await link("setup-links", { label: name.slice(0, 100), expires_in_hours: 24 })),
      used: within(used),
      joined,
    });
  }
  return invitations;
}

/** A link as an address within the panel. */
function within(link: string): string {
  const { pathname, hash } = new URL(link);
  return pathname + hash;
}
