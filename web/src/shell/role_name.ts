import { useLingui } from "@lingui/react/macro";
import type { Role } from "~/api/contract.ts";

/** What somebody is, in words. */
export function useRoleName(): (role: Role) => string {
  const { t } = useLingui();
  return (role) => {
    switch (role) {
      case "operator":
        return t`Operator`;
      case "owner":
        return t`Owner`;
      case "administrator":
        return t`Administrator`;
      case "member":
        return t`Member`;
      case "setup":
        return t`Setup link`;
    }
  };
}
