import { msg } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import type { AppGuide } from "./guide.ts";
import { allowActions, assignPeople, pushGroups, testCredentials } from "./shared_steps.tsx";

/** The app of Okta's catalog that sends the token as an OAuth bearer token. */
export const oktaBearer: AppGuide = {
  id: "okta-bearer",
  provider: "okta",
  app: "SCIM 2.0 Test App (OAuth Bearer Token)",
  steps: [
    {
      id: "add-app",
      title: msg`Add the app`,
      text: (
        <Trans>
          <b>Applications</b> › <b>Applications</b> › <b>Browse App Catalog</b>, search for this app, then{" "}
          <b>Add Integration</b>. Give it a name under <b>General Settings</b>. Under <b>Sign-On Options</b>{" "}
          choose <b>SAML</b>, set <b>Application username format</b> to <b>Email</b>, then <b>Done</b>.
        </Trans>
      ),
      fields: [{ label: "Application Label", value: { words: "Muster" } }],
      follows: "authenticated",
    },
    {
      id: "paste",
      title: msg`Paste Tenant URL and Secret Token`,
      text: (
        <Trans>
          <b>Provisioning</b> › <b>Configure API Integration</b>, tick <b>Enable API Integration</b>.
        </Trans>
      ),
      fields: [
        { label: "SCIM 2.0 Base Url", value: { of: "tenant_url" } },
        { label: "OAuth Bearer Token", value: { of: "secret_token" } },
      ],
      seen: ["authenticated"],
    },
    testCredentials,
    allowActions,
    assignPeople,
    pushGroups,
  ],
};
