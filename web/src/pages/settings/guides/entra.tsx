import { msg } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import type { AppGuide } from "./guide.ts";

export const entra: AppGuide = {
  id: "entra",
  provider: "entra",
  app: "Enterprise application",
  steps: [
    {
      id: "create-app",
      title: msg`Create the application`,
      text: (
        <Trans>
          In the Microsoft Entra admin center: <b>Enterprise apps</b> › <b>New application</b> ›{" "}
          <b>Create your own application</b>, choose{" "}
          <b>Integrate any other application you don't find in the gallery (Non-gallery)</b>, then{" "}
          <b>Create</b>.
        </Trans>
      ),
      fields: [{ label: "What's the name of your app?", value: { words: "Muster" } }],
      follows: "authenticated",
    },
    {
      id: "paste",
      title: msg`Paste Tenant URL and Secret Token`,
      text: (
        <Trans>
          <b>Provisioning</b> › <b>New configuration</b>, with <b>Bearer authentication</b>. In older portals
          set <b>Provisioning Mode</b> to <b>Automatic</b> and open <b>Admin Credentials</b>.
        </Trans>
      ),
      fields: [
        { label: "Tenant URL", value: { of: "tenant_url" } },
        { label: "Secret Token", value: { of: "secret_token" } },
      ],
      seen: ["authenticated"],
    },
    {
      id: "test",
      title: msg`Test Connection`,
      text: (
        <Trans>
          Press <b>Test Connection</b>, then <b>Create</b> or <b>Save</b>.
        </Trans>
      ),
      seen: ["authenticated"],
      test: true,
    },
    {
      id: "mappings",
      title: msg`Look at the mappings`,
      text: (
        <Trans>
          <b>Mappings</b> › <b>Provision Microsoft Entra ID Users</b>: <b>Create</b>, <b>Update</b> and{" "}
          <b>Delete</b> are ticked, and <b>userName</b> comes from an attribute that holds the address, such
          as <b>userPrincipalName</b> or <b>mail</b>.
        </Trans>
      ),
      follows: "create",
    },
    {
      id: "assign",
      title: msg`Assign people and groups, start provisioning`,
      text: (
        <Trans>
          <b>Users and groups</b> › <b>Add user/group</b>. Then <b>Provisioning</b> ›{" "}
          <b>Start provisioning</b>. Entra ID comes every 40 minutes; <b>Provision on demand</b> sends one
          person at once.
        </Trans>
      ),
      seen: ["lookup", "create"],
    },
    {
      id: "groups",
      title: msg`Watch the first group arrive`,
      text: <Trans>Each assigned group becomes a team at the next round.</Trans>,
      seen: ["group"],
      optional: msg`We assign no groups`,
    },
  ],
};
