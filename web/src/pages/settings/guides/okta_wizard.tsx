import { msg } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import type { AppGuide } from "./guide.ts";
import { allowActions, assignPeople, pushGroups } from "./shared_steps.tsx";

/** An app of one's own, made by Okta's wizard, to which SCIM is added afterwards. */
export const oktaWizard: AppGuide = {
  id: "okta-wizard",
  provider: "okta",
  app: "Create App Integration (SWA with SCIM)",
  steps: [
    {
      id: "create-app",
      title: msg`Create the app`,
      text: (
        <Trans>
          <b>Applications</b> › <b>Applications</b> › <b>Create App Integration</b>, choose{" "}
          <b>SWA - Secure Web Authentication</b>, then <b>Next</b>. The login page plays no part in
          provisioning: any address of yours will do. Then <b>Finish</b>.
        </Trans>
      ),
      fields: [{ label: "App name", value: { words: "Muster Provisioning" } }],
      follows: "authenticated",
    },
    {
      id: "enable-scim",
      title: msg`Enable SCIM provisioning`,
      text: (
        <Trans>
          <b>General</b> › <b>Edit</b>: select <b>Enable SCIM Provisioning</b>, then <b>Save</b>. The tab{" "}
          <b>Provisioning</b> appears.
        </Trans>
      ),
      follows: "authenticated",
    },
    {
      id: "connect",
      title: msg`Fill in the SCIM connection`,
      text: (
        <Trans>
          <b>Provisioning</b> › <b>Integration</b> › <b>Edit</b>. Under <b>Supported provisioning actions</b>{" "}
          select <b>Push New Users</b>, <b>Push Profile Updates</b> and <b>Push Groups</b>.
        </Trans>
      ),
      fields: [
        { label: "SCIM connector base URL", value: { of: "tenant_url" } },
        { label: "Unique identifier field for users", value: { of: "unique_identifier" } },
        { label: "Authentication Mode", value: { words: "HTTP Header" } },
        { label: "Authorization: Bearer", value: { of: "secret_token" } },
      ],
      seen: ["authenticated"],
    },
    {
      id: "test",
      title: msg`Test Connector Configuration`,
      text: (
        <Trans>
          Press <b>Test Connector Configuration</b>. Okta says <b>Connector configured successfully</b>; then{" "}
          <b>Save</b>.
        </Trans>
      ),
      seen: ["authenticated"],
      test: true,
    },
    allowActions,
    assignPeople,
    pushGroups,
  ],
};
