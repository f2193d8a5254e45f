import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useId, useRef, useState } from "react";
import { idempotencyKey } from "~/api/client.ts";
import type { Id, Invited, MemberRole } from "~/api/contract.ts";
import { licensesQuery } from "~/api/license.ts";
import { memberCalls, useDirectoryChange } from "~/api/member.ts";
import { useStepUp } from "~/api/step_up.tsx";
import { teamChoicesQuery } from "~/api/team.ts";
import { Banner, ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { Value } from "~/parts/copy.tsx";
import { Select, TextField } from "~/parts/field.tsx";
import { useRefusal } from "~/parts/refusal.tsx";
import { Window } from "~/parts/window.tsx";
import { useRoles } from "./role.tsx";
import { TeamChoices } from "./team_choices.tsx";
import "./member_form.css";

/** Invite new member: asks whom, and answers with the link to send to them. */
export function InviteWindow({ organization, onClose }: { organization: Id; onClose: () => void }) {
  const [invited, setInvited] = useState<Invited>();
  return invited ? (
    <InvitedWindow invited={invited} onClose={onClose} />
  ) : (
    <AskWindow organization={organization} onInvited={setInvited} onClose={onClose} />
  );
}

interface AskWindowProps {
  organization: Id;
  onInvited: (invited: Invited) => void;
  onClose: () => void;
}

function AskWindow({ organization, onInvited, onClose }: AskWindowProps) {
  const { t } = useLingui();
  const form = useId();
  const first = useRef<HTMLInputElement>(null);
  const roles = useRoles();
  const { prove, window } = useStepUp();
  const [key] = useState(idempotencyKey);
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<MemberRole>("member");
  const [teams, setTeams] = useState<readonly Id[]>([]);
  const licenses = useQuery(licensesQuery(organization));
  const choices = useQuery(teamChoicesQuery(organization));
  const invite = useDirectoryChange(organization, () =>
    prove(() => memberCalls(organization).invite({ name, email, role, team_ids: [...teams] }, key)),
  );
  const refusal = useRefusal(invite.error, ["name", "email", "role", "team_ids"]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!invite.isPending) invite.mutate(undefined, { onSuccess: onInvited });
  };
  const free = licenses.data?.free;
  return (
    <Window
      open
      onOpenChange={(open) => open || onClose()}
      initialFocus={first}
      title={t`Invite new member`}
      says={t`They join by a link that you send them, and choose how to sign in themselves.`}
      remark={
        free !== undefined && <Plural value={free} one="# license is free." other="# licenses are free." />
      }
      buttons={
        <>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button look="first" type="submit" form={form} aria-busy={invite.isPending}>
            {t`Invite`}
          </Button>
        </>
      }
    >
      <form id={form} className="form" onSubmit={submit} noValidate>
        <TextField
          ref={first}
          label={t`Name`}
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={refusal.at("name")}
        />
        <TextField
          label={t`Email`}
          type="email"
          autoComplete="off"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          error={refusal.at("email")}
        />
        <Select
          label={t`Role`}
          value={role}
          onChoose={setRole}
          options={roles}
          hint={roles.find(({ value }) => value === role)?.says}
          error={refusal.at("role")}
        />
        <TeamChoices
          teams={choices.data?.items ?? []}
          chosen={teams}
          onChoose={setTeams}
          error={refusal.at("team_ids")}
        />
      </form>
      {refusal.rest !== undefined && <ErrorNote error={refusal.rest} />}
      {window}
    </Window>
  );
}

/** The link, shown only here. Closing without a copy asks once. */
function InvitedWindow({ invited, onClose }: { invited: Invited; onClose: () => void }) {
  const { t } = useLingui();
  const { name, email } = invited.member;
  return (
    <LinkShown
      title={t`${name} is invited`}
      says={t`Send this link to ${email}. It is shown only in this window.`}
      label={t`Invitation link`}
      url={invited.invitation_url}
      onClose={onClose}
    />
  );
}

interface LinkShownProps {
  title: string;
  says: string;
  label: string;
  url: string;
  hint?: React.ReactNode;
  onClose: () => void;
}

export function LinkShown({ title, says, label, url, hint, onClose }: LinkShownProps) {
  const { t } = useLingui();
  const [copied, setCopied] = useState(false);
  const [asked, setAsked] = useState(false);
  const leave = () => (copied || asked ? onClose() : setAsked(true));
  return (
    <Window
      open
      onOpenChange={(open) => open || leave()}
      title={title}
      says={says}
      remark={t`Muster keeps only a hash of the link.`}
      buttons={
        <Button look="first" onClick={leave}>
          {t`Done`}
        </Button>
      }
    >
      <Value label={label} text={url} hint={hint} onCopy={() => setCopied(true)} />
      {asked && !copied && (
        <div role="alert">
          <Banner tone="wait" title={t`The link was not copied.`}>
            <Trans>It cannot be shown again. Copy it, or choose Done once more to leave without it.</Trans>
          </Banner>
        </div>
      )}
    </Window>
  );
}
