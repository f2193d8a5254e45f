// A company of the stand-in's that arrives in an organization, as Okta brings it.
import type { Company } from "./company.ts";

export interface Size {
  people: number;
  groups: number;
  /** Decides who they are. */
  seed?: number;
}

/** Connects Okta, assigns everybody and pushes the groups that are named. Answers the connection's id. */
export async function arrive(
  company: Company,
  organization: string,
  okta: string,
  { people, groups, seed = 1 }: Size,
  pushed: readonly string[],
): Promise<string> {
  const { connection, secret_token: token } = await company.call<{
    connection: { id: string; tenant_url: string };
    secret_token: string;
  }>(`POST /organizations/${organization}/connections`, { provider: "okta", issue_token: true });
  const { play } = company.scene;
  const size = { name: "Fernhill Optics", domain: "fernhill.example", people, groups, seed };
  await play({ do: "connect", okta, tenant_url: connection.tenant_url, token, company: size });
  await play({ do: "test", okta });
  await play({ do: "assign everybody", okta });
  for (const group of pushed) await play({ do: "push", okta, group });
  return connection.id;
}
