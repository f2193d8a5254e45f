import { msg } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import type { AppGuide } from "./guide.ts";

export const jumpcloud: AppGuide = {
  id: "jumpcloud",
  provider: "jumpcloud",
  app: "Custom application",
  steps: [
    {
      id: "add-app",
      title: msg`Add the app`,
      text: (
        <Trans>
          <b>SSO Applications</b> › <b>Add New Application</b> › <b>Custom Application</b>. Under{" "}
          <b>Select the features you would like to enable</b> tick <b>Export users to this app</b>.
        </Trans>
      ),
      fields: [{ label: "Display Label", value: { words: "Muster" } }],
      follows: "authenticated",
    },
    {
      id: "paste",
      title: msg`Paste Tenant URL and Secret Token`,
      text: (
        <Trans>
          <b>Identity Management</b>. Switch on <b>Group management</b> if groups are to become teams.
        </Trans>
      ),
      fields: [
        { label: "API Type", value: { words: "SCIM API" } },
        { label: "SCIM Version", value: { words: "SCIM 2.0" } },
        { label: "Base URL", value: { of: "tenant_url" } },
        { label: "Token Key", value: { of: "secret_token" } },
        { label: "Test User Email", value: { words: "muster.test@example.com" } },
      ],
      follows: "authenticated",
    },
    {
      id: "test",
      title: msg`Test Connection`,
      text: (
        <Trans>
          Press <b>Test Connection</b>, then <b>Activate</b>. JumpCloud creates its test user, changes it and
          deactivates it; remove it from <b>Members</b> afterwards.
        </Trans>
      ),
      seen: ["authenticated"],
      test: true,
    },
    {
      id: "assign",
      title: msg`Choose user groups`,
      text: (
        <Trans>
          <b>User Groups</b>: tick the groups whose people are to be members, then <b>Save</b>.
        </Trans>
      ),
      seen: ["lookup", "create"],
    },
    {
      id: "groups",
      title: msg`Watch the first group arrive`,
      text: <Trans>With group management, each chosen group becomes a team.</Trans>,
      seen: ["group"],
      optional: msg`We send no groups`,
    },
  ],
};
