import { Trans } from "@lingui/react/macro";
import type { GuideStep } from "./guide.ts";

const assign: GuideStep = {
  id: "assign",
  text: (
    <Trans>
      <b>User Groups</b>: tick the groups whose people may sign in, then <b>Save</b>.
    </Trans>
  ),
};

export const jumpcloudOidc: readonly GuideStep[] = [
  {
    id: "create",
    text: (
      <Trans>
        In JumpCloud: <b>SSO Applications</b> › <b>Add New Application</b> › <b>Custom Application</b>. Choose{" "}
        <b>Manage Single Sign-On (SSO)</b> and <b>Configure SSO with OIDC</b>. Set{" "}
        <b>Client Authentication Type</b> to <b>Client Secret Basic</b>, and select the scopes <b>Email</b>{" "}
        and <b>Profile</b>.
      </Trans>
    ),
    fields: [
      { label: "Redirect URIs", value: { of: "redirect_uri" } },
      { label: "Login URL", value: { of: "start" } },
    ],
  },
  {
    id: "copy",
    text: (
      <Trans>
        <b>Activate</b> shows <b>Client ID</b> and <b>Client Secret</b> once: copy both into the form below.
        The issuer is there already.
      </Trans>
    ),
  },
  assign,
];

export const jumpcloudSaml: readonly GuideStep[] = [
  {
    id: "create",
    text: (
      <Trans>
        In JumpCloud: <b>SSO Applications</b> › <b>Add New Application</b> › <b>Custom Application</b>. Choose{" "}
        <b>Manage Single Sign-On (SSO)</b> and <b>Configure SSO with SAML</b>. <b>SAMLSubject NameID</b> is{" "}
        <b>email</b>, its format <b>emailAddress</b>.
      </Trans>
    ),
    fields: [
      { label: "SP Entity ID", value: { of: "entity_id" } },
      { label: "ACS URLs", value: { of: "acs" } },
    ],
  },
  {
    id: "copy",
    text: (
      <Trans>
        <b>Sign Assertion</b> stays selected. <b>Save</b>, then <b>Copy Metadata URL</b> into the form below,
        or <b>Export Metadata</b> and upload the file.
      </Trans>
    ),
  },
  assign,
];
