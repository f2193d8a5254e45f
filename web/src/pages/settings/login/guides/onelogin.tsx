import { Trans } from "@lingui/react/macro";
import type { GuideStep } from "./guide.ts";

const assign: GuideStep = {
  id: "assign",
  text: (
    <Trans>
      <b>Access</b>: choose the roles whose people may sign in, then <b>Save</b>.
    </Trans>
  ),
};

export const oneloginOidc: readonly GuideStep[] = [
  {
    id: "create",
    text: (
      <Trans>
        In OneLogin: <b>Applications</b> › <b>Applications</b> › <b>Add App</b>, search for{" "}
        <b>OpenId Connect (OIDC)</b>, then <b>Save</b> and open <b>Configuration</b>.
      </Trans>
    ),
    fields: [
      { label: "Login Url", value: { of: "start" } },
      { label: "Redirect URI's", value: { of: "redirect_uri" } },
      { label: "Post Logout Redirect URIs", value: { of: "signed_out" } },
    ],
  },
  {
    id: "copy",
    text: (
      <Trans>
        <b>SSO</b>: copy <b>Client ID</b>, <b>Client Secret</b> and <b>Issuer URL</b> into the form below. Set{" "}
        <b>Token Endpoint</b> to <b>Basic</b>.
      </Trans>
    ),
  },
  assign,
];

export const oneloginSaml: readonly GuideStep[] = [
  {
    id: "create",
    text: (
      <Trans>
        In OneLogin: <b>Applications</b> › <b>Applications</b> › <b>Add App</b>, search for{" "}
        <b>SAML Custom Connector (Advanced)</b>, then <b>Save</b> and open <b>Configuration</b>. Set{" "}
        <b>SAML nameID format</b> to <b>Email</b>.
      </Trans>
    ),
    fields: [
      { label: "Audience (EntityID)", value: { of: "entity_id" } },
      { label: "Recipient", value: { of: "acs" } },
      { label: "ACS (Consumer) URL", value: { of: "acs" } },
      { label: "Single Logout URL", value: { of: "logout" } },
    ],
  },
  {
    id: "copy",
    text: (
      <Trans>
        <b>SSO</b>: set <b>SAML Signature Algorithm</b> to <b>SHA-256</b>. Copy <b>Issuer URL</b>, where the
        metadata is, into the form below.
      </Trans>
    ),
  },
  assign,
];
