import { Trans } from "@lingui/react/macro";
import { Actor, Subject } from "./names.tsx";
import type { Sentences } from "./sentence.tsx";

export const signInSentences: Sentences = {
  "login_method.created": (told) => (
    <Trans>
      <Actor {...told} /> added the login method <Subject {...told} />.
    </Trans>
  ),
  "login_method.updated": (told) => (
    <Trans>
      <Actor {...told} /> changed the login method <Subject {...told} />.
    </Trans>
  ),
  "login_method.activated": (told) => (
    <Trans>
      <Actor {...told} /> activated the login method <Subject {...told} />.
    </Trans>
  ),
  "login_method.deactivated": (told) => (
    <Trans>
      <Actor {...told} /> deactivated the login method <Subject {...told} /> and ended its sessions.
    </Trans>
  ),
  "login_method.deleted": (told) => (
    <Trans>
      <Actor {...told} /> deleted the login method <Subject {...told} />.
    </Trans>
  ),
  "domain.added": (told) => (
    <Trans>
      <Actor {...told} /> added the domain <Subject {...told} />.
    </Trans>
  ),
  "domain.verified": (told) => (
    <Trans>
      <Actor {...told} /> verified the domain <Subject {...told} />.
    </Trans>
  ),
  "domain.removed": (told) => (
    <Trans>
      <Actor {...told} /> removed the domain <Subject {...told} />.
    </Trans>
  ),
  "organization.sign_in_rule_changed": (told) => {
    const after = (field: string) => told.entry.changes.find((change) => change.field === field)?.after;
    const owner = after("break_glass");
    if (!owner) {
      return (
        <Trans>
          <Actor {...told} /> let people sign in by passkey and password again.
        </Trans>
      );
    }
    if (after("providers_only") !== "on") {
      return (
        <Trans>
          <Actor {...told} /> made {owner} the owner for emergencies.
        </Trans>
      );
    }
    return (
      <Trans>
        <Actor {...told} /> let people sign in by login methods alone, and {owner} by passkey in an emergency.
      </Trans>
    );
  },
};
