import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { KeyRound } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { beginPasskey, finishPasskey, removePasskey, renamePasskey } from "~/api/account.ts";
import { useAccountChange, useOtherSessions } from "~/api/account_change.ts";
import type { Passkey } from "~/api/contract.ts";
import { useStepUp } from "~/api/step_up.tsx";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { TextField } from "~/parts/field.tsx";
import { PasskeyNote } from "~/parts/passkey_note.tsx";
import { useRefusal } from "~/parts/refusal.tsx";
import { useToast } from "~/parts/toast.tsx";
import { Question, Window } from "~/parts/window.tsx";
import { OtherSessionsEnd } from "./other_sessions_end.tsx";

export function AddPasskeyWindow({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const form = useId();
  const tell = useToast();
  const { prove, window } = useStepUp();
  const [name, setName] = useState("");
  // Proved before the browser asks: a ceremony that is begun must not wait for somebody to type a password.
  const add = useAccountChange(
    async () => finishPasskey(await prove(beginPasskey), name.trim()),
    (passkey) => {
      tell(t`${passkey.name} signs you in from now on.`);
      onClose();
    },
  );
  const refusal = useRefusal(add.error, ["name"]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!add.isPending) add.mutate();
  };
  return (
    <Window
      open
      onOpenChange={(next) => next || onClose()}
      title={t`Add a passkey`}
      says={t`Your browser asks next which device or security key is to keep it.`}
      buttons={
        <>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button look="first" icon={KeyRound} type="submit" form={form} aria-busy={add.isPending}>
            {t`Add`}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit}>
        <TextField
          label={t`Name`}
          autoComplete="off"
          required
          maxLength={100}
          placeholder={t`Where it lives, such as MacBook`}
          value={name}
          onChange={(event) => setName(event.target.value)}
          hint={t`So that you know later which one to remove.`}
          error={refusal.at("name")}
        />
      </form>
      {refusal.rest !== undefined && <PasskeyNote error={refusal.rest} />}
      {window}
    </Window>
  );
}

export function RenamePasskeyWindow({ passkey, onClose }: { passkey: Passkey; onClose: () => void }) {
  const { t } = useLingui();
  const form = useId();
  const [name, setName] = useState(passkey.name);
  const rename = useAccountChange(() => renamePasskey(passkey.id, name.trim()), onClose);
  const refusal = useRefusal(rename.error, ["name"]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!rename.isPending) rename.mutate();
  };
  return (
    <Window
      open
      onOpenChange={(next) => next || onClose()}
      title={t`Rename ${passkey.name}`}
      buttons={
        <>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button look="first" type="submit" form={form} aria-busy={rename.isPending}>
            {t`Rename`}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit}>
        <TextField
          label={t`Name`}
          autoComplete="off"
          required
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={refusal.at("name")}
        />
      </form>
      {refusal.rest !== undefined && <ErrorNote error={refusal.rest} />}
    </Window>
  );
}

interface RemovePasskeyQuestionProps {
  passkey: Passkey;
  /** How many ways to sign in are left. */
  others: number;
  onClose: () => void;
}

export function RemovePasskeyQuestion({ passkey, others, onClose }: RemovePasskeyQuestionProps) {
  const { t } = useLingui();
  const tell = useToast();
  const { prove, window } = useStepUp();
  const sessions = useOtherSessions();
  const { name } = passkey;
  const remove = useAccountChange(
    () => prove(() => removePasskey(passkey.id)),
    () => {
      tell(t`${name} is removed.`);
      onClose();
    },
  );
  return (
    <Question
      open
      onOpenChange={(next) => next || onClose()}
      title={t`Remove the passkey ${name}?`}
      consequences={[
        { count: 1, text: <Trans>passkey signs you in no more. Remove it from the device too.</Trans> },
        { count: sessions, text: <OtherSessionsEnd count={sessions} /> },
        {
          count: others,
          text: (
            <Plural
              value={others}
              one="other way to sign in is left."
              other="other ways to sign in are left."
            />
          ),
        },
      ]}
      confirm={t`Remove`}
      keep={t`Keep`}
      busy={remove.isPending}
      onConfirm={() => remove.mutate()}
    >
      {remove.error && <ErrorNote error={remove.error} />}
      {window}
    </Question>
  );
}
