import { useLingui } from "@lingui/react/macro";
import type { Scope } from "~/api/contract.ts";

interface ScopeInWords {
  scope: Scope;
  /** What it allows, short: beside a key. */
  name: string;
  /** What a program can do with it. */
  says: string;
}

/** What keys may be allowed to, in words. The last one exists only in the organization of the operators. */
export function useScopes(installation: boolean): readonly ScopeInWords[] {
  const { t } = useLingui();
  const scopes: ScopeInWords[] = [
    {
      scope: "directory:read",
      name: t`Read members and teams`,
      says: t`List and export members, teams and licenses.`,
    },
    {
      scope: "directory:write",
      name: t`Change members and teams`,
      says: t`Invite, change, deactivate and remove members, and make teams. It reads them too.`,
    },
    {
      scope: "activity:read",
      name: t`Read activity`,
      says: t`Read and export Activity and the provisioning log.`,
    },
    {
      scope: "connections:write",
      name: t`Manage connections`,
      says: t`Turn user provisioning on and off, and generate Secret Tokens.`,
    },
    {
      scope: "organizations:write",
      name: t`Manage organizations`,
      says: t`Create organizations, change their licenses and plan, suspend them, and invite their owners.`,
    },
  ];
  return installation ? scopes : scopes.slice(0, -1);
}
