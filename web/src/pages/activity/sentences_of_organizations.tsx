import { Trans } from "@lingui/react/macro";
import { Actor, Subject } from "./names.tsx";
import type { Sentences } from "./sentence.tsx";

export const organizationSentences: Sentences = {
  "organization.created": (told) => (
    <Trans>
      <Actor {...told} /> created the organization <Subject {...told} />.
    </Trans>
  ),
  "organization.updated": (told) => (
    <Trans>
      <Actor {...told} /> updated the organization <Subject {...told} />.
    </Trans>
  ),
  "organization.suspended": (told) => (
    <Trans>
      <Actor {...told} /> suspended the organization <Subject {...told} />.
    </Trans>
  ),
  "organization.resumed": (told) => (
    <Trans>
      <Actor {...told} /> opened the organization <Subject {...told} /> again.
    </Trans>
  ),
  "licenses.changed": (told) => (
    <Trans>
      <Actor {...told} /> changed the number of licenses.
    </Trans>
  ),
  "api_key.created": (told) => (
    <Trans>
      <Actor {...told} /> made the API key <Subject {...told} />.
    </Trans>
  ),
  "api_key.revoked": (told) => (
    <Trans>
      <Actor {...told} /> revoked the API key <Subject {...told} />.
    </Trans>
  ),
};
