// Fills a company with hostile strings: through SCIM as its provider, and through the API as people who type.
import assert from "node:assert/strict";
import type { Company } from "./company.ts";
import { hostile, inherited } from "./hostile_strings.ts";
import { call } from "./scene.ts";

const enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const custom = "urn:fernhill:params:scim:schemas:extension:badge:2.0:User";

/** What was kept, of all that was sent. */
export interface Furnished {
  /** Ids of SCIM users. */
  users: string[];
  refused: number;
  /** Id of an organization that has one license, in which somebody was refused. */
  small: string;
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

/** Speaks SCIM as a provider does. */
class Provider {
  refused = 0;
  readonly #tenantUrl: string;
  readonly #token: string;

  constructor({ tenantUrl, token }: { tenantUrl: string; token: string }) {
    this.#tenantUrl = tenantUrl;
    this.#token = token;
  }

  /** The id of what was made or changed; undefined where it was refused, which must be said in a sentence. */
  async send(method: string, path: string, body: unknown): Promise<string | undefined> {
    const answer = await fetch(this.#tenantUrl + path, {
      method,
      headers: { Authorization: `Bearer ${this.#token}`, "Content-Type": "application/scim+json" },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (answer.ok) return (JSON.parse(text || "{}") as { id?: string }).id ?? "";
    assert.ok(answer.status < 500, `${method} ${path} is answered ${answer.status}: ${text}`);
    assert.notEqual((JSON.parse(text) as { detail?: string }).detail ?? "", "", "a refusal says nothing");
    this.refused++;
    return undefined;
  }

  /** Creates somebody with a hostile name, or, where no name may be so, with a plain one. */
  async createUser(of: number): Promise<string> {
    const name = hostile[of] ?? "";
    const address = `person-${of}@fernhill.example`;
    const tries: Person[] = [
      { name, userName: name, email: `${name}@fernhill.example` },
      { name, userName: address, email: address },
      { name: `Person ${of}`, userName: address, email: address },
    ];
    for (const person of tries) {
      const id = await this.send("POST", "/Users", user(of, person));
      if (id) return id;
    }
    throw new Error(`a person with the attributes of string ${of} is refused`);
  }
}

/** Lets a provider and people fill the company with every string. */
export async function furnish(company: Company): Promise<Furnished> {
  await company.found();
  const organization = `/organizations/${company.organization}`;
  await company.call(`PATCH ${organization}`, { licenses: 3 * hostile.length });
  const provider = new Provider(await company.connect("main"));
  const users: string[] = [];
  for (const of of hostile.keys()) users.push(await provider.createUser(of));

  for (const [of, displayName] of hostile.entries()) {
    const at = attributes(of);
    await provider.send("POST", "/Groups", {
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
    await provider.send(
      "PUT",
      `/Users/${id}`,
      user(of, { name: hostile[of] ?? "", userName: address, email: address }, 50),
    );
  }
  for (const id of users.slice(12, 16)) {
    await provider.send("PATCH", `/Users/${id}`, {
      schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
      Operations: [{ op: "replace", value: { active: false } }],
    });
  }
  await type(company);
  return { users, refused: provider.refused, small: await refuse(company) };
}

/** What people type: names of members, teams, organizations, keys and links. Some are refused, with a sentence. */
async function type(company: Company): Promise<void> {
  const operator = await company.browser.newContext();
  await operator.addCookies(company.operator);
  const owner = await company.browser.newContext();
  await owner.addCookies(company.owner);
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
    await typed(`POST ${organization}/teams`, { name });
    await typed(`POST ${organization}/members`, { name, email: `typed-${of}@fernhill.example` });
    await typed(`POST ${organization}/api-keys`, { name, scopes: ["directory:read"] });
    await typed(`POST ${organization}/setup-links`, { label: name, expires_in_hours: 24 });
    await typed("POST /organizations", { name, licenses: 1, provisioning: true }, operator);
  }
  await operator.close();
  await owner.close();
  const wrong = refusals.filter((refusal) => !/: 4(00|09|22) \{/.test(refusal));
  assert.deepEqual(wrong, []);
}

/** An organization in which every hostile name finds no license. */
async function refuse(company: Company): Promise<string> {
  const small = await company.organize("Small & <b>full</b>", 1);
  const provider = new Provider(await company.connect("small", small));
  for (const of of hostile.keys()) await provider.send("POST", "/Users", user(of, plain(of)));
  return small;
}

function plain(of: number): Person {
  const name = hostile[of] ?? "";
  return { name, userName: `${of}@small.example`, email: `${of}@small.example` };
}
