import { Trans } from "@lingui/react/macro";
import { Actor, Person, Subject, Successor } from "./names.tsx";
import type { Sentences, Told } from "./sentence.tsx";

const isOneself = ({ entry }: Told) => entry.member !== undefined && entry.actor.id === entry.member.id;

const isInLine = ({ entry }: Told) => entry.license === "awaited";

const afterOf = ({ entry }: Told, field: string) =>
  entry.changes.find((change) => change.field === field)?.after;

export const memberSentences: Sentences = {
  "member.created": (told) =>
    isInLine(told) ? (
      <Trans>
        <Actor {...told} /> added <Person {...told} />, for whom no license was free.
      </Trans>
    ) : (
      <Trans>
        <Actor {...told} /> added <Person {...told} />.
      </Trans>
    ),
  "member.licensed": (told) => (
    <Trans>
      <Actor {...told} /> freed a license, and <Person {...told} /> got it.
    </Trans>
  ),
  "member.license_released": (told) => (
    <Trans>
      <Actor {...told} /> released the license that <Person {...told} /> had kept.
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
  "member.reactivated": (told) =>
    isInLine(told) ? (
      <Trans>
        <Actor {...told} /> reactivated <Person {...told} />, for whom no license was free.
      </Trans>
    ) : (
      <Trans>
        <Actor {...told} /> reactivated <Person {...told} />.
      </Trans>
    ),
  "member.detached": (told) => (
    <Trans>
      <Actor {...told} /> deleted the user of <Person {...told} />, who stays as a deactivated member.
    </Trans>
  ),
  "member.released": (told) => (
    <Trans>
      <Actor {...told} /> ended by the edit what the identity provider knows of <Person {...told} />, whom it
      may create a second time.
    </Trans>
  ),
  "member.attached": (told) => (
    <Trans>
      <Actor {...told} /> created the user of <Person {...told} /> again, and speaks for the member who was
      here already.
    </Trans>
  ),
  "member.leaving_cancelled": (told) => (
    <Trans>
      <Actor {...told} /> says again that <Person {...told} /> is active: what was pending is cancelled.
    </Trans>
  ),
  "notice.leaving_refused": (told) => (
    <Trans>
      <Actor {...told} /> could not end the access of <Person {...told} /> yet: it is pending.
    </Trans>
  ),
  "member.adopted": (told) => (
    <Trans>
      <Actor {...told} /> adopted <Person {...told} />, who was made by hand.
    </Trans>
  ),
  "member.adoption_confirmed": (told) => {
    const provider = told.entry.connection?.provider_name ?? "";
    return (
      <Trans>
        <Actor {...told} /> let {provider} link itself to <Person {...told} /> when it tries again.
      </Trans>
    );
  },
  "member.replaced": (told) => (
    <Trans>
      <Actor {...told} /> changed the username of <Person {...told} />, who was deactivated and replaced by{" "}
      <Successor {...told} />.
    </Trans>
  ),
  "member.merged": (told) => (
    <Trans>
      <Actor {...told} /> merged <Subject {...told} /> into <Successor {...told} />.
    </Trans>
  ),
  "member.invited": (told) => (
    <Trans>
      <Actor {...told} /> invited <Person {...told} />.
    </Trans>
  ),
  "member.joined": (told) => {
    const provider = afterOf(told, "joined_by");
    if (!provider) {
      return (
        <Trans>
          <Actor {...told} /> accepted the invitation.
        </Trans>
      );
    }
    return (
      <Trans>
        <Actor {...told} /> joined by signing in with {provider}.
      </Trans>
    );
  },
  "member.login_linked": (told) => {
    const provider = afterOf(told, "login_method");
    if (!provider) {
      return (
        <Trans>
          <Actor {...told} /> signed in by an identity provider for the first time.
        </Trans>
      );
    }
    return (
      <Trans>
        <Actor {...told} /> signed in by {provider} for the first time.
      </Trans>
    );
  },
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
  "notice.not_adopted": (told) => {
    const user = told.entry.people.named[0] ?? "";
    return (
      <Trans>
        <Actor {...told} /> did not create {user}: <Person {...told} /> has the address and was made by hand.
      </Trans>
    );
  },
  "notice.no_license": (told) => (
    <Trans>
      <Actor {...told} /> got no license for <Person {...told} />: every license is in use.
    </Trans>
  ),
};
