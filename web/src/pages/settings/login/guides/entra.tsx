import { Trans } from "@lingui/react/macro";
import type { GuideStep } from "./guide.ts";

const assign: GuideStep = {
  id: "assign",
  text: (
    <Trans>
      <b>Enterprise apps</b> › the application › <b>Properties</b>: set <b>Assignment required?</b> to{" "}
      <b>Yes</b>. Then <b>Users and groups</b> › <b>Add user/group</b>.
    </Trans>
  ),
};

export const entraOidc: readonly GuideStep[] = [
  {
    id: "create",
    text: (
      <Trans>
        In the Microsoft Entra admin center: <b>App registrations</b> › <b>New registration</b>. Under{" "}
        <b>Redirect URI</b> choose <b>Web</b>, then <b>Register</b>.
      </Trans>
    ),
    fields: [{ label: "Redirect URI", value: { of: "redirect_uri" } }],
  },
  {
    id: "copy",
    text: (
      <Trans>
        <b>Overview</b>: <b>Application (client) ID</b> is the client ID. With <b>Directory (tenant) ID</b>{" "}
        the issuer is https://login.microsoftonline.com/TENANT-ID/v2.0. Make the secret under{" "}
        <b>Certificates & secrets</b> › <b>New client secret</b> and copy its <b>Value</b>.
      </Trans>
    ),
  },
  assign,
];

export const entraSaml: readonly GuideStep[] = [
  {
    id: "create",
    text: (
      <Trans>
        In the Microsoft Entra admin center: <b>Enterprise apps</b> › the application that provisions, or a
        new one › <b>Single sign-on</b> › <b>SAML</b>. Edit <b>Basic SAML Configuration</b>:
      </Trans>
    ),
    fields: [
      { label: "Identifier (Entity ID)", value: { of: "entity_id" } },
      { label: "Reply URL (Assertion Consumer Service URL)", value: { of: "acs" } },
      { label: "Logout Url", value: { of: "logout" } },
    ],
  },
  {
    id: "copy",
    text: (
      <Trans>
        <b>Attributes & Claims</b>: <b>Unique User Identifier (Name ID)</b> is <b>user.userprincipalname</b>.
        Under <b>SAML Certificates</b> copy <b>App Federation Metadata Url</b> into the form below.
      </Trans>
    ),
  },
  assign,
];
