import { msg } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import type { AppGuide } from "./guide.ts";

export const onelogin: AppGuide = {
  id: "onelogin",
  provider: "onelogin",
  app: "SCIM Provisioner with SAML (SCIM v2 Enterprise)",
  steps: [
    {
      id: "add-app",
      title: msg`Add the app`,
      text: (
        <Trans>
          <b>Applications</b> › <b>Applications</b> › <b>Add App</b>, search for <b>SCIM</b>, choose this app,
          then <b>Save</b>.
        </Trans>
      ),
      fields: [{ label: "Display Name", value: { words: "Muster" } }],
      follows: "authenticated",
    },
    {
      id: "paste",
      title: msg`Paste Tenant URL and Secret Token`,
      text: (
        <Trans>
          On the tab <b>Configuration</b>. Leave <b>Custom Headers</b> empty.
        </Trans>
      ),
      fields: [
        { label: "SCIM Base URL", value: { of: "tenant_url" } },
        { label: "SCIM Bearer Token", value: { of: "secret_token" } },
      ],
      follows: "authenticated",
    },
    {
      id: "enable",
      title: msg`Enable the API connection`,
      text: (
        <Trans>
          <b>Configuration</b> › <b>API Connection</b> › <b>Enable</b>, then <b>Save</b>.
        </Trans>
      ),
      seen: ["authenticated"],
      test: true,
    },
    {
      id: "provisioning",
      title: msg`Enable provisioning`,
      text: (
        <Trans>
          <b>Provisioning</b>: tick <b>Enable provisioning</b>. Untick the approval for <b>Create user</b>,{" "}
          <b>Update user</b> and <b>Delete user</b>, unless an administrator is to approve each. For a deleted
          user choose <b>Suspend</b>.
        </Trans>
      ),
      follows: "create",
    },
    {
      id: "assign",
      title: msg`Give people access`,
      text: (
        <Trans>
          <b>Access</b>: choose the roles whose people are to be members, then <b>Save</b>.
        </Trans>
      ),
      seen: ["create"],
    },
    {
      id: "groups",
      title: msg`Send groups`,
      text: (
        <Trans>
          <b>Parameters</b> › <b>Groups</b>: tick <b>Include in User Provisioning</b>. Then a rule under{" "}
          <b>Rules</b> sets the groups. Each group becomes a team.
        </Trans>
      ),
      seen: ["group"],
      optional: msg`We send no groups`,
    },
  ],
};
