// A provider that is none of ours: single requests to a Tenant URL, such as Okta's stand-in never sends.
import type { Company } from "./company.ts";

interface Group {
  id: string;
  displayName: string;
}

/** What stands at a Tenant URL, asked with a Secret Token. */
export class Provider {
  readonly tenantUrl: string;
  readonly token: string;

  constructor({ tenantUrl, token }: { tenantUrl: string; token: string }) {
    this.tenantUrl = tenantUrl;
    this.token = token;
  }

  /** One request as it is; refusals are answers too. */
  ask(what: string, body?: unknown): Promise<Response> {
    const [method = "GET", path = ""] = what.split(" ");
    return fetch(this.tenantUrl + path, {
      method,
      headers: { Authorization: `Bearer ${this.token}`, "Content-Type": "application/scim+json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }

  /** Pushes a group with people by the ids that they were answered with when they were created, or by others. */
  push(displayName: string, ...ids: string[]): Promise<Response> {
    return this.ask("POST /Groups", {
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:Group"],
      displayName,
      members: ids.map((value) => ({ value })),
    });
  }

  /** Adds people to a group that was pushed before. */
  async add(displayName: string, ...ids: string[]): Promise<Response> {
    const filter = encodeURIComponent(`displayName eq "${displayName}"`);
    const found = (await (await this.ask(`GET /Groups?filter=${filter}`)).json()) as { Resources: Group[] };
    return this.ask(`PATCH /Groups/${found.Resources[0]?.id}`, {
      schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
      Operations: [{ op: "add", path: "members", value: ids.map((value) => ({ value })) }],
    });
  }
}

/** The id of a member or a team of the company, by its name. */
export async function idOf(company: Company, kind: "members" | "teams", name: string): Promise<string> {
  const path = `GET /organizations/${company.organization}/${kind}?q=${encodeURIComponent(name)}`;
  const { items } = await company.call<{ items: { id: string; name: string }[] }>(path);
  const found = items.find((each) => each.name === name);
  if (!found) throw new Error(`there is no ${name} among the ${kind}`);
  return found.id;
}
