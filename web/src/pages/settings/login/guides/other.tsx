import { Trans } from "@lingui/react/macro";
import type { GuideStep } from "./guide.ts";

export const otherOidc: readonly GuideStep[] = [
  {
    id: "create",
    text: (
      <Trans>
        Register a confidential web client for the authorization code flow, with the scopes openid, email and
        profile. The provider must publish its configuration below its issuer, at
        /.well-known/openid-configuration.
      </Trans>
    ),
    fields: [
      { label: "Redirect URI", value: { of: "redirect_uri" } },
      { label: "Post-logout redirect URI", value: { of: "signed_out" } },
      { label: "JWKS URL", value: { of: "keys" } },
    ],
  },
  {
    id: "copy",
    text: (
      <Trans>
        Copy issuer, client ID and client secret into the form below. The ID token must say the address as
        email, with email_verified: it is what the member's user name is compared with.
      </Trans>
    ),
  },
];

export const otherSaml: readonly GuideStep[] = [
  {
    id: "create",
    text: (
      <Trans>
        Register a service provider, by our metadata file or by these values. The name ID is the user name by
        which people are provisioned; response or assertion must be signed.
      </Trans>
    ),
    fields: [
      { label: "Entity ID", value: { of: "entity_id" } },
      { label: "Assertion Consumer Service URL", value: { of: "acs" } },
      { label: "Single Logout URL", value: { of: "logout" } },
    ],
  },
  {
    id: "copy",
    text: <Trans>Copy the address of the provider's metadata into the form below, or upload the file.</Trans>,
  },
];
