import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { LockKeyhole } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { removePassword, setPassword } from "~/api/account.ts";
import { useAccountChange, useOtherSessions } from "~/api/account_change.ts";
import type { Me } from "~/api/contract.ts";
import { ApiError } from "~/api/problem.ts";
import { useStepUp } from "~/api/step_up.tsx";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { TextField } from "~/parts/field.tsx";
import { Icon } from "~/parts/icon.tsx";
import { Refused, useRefusal } from "~/parts/refusal.tsx";
import { Line, Lines, Section } from "~/parts/section.tsx";
import { useToast } from "~/parts/toast.tsx";
import { Question, Window } from "~/parts/window.tsx";
import type { Windows } from "./account_page.tsx";
import { OtherSessionsEnd } from "./other_sessions_end.tsx";

interface PasswordSectionProps {
  windows: Windows;
  methods: Me["methods"];
  /** The address that goes with the password, for the browser's own keeper of passwords. */
  email: string;
}

export function PasswordSection({ windows, methods, email }: PasswordSectionProps) {
  const { t } = useLingui();
  const { open, show, close } = windows;
  return (
    <Section title={t`Password`}>
      <Lines>
        <Line
          face={<Icon of={LockKeyhole} />}
          title={methods.password ? t`You have a password` : t`You have no password`}
          says={
            methods.password
              ? t`With your email it signs you in from any browser.`
              : t`You sign in without one. A password is not needed.`
          }
          end={
            <>
              {methods.password && (
                <Button onClick={() => show({ window: "remove-password" })}>{t`Remove`}</Button>
              )}
              <Button onClick={() => show({ window: "password" })}>
                {methods.password ? t`Change` : t`Set a password`}
              </Button>
            </>
          }
        />
      </Lines>
      {open.window === "password" && <PasswordWindow has={methods.password} email={email} onClose={close} />}
      {open.window === "remove-password" && methods.password && (
        <RemoveQuestion passkeys={methods.passkeys} onClose={close} />
      )}
    </Section>
  );
}

function PasswordWindow({ has, email, onClose }: { has: boolean; email: string; onClose: () => void }) {
  const { t } = useLingui();
  const form = useId();
  const tell = useToast();
  const { prove, window } = useStepUp();
  const [current, setCurrent] = useState("");
  const [password, setNext] = useState("");
  const change = useAccountChange(
    () => prove(() => setPassword(password, has ? current : undefined)),
    () => {
      tell(has ? t`Password changed.` : t`Password set.`);
      onClose();
    },
  );
  const wrongCurrent =
    change.error instanceof ApiError && change.error.status === 401 ? change.error : undefined;
  const refusal = useRefusal(change.error, ["password", "current"]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!change.isPending) change.mutate();
  };
  return (
    <Window
      open
      onOpenChange={(next) => next || onClose()}
      title={has ? t`Change your password` : t`Set a password`}
      says={t`Every other session of yours ends with it.`}
      buttons={
        <>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button look="first" type="submit" form={form} aria-busy={change.isPending}>
            {has ? t`Change` : t`Set`}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit}>
        <input className="sr" type="email" autoComplete="username" value={email} readOnly hidden />
        {has && (
          <TextField
            label={t`Current password`}
            type="password"
            autoComplete="current-password"
            required
            value={current}
            onChange={(event) => setCurrent(event.target.value)}
            error={wrongCurrent ? <Refused error={wrongCurrent} /> : refusal.at("current")}
          />
        )}
        <TextField
          label={t`New password`}
          type="password"
          autoComplete="new-password"
          required
          value={password}
          onChange={(event) => setNext(event.target.value)}
          hint={t`At least 12 characters, such as four words.`}
          error={refusal.at("password")}
        />
      </form>
      {refusal.rest !== undefined && !(wrongCurrent && has) && <ErrorNote error={refusal.rest} />}
      {window}
    </Window>
  );
}

function RemoveQuestion({ passkeys, onClose }: { passkeys: number; onClose: () => void }) {
  const { t } = useLingui();
  const tell = useToast();
  const { prove, window } = useStepUp();
  const sessions = useOtherSessions();
  const remove = useAccountChange(
    () => prove(removePassword),
    () => {
      tell(t`Password removed.`);
      onClose();
    },
  );
  return (
    <Question
      open
      onOpenChange={(next) => next || onClose()}
      title={t`Remove your password?`}
      consequences={[
        { count: 1, text: <Trans>password stops working now.</Trans> },
        { count: sessions, text: <OtherSessionsEnd count={sessions} /> },
        {
          count: passkeys,
          text: (
            <Plural
              value={passkeys}
              one="passkey is your way to sign in from then on."
              other="passkeys are your ways to sign in from then on."
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
