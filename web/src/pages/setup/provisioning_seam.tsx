import { useLingui } from "@lingui/react/macro";
import type { Id } from "~/api/contract.ts";
import { EmptyState } from "~/parts/empty_state.tsx";

/**
 * The one place where the frame of a setup link meets User & Group Provisioning: what Settings › Access
 * management shows is mounted here once it exists. It calls only what a setup link's session may call.
 */
export function ProvisioningSeam({ organization: _ }: { organization: Id }) {
  const { t } = useLingui();
  return (
    <EmptyState title={t`User & Group Provisioning is not built yet`}>
      {t`Nothing can be connected from here so far.`}
    </EmptyState>
  );
}
