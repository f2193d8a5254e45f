import { msg } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import type { AppGuide } from "./guide.ts";
import { allowActions, assignPeople, pushGroups, testCredentials, usernameFormat } from "./shared_steps.tsx";

/** The product's own app in Okta's catalog: its address is known there, only the token is entered. */
export const oktaCatalog: AppGuide = {
  id: "okta-catalog",
  provider: "okta",
  app: "App of the Okta catalog",
  steps: [
    {
      id: "add-app",
      title: msg`Add the app`,
      text: (
        <Trans>
          <b>Applications</b> › <b>Applications</b> › <b>Browse App Catalog</b>, search for the product's
          name, then <b>Add Integration</b>, enter the label, then <b>Done</b>. If you sign in by this app
          already, open it instead.
        </Trans>
      ),
      follows: "authenticated",
    },
    usernameFormat,
    {
      id: "paste",
      title: msg`Paste the Secret Token`,
      text: (
        <Trans>
          <b>Provisioning</b> › <b>Configure API Integration</b>, tick <b>Enable API Integration</b>. Where
          the app asks for an address too, it is the Tenant URL.
        </Trans>
      ),
      fields: [
        { label: "API Token", value: { of: "secret_token" } },
        { label: "Base URL", value: { of: "tenant_url" } },
      ],
      seen: ["authenticated"],
    },
    testCredentials,
    allowActions,
    assignPeople,
    pushGroups,
  ],
};
