import { Trans } from "@lingui/react/macro";
import type { GuideStep } from "./guide.ts";

export const googleOidc: readonly GuideStep[] = [
  {
    id: "create",
    text: (
      <Trans>
        In the Google Cloud console: <b>Google Auth Platform</b> › <b>Clients</b> › <b>Create client</b>, with
        the application type <b>Web application</b>. Under <b>Audience</b> choose <b>Internal</b>, so that
        only your company gets in.
      </Trans>
    ),
    fields: [{ label: "Authorized redirect URIs", value: { of: "redirect_uri" } }],
  },
  {
    id: "copy",
    text: (
      <Trans>
        <b>Create</b>, then copy <b>Client ID</b> and <b>Client secret</b> into the form below. The issuer is
        there already.
      </Trans>
    ),
  },
];

export const googleSaml: readonly GuideStep[] = [
  {
    id: "create",
    text: (
      <Trans>
        In the Google Admin console: <b>Apps</b> › <b>Web and mobile apps</b> › <b>Add app</b> ›{" "}
        <b>Add custom SAML app</b>. After its name press <b>Download metadata</b> and upload the file in the
        form below.
      </Trans>
    ),
  },
  {
    id: "settings",
    text: (
      <Trans>
        <b>Service provider details</b>: <b>Name ID format</b> is <b>EMAIL</b>, <b>Name ID</b> is{" "}
        <b>Basic Information › Primary email</b>. Select <b>Signed response</b>.
      </Trans>
    ),
    fields: [
      { label: "ACS URL", value: { of: "acs" } },
      { label: "Entity ID", value: { of: "entity_id" } },
    ],
  },
  {
    id: "assign",
    text: (
      <Trans>
        <b>User access</b>: turn it <b>ON</b> for the people who may sign in.
      </Trans>
    ),
  },
];
