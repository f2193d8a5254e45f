import { msg } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import type { AppGuide } from "./guide.ts";

/** Any other client of SCIM 2.0. */
export const other: AppGuide = {
  id: "other",
  provider: "other",
  app: "SCIM 2.0",
  steps: [
    {
      id: "paste",
      title: msg`Paste Tenant URL and Secret Token`,
      text: (
        <Trans>
          Where your provider asks for the address of a SCIM 2.0 server and for a bearer token. The username
          must be the address of the person.
        </Trans>
      ),
      fields: [
        { label: "Base URL", value: { of: "tenant_url" } },
        { label: "Bearer token", value: { of: "secret_token" } },
      ],
      seen: ["authenticated"],
      test: true,
    },
    {
      id: "assign",
      title: msg`Assign people`,
      text: <Trans>Each person becomes a member at once.</Trans>,
      seen: ["create"],
    },
    {
      id: "groups",
      title: msg`Push groups`,
      text: <Trans>Each group becomes a team.</Trans>,
      seen: ["group"],
      optional: msg`We push no groups`,
    },
  ],
};
