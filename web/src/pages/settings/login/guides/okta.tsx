import { Trans } from "@lingui/react/macro";
import type { GuideStep } from "./guide.ts";

const assign: GuideStep = {
  id: "assign",
  text: (
    <Trans>
      <b>Assignments</b> › <b>Assign</b>: assign the same people or groups as in the app that provisions them.
      Whoever is not assigned is refused by Okta.
    </Trans>
  ),
};

export const oktaOidc: readonly GuideStep[] = [
  {
    id: "create",
    text: (
      <Trans>
        In the Okta Admin Console: <b>Applications</b> › <b>Applications</b> › <b>Create App Integration</b>.
        Choose <b>OIDC – OpenID Connect</b> and <b>Web Application</b>, then <b>Next</b>. Leave the grant type{" "}
        <b>Authorization Code</b> selected and fill in:
      </Trans>
    ),
    fields: [
      { label: "App integration name", value: { words: "Muster" } },
      { label: "Sign-in redirect URIs", value: { of: "redirect_uri" } },
      { label: "Sign-out redirect URIs", value: { of: "signed_out" } },
    ],
  },
  {
    id: "copy",
    text: (
      <Trans>
        <b>Save</b>. From <b>General</b> › <b>Client Credentials</b> copy <b>Client ID</b> and the secret
        under <b>Client Secrets</b> into the form below. The issuer is the address of your Okta organization,
        such as https://example.okta.com, without <b>-admin</b>.
      </Trans>
    ),
  },
  {
    id: "key",
    text: (
      <Trans>
        Instead of a secret you may choose <b>Public key / Private key</b> under <b>Client authentication</b>,
        then <b>Use a URL to fetch keys dynamically</b>:
      </Trans>
    ),
    fields: [{ label: "JWKS URL", value: { of: "keys" } }],
  },
  {
    id: "tile",
    text: (
      <Trans>
        For a tile in Okta's list of apps: <b>General Settings</b> › <b>Login initiated by</b>, choose{" "}
        <b>Either Okta or App</b>.
      </Trans>
    ),
    fields: [{ label: "Initiate login URI", value: { of: "start" } }],
  },
  assign,
];

export const oktaSaml: readonly GuideStep[] = [
  {
    id: "create",
    text: (
      <Trans>
        In the Okta Admin Console: <b>Applications</b> › <b>Applications</b> › <b>Create App Integration</b> ›{" "}
        <b>SAML 2.0</b>, then <b>Next</b>. Under <b>General Settings</b> give it a name, then <b>Next</b>.
      </Trans>
    ),
    fields: [{ label: "App name", value: { words: "Muster" } }],
  },
  {
    id: "settings",
    text: (
      <Trans>
        Under <b>SAML Settings</b> leave <b>Use this for Recipient URL and Destination URL</b> selected, and
        set <b>Application username</b> to <b>Okta username</b>.
      </Trans>
    ),
    fields: [
      { label: "Single sign-on URL", value: { of: "acs" } },
      { label: "Audience URI (SP Entity ID)", value: { of: "entity_id" } },
      { label: "Name ID format", value: { words: "EmailAddress" } },
      { label: "Application username", value: { words: "Okta username" } },
    ],
  },
  {
    id: "copy",
    text: (
      <Trans>
        <b>Next</b>, then <b>Finish</b>. From <b>Sign On</b> › <b>SAML 2.0</b> › <b>Metadata details</b> copy{" "}
        <b>Metadata URL</b> into the form below, or save the <b>Identity Provider metadata</b> as a file and
        upload it.
      </Trans>
    ),
  },
  assign,
];
