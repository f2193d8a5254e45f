import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { type FormEvent, type ReactNode, useCallback, useId, useRef, useState } from "react";
import { Button, ButtonAddress } from "~/parts/button.tsx";
import { TextField } from "~/parts/field.tsx";
import { PasskeyNote } from "~/parts/passkey_note.tsx";
import { Refused } from "~/parts/refusal.tsx";
import { Window } from "~/parts/window.tsx";
import { api } from "./client.ts";
import type { Me } from "./contract.ts";
import { here, startAddress } from "./login.ts";
import { type Assertion, askForPasskey, browserHasPasskeys } from "./passkey.ts";
import { ApiError } from "./problem.ts";
import { sessionQuery } from "./queries.ts";

export interface StepUp {
  /**
   * Makes a call. Where the server wants a fresh proof of who asks, the window asks for it and the call is made
   * once more. Who gives no proof gets the server's refusal.
   */
  prove: <T>(call: () => Promise<T>) => Promise<T>;
  /** The same before what is no call: whether there is a proof now. */
  proveFirst: () => Promise<boolean>;
  /** The window. It must stand inside of the window whose button makes the call, so that it lies over that one. */
  window: ReactNode;
}

/** Lets a page make calls that want a fresh proof, without knowing which ones do. */
export function useStepUp(): StepUp {
  const client = useQueryClient();
  const [asked, setAsked] = useState<{ answer: (proved: boolean) => void }>();
  const prove = useCallback(async <T,>(call: () => Promise<T>): Promise<T> => {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== "step_up_required") throw error;
      const proved = await new Promise<boolean>((answer) => setAsked({ answer }));
      setAsked(undefined);
      if (!proved) throw error;
      return call();
    }
  }, []);
  const proveFirst = useCallback(async () => {
    const me = await client.fetchQuery({ ...sessionQuery, staleTime: 0 });
    if (me && Date.parse(me.step_up_until) > Date.now()) return true;
    const proved = await new Promise<boolean>((answer) => setAsked({ answer }));
    setAsked(undefined);
    return proved;
  }, [client]);
  return { prove, proveFirst, window: asked && <ProofWindow onAnswer={asked.answer} /> };
}

function ProofWindow({ onAnswer }: { onAnswer: (proved: boolean) => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const form = useId();
  const field = useRef<HTMLInputElement>(null);
  const { data: me } = useQuery(sessionQuery);
  const [password, setPassword] = useState("");
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const proofs = me?.proofs ?? { password: false, passkey: false };
  const logins = me?.methods.logins ?? [];
  const byPasskey = proofs.passkey && browserHasPasskeys();

  const offer = async (proof: () => Promise<Me>) => {
    if (busy) return;
    setBusy(true);
    setError(undefined);
    try {
      client.setQueryData(sessionQuery.queryKey, await proof());
      onAnswer(true);
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation(); // a form around this window is another's
    void offer(() => api.post<Me>("/session/step-up/password", { password }));
  };
  const refused = error instanceof ApiError && error.status < 500 && error.code !== "unreachable";
  return (
    <Window
      open
      onOpenChange={(open) => open || onAnswer(false)}
      {...(proofs.password && { initialFocus: field })}
      title={t`Confirm that it is you`}
      says={t`This can be done only shortly after you proved who you are. The proof counts for 10 minutes.`}
      buttons={
        <>
          <Button onClick={() => onAnswer(false)}>{t`Cancel`}</Button>
          {byPasskey && (
            <Button
              icon={KeyRound}
              look={proofs.password ? undefined : "first"}
              aria-busy={busy}
              onClick={() => void offer(provePasskey)}
            >
              {t`Use a passkey`}
            </Button>
          )}
          {logins.map(({ id, name, start }, index) => (
            <ButtonAddress
              key={id}
              look={!proofs.password && !byPasskey && index === 0 ? "first" : undefined}
              href={startAddress(start, "confirm", here())}
            >
              {t`Confirm with ${name}`}
            </ButtonAddress>
          ))}
          {proofs.password && (
            <Button look="first" type="submit" form={form} aria-busy={busy}>
              {t`Confirm`}
            </Button>
          )}
        </>
      }
    >
      {proofs.password && (
        <form id={form} onSubmit={submit}>
          <TextField
            ref={field}
            label={t`Password`}
            type="password"
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
            error={refused ? <Refused error={error} /> : undefined}
          />
        </form>
      )}
      {logins.length > 0 && (
        <p className="small muted">
          <Trans>
            Your identity provider asks you anew and leads you back here. Then repeat what you were about to
            do.
          </Trans>
        </p>
      )}
      {!proofs.password && !byPasskey && logins.length === 0 && (
        <p>
          <Trans>
            Neither a password nor a passkey of yours counts here. Sign out and sign in again, then repeat
            this.
          </Trans>
        </p>
      )}
      {error !== undefined && !(refused && proofs.password) && <PasskeyNote error={error} />}
    </Window>
  );
}

async function provePasskey(): Promise<Me> {
  const begun = await api.post<Assertion>("/session/step-up/passkey/begin");
  return api.post<Me>("/session/step-up/passkey/finish", await askForPasskey(begun));
}
