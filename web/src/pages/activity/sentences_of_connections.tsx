import { Trans } from "@lingui/react/macro";
import { Actor, ProviderName, Subject } from "./names.tsx";
import type { Sentences } from "./sentence.tsx";

export const connectionSentences: Sentences = {
  "connection.created": (told) => (
    <Trans>
      <Actor {...told} /> turned on user provisioning with <ProviderName {...told} /> for the first time.
    </Trans>
  ),
  "connection.enabled": (told) => (
    <Trans>
      <Actor {...told} /> turned on user provisioning with <ProviderName {...told} />.
    </Trans>
  ),
  "connection.disabled": (told) => (
    <Trans>
      <Actor {...told} /> turned off user provisioning with <ProviderName {...told} />.
    </Trans>
  ),
  "connection.token_created": (told) => (
    <Trans>
      <Actor {...told} /> made a Secret Token for <ProviderName {...told} />.
    </Trans>
  ),
  "connection.token_revoked": (told) => (
    <Trans>
      <Actor {...told} /> ended the Secret Token for <ProviderName {...told} />.
    </Trans>
  ),
  "connection.policy_changed": (told) => (
    <Trans>
      <Actor {...told} /> changed the rules of provisioning with <ProviderName {...told} />.
    </Trans>
  ),
  "setup_link.created": (told) => (
    <Trans>
      <Actor {...told} /> made a setup link for <Subject {...told} />.
    </Trans>
  ),
  "notice.refused": (told) =>
    told.entry.reason && !told.entry.subject ? (
      <Trans>
        <Actor {...told} /> pushed groups, which the connection's policy does not take.
      </Trans>
    ) : (
      <Trans>
        <Actor {...told} /> was refused what it asked about <Subject {...told} />.
      </Trans>
    ),
  "setup_link.used": (told) => (
    <Trans>
      <Actor {...told} /> opened the setup link.
    </Trans>
  ),
  "setup_link.revoked": (told) => (
    <Trans>
      <Actor {...told} /> ended the setup link for <Subject {...told} />.
    </Trans>
  ),
};
