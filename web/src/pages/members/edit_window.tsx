import { Trans, useLingui } from "@lingui/react/macro";
import { type FormEvent, useId, useRef, useState } from "react";
import type { ConnectionOrigin, Id, Lock, MemberDetail } from "~/api/contract.ts";
import { memberCalls, useDirectoryChange } from "~/api/member.ts";
import { Banner, ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { TextField } from "~/parts/field.tsx";
import { LockWords } from "~/parts/locked.tsx";
import { useRefusal } from "~/parts/refusal.tsx";
import { useToast } from "~/parts/toast.tsx";
import { Window } from "~/parts/window.tsx";
import { useDuplicating } from "./source.tsx";
import "./member_form.css";

interface EditWindowProps {
  organization: Id;
  member: MemberDetail;
  etag: string | undefined;
  onClose: () => void;
}

/** Name and address. What the provider decides is shown and not to be changed. */
export function EditWindow({ organization, member: now, etag: current, onClose }: EditWindowProps) {
  const { t } = useLingui();
  const form = useId();
  const first = useRef<HTMLInputElement>(null);
  const tell = useToast();
  // As they were when the form was opened: what somebody else changes meanwhile is not to be overwritten unseen.
  const [{ member, etag }] = useState({ member: now, etag: current });
  const [name, setName] = useState(member.name);
  const [email, setEmail] = useState(member.email);
  const lockOf = (what: "name" | "email") => now.locks.find((lock) => lock.what === what);
  const change = useDirectoryChange(organization, () =>
    memberCalls(organization).edit(
      member.id,
      { ...(name !== member.name && { name }), ...(email !== member.email && { email }) },
      etag,
    ),
  );
  const refusal = useRefusal(change.error, ["name", "email"]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (change.isPending) return;
    if (name === member.name && email === member.email) return onClose();
    change.mutate(undefined, {
      onSuccess: () => {
        tell(t`${name} saved.`);
        onClose();
      },
    });
  };
  const source =
    now.source.kind === "connection" && now.identity_id && !lockOf("name") ? now.source : undefined;
  return (
    <Window
      open
      onOpenChange={(open) => open || onClose()}
      initialFocus={first}
      title={t`Edit name and email`}
      buttons={
        <>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button look="first" type="submit" form={form} aria-busy={change.isPending}>
            {t`Save`}
          </Button>
        </>
      }
    >
      {source?.on === false && <ReconnectionWarning organization={organization} source={source} />}
      {source?.on === true && <OverwriteWarning provider={source.provider_name} />}
      <form id={form} className="form" onSubmit={submit} noValidate>
        <TextField
          ref={first}
          label={t`Name`}
          value={name}
          onChange={(event) => setName(event.target.value)}
          locked={lockOf("name") !== undefined}
          hint={hintOf(lockOf("name"))}
          error={refusal.at("name")}
        />
        <TextField
          label={t`Email`}
          type="email"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          locked={lockOf("email") !== undefined}
          hint={hintOf(lockOf("email"))}
          error={refusal.at("email")}
        />
      </form>
      {refusal.rest !== undefined && <ErrorNote error={refusal.rest} />}
    </Window>
  );
}

function hintOf(lock: Lock | undefined) {
  return lock && <LockWords of={lock} />;
}

/** What an edit does once the provider is connected again. */
function ReconnectionWarning({ organization, source }: { organization: Id; source: ConnectionOrigin }) {
  const duplicates = useDuplicating(organization, source);
  const { provider_name: provider } = source;
  return (
    <Banner tone="wait" title={<Trans>Provisioning with {provider} is off.</Trans>}>
      {duplicates ? (
        <Trans>
          Once this is saved, {provider} does not find this person any more: they leave its teams, and when
          provisioning is on again it creates them a second time.
        </Trans>
      ) : (
        <Trans>When provisioning is on again, {provider}'s first push overwrites what you change here.</Trans>
      )}
    </Banner>
  );
}

/** What becomes of an edit while the provider is connected. */
function OverwriteWarning({ provider }: { provider: string }) {
  return (
    <Banner tone="wait" title={<Trans>{provider} keeps this person up to date.</Trans>}>
      <Trans>{provider}'s next change of this person overwrites what you change here.</Trans>
    </Banner>
  );
}
