import { useLingui } from "@lingui/react/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { Credentials, Fitting } from "~/api/contract.ts";
import { waysInQuery } from "~/api/login.ts";
import { browserHasPasskeys } from "~/api/passkey.ts";
import { ApiError } from "~/api/problem.ts";
import { admit, signInByPasskey, signInByPassword } from "~/api/sign_in.ts";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { TextField } from "~/parts/field.tsx";
import { PasskeyNote } from "~/parts/passkey_note.tsx";
import { Refused } from "~/parts/refusal.tsx";
import { ProviderWays } from "./provider_ways.tsx";

interface SignInFormProps {
  /** Whether passkeys work at this address. */
  passkeys: boolean;
  /** Where to go after signing in. */
  next: string;
  onFits: (fits: { credentials: Credentials; choose: readonly Fitting[] }) => void;
}

/**
 * Email first: its domain may lead to an identity provider, and where no password counts, none is asked for. A
 * passkey says by itself whose it is.
 */
export function SignInForm({ passkeys, next, onFits }: SignInFormProps) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const byPassword = useMutation({
    mutationFn: signInByPassword,
    onSuccess: (answer, credentials) =>
      "choose" in answer ? onFits({ credentials, choose: answer.choose }) : admit(client, answer),
  });
  const byPasskey = useMutation({
    mutationFn: signInByPasskey,
    onSuccess: (me) => admit(client, me),
  });
  // The address that was looked up: what is being typed is none yet.
  const [sought, setSought] = useState("");
  const found = useQuery({ ...waysInQuery(sought), enabled: sought !== "" });
  const ways = sought === email.trim() ? found.data : undefined;
  const passwords = ways?.passwords ?? true;
  const seek = (address: string) => setSought(/^\S+@\S+$/.test(address.trim()) ? address.trim() : "");
  const busy = byPassword.isPending || byPasskey.isPending;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    seek(email);
    if (!passwords || password === "") return;
    byPasskey.reset();
    byPassword.mutate({ email, password });
  };
  const wrong = byPassword.error instanceof ApiError && byPassword.error.status === 401 && byPassword.error;
  return (
    <>
      <form onSubmit={submit}>
        <TextField
          label={t`Email`}
          type="email"
          name="email"
          autoComplete="username"
          required
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          onBlur={(event) => seek(event.target.value)}
        />
        {ways && ways.items.length > 0 && <ProviderWays ways={ways} email={sought} next={next} />}
        {passwords && (
          <>
            {ways && ways.items.length > 0 && <p className="or">{t`or`}</p>}
            <TextField
              label={t`Password`}
              type="password"
              name="password"
              autoComplete="current-password"
              required
              value={password}
              onChange={(event) => setPassword(event.target.value)}
              error={wrong ? <Refused error={wrong} /> : undefined}
            />
            {byPassword.error && !wrong && <ErrorNote error={byPassword.error} />}
            <Button
              look={ways && ways.items.length > 0 ? undefined : "first"}
              type="submit"
              aria-busy={byPassword.isPending}
            >
              {t`Sign in`}
            </Button>
          </>
        )}
      </form>
      {passkeys && browserHasPasskeys() && (
        <div className="ask">
          <p className="or">{t`or`}</p>
          <Button
            icon={KeyRound}
            aria-busy={byPasskey.isPending}
            onClick={() => {
              if (busy) return;
              byPassword.reset();
              byPasskey.mutate();
            }}
          >
            {t`Sign in with a passkey`}
          </Button>
          {byPasskey.error && <PasskeyNote error={byPasskey.error} />}
        </div>
      )}
    </>
  );
}
