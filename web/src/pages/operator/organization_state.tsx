import { useLingui } from "@lingui/react/macro";
import type { Organization } from "~/api/contract.ts";
import { Mark } from "~/parts/status.tsx";

/** Whether an organization may be used. */
export function OrganizationState({ of: status }: { of: Organization["status"] }) {
  const { t } = useLingui();
  return status === "active" ? (
    <Mark tone="good" shape="dot">
      {t`Active`}
    </Mark>
  ) : (
    <Mark tone="stop" shape="dash">
      {t`Suspended`}
    </Mark>
  );
}
