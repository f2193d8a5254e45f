import { msg } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import type { AppGuide } from "./guide.ts";

export const google: AppGuide = {
  id: "google",
  provider: "google",
  app: "Web and mobile apps",
  steps: [
    {
      id: "add-app",
      title: msg`Add the app`,
      text: (
        <Trans>
          In the Google Admin console: <b>Apps</b> › <b>Web and mobile apps</b> › <b>Add app</b>. Google
          provisions only apps of its catalog that can do so: choose one that asks for an endpoint and a
          token.
        </Trans>
      ),
      follows: "authenticated",
    },
    {
      id: "paste",
      title: msg`Paste Tenant URL and Secret Token`,
      text: (
        <Trans>
          Open the app › <b>Autoprovisioning</b> › <b>Configure autoprovisioning</b>, then <b>Continue</b>.
        </Trans>
      ),
      fields: [
        { label: "Access token", value: { of: "secret_token" } },
        { label: "Endpoint URL", value: { of: "tenant_url" } },
      ],
      follows: "authenticated",
    },
    {
      id: "mapping",
      title: msg`Map the attributes`,
      text: (
        <Trans>
          <b>userName</b> and <b>emails.value</b> come from <b>Basic Information › Primary Email</b>. Then{" "}
          <b>Continue</b>.
        </Trans>
      ),
      follows: "create",
    },
    {
      id: "deprovisioning",
      title: msg`Choose when people are deprovisioned`,
      text: (
        <Trans>
          Tick <b>When app is turned off for user</b>, <b>When user is suspended on Google</b> and{" "}
          <b>When user is deleted from Google</b>, then <b>Finish</b>.
        </Trans>
      ),
      follows: "create",
    },
    {
      id: "assign",
      title: msg`Turn it on for people`,
      text: (
        <Trans>
          <b>User access</b>: turn the app on for organizational units or groups. Then switch on{" "}
          <b>Autoprovisioning</b>. Google sends people, no groups.
        </Trans>
      ),
      seen: ["authenticated", "create"],
    },
  ],
};
