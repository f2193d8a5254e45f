import { msg } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import type { AppGuide } from "./guide.ts";
import { allowActions, assignPeople, pushGroups, testCredentials, usernameFormat } from "./shared_steps.tsx";

/** The app of Okta's catalog that sends the token as it was typed. */
export const oktaHeader: AppGuide = {
  id: "okta-header",
  provider: "okta",
  app: "SCIM 2.0 Test App (Header Auth)",
  steps: [
    {
      id: "add-app",
      title: msg`Add the app`,
      text: (
        <Trans>
          <b>Applications</b> › <b>Applications</b> › <b>Browse App Catalog</b>, search for <b>SCIM 2.0</b>,
          choose this app, then <b>Add Integration</b>. Under <b>General Settings</b> enter the label, untick{" "}
          <b>Application Visibility</b> and <b>Browser plugin auto-submit</b>, then <b>Next</b>. Leave{" "}
          <b>Sign-On Options</b> as they are and choose <b>Done</b>.
        </Trans>
      ),
      fields: [{ label: "Application Label", value: { words: "Muster" } }],
      follows: "authenticated",
    },
    usernameFormat,
    {
      id: "paste",
      title: msg`Paste Tenant URL and Secret Token`,
      text: (
        <Trans>
          <b>Provisioning</b> › <b>Configure API Integration</b>, tick <b>Enable API Integration</b>.
        </Trans>
      ),
      fields: [
        { label: "Base URL", value: { of: "tenant_url" } },
        { label: "API Token", value: { of: "secret_token" } },
      ],
      seen: ["authenticated"],
    },
    testCredentials,
    allowActions,
    assignPeople,
    pushGroups,
  ],
};
