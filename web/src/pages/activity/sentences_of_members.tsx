import { Trans } from "@lingui/react/macro";
import { Actor, Person } from "./names.tsx";
import type { Sentences, Told } from "./sentence.tsx";

const isOneself = ({ entry }: Told) => entry.member !== undefined && entry.actor.id === entry.member.id;

export const memberSentences: Sentences = {
  "member.created": (told) => (
    <Trans>
      <Actor {...told} /> added <Person {...told} />.
    </Trans>
  ),
  "member.updated": (told) => (
    <Trans>
      <Actor {...told} /> updated <Person {...told} />.
    </Trans>
  ),
  "member.deactivated": (told) => (
    <Trans>
      <Actor {...told} /> deactivated <Person {...told} />.
    </Trans>
  ),
  "member.reactivated": (told) => (
    <Trans>
      <Actor {...told} /> reactivated <Person {...told} />.
    </Trans>
  ),
  "member.detached": (told) => (
    <Trans>
      <Actor {...told} /> deleted the user of <Person {...told} />, who stays as a deactivated member.
    </Trans>
  ),
  "member.invited": (told) => (
    <Trans>
      <Actor {...told} /> invited <Person {...told} />.
    </Trans>
  ),
  "member.joined": (told) => (
    <Trans>
      <Actor {...told} /> accepted the invitation.
    </Trans>
  ),
  "member.role_changed": (told) => (
    <Trans>
      <Actor {...told} /> changed the role of <Person {...told} />.
    </Trans>
  ),
  "member.removed": (told) => (
    <Trans>
      <Actor {...told} /> removed <Person {...told} />.
    </Trans>
  ),
  "member.link_created": (told) => (
    <Trans>
      <Actor {...told} /> made a new link for <Person {...told} /> to sign in with.
    </Trans>
  ),
  "member.sign_in_changed": (told) => (
    <Trans>
      <Actor {...told} /> changed their ways to sign in.
    </Trans>
  ),
  "member.signed_out": (told) =>
    isOneself(told) ? (
      <Trans>
        <Actor {...told} /> signed out in other browsers.
      </Trans>
    ) : (
      <Trans>
        <Actor {...told} /> signed <Person {...told} /> out everywhere.
      </Trans>
    ),
  "notice.no_license": (told) => (
    <Trans>
      <Actor {...told} /> got no license for <Person {...told} />: every license is in use.
    </Trans>
  ),
};
