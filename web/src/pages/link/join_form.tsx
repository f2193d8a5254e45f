import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { KeyRound } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { LinkView } from "~/api/contract.ts";
import { acceptByPasskey, acceptByPassword } from "~/api/link.ts";
import { browserHasPasskeys } from "~/api/passkey.ts";
import { admit } from "~/api/sign_in.ts";
import { Button } from "~/parts/button.tsx";
import { TextField } from "~/parts/field.tsx";
import { PasskeyNote } from "~/parts/passkey_note.tsx";
import { useRefusal } from "~/parts/refusal.tsx";
import { Time } from "~/parts/time.tsx";
import { FrontPage } from "~/shell/front_page.tsx";
import { type Way, WayChoice } from "./way_choice.tsx";

interface JoinFormProps {
  link: LinkView;
  kind: "invitation" | "sign_in";
  secret: string;
  /** Whether passkeys work at this address. */
  passkeys: boolean;
}

/** Asks who one is, as far as the link leaves it open, and for one way to sign in from now on. */
export function JoinForm({ link, kind, secret, passkeys }: JoinFormProps) {
  const { t } = useLingui();
  const client = useQueryClient();
  const navigate = useNavigate();
  // The first owner of an installation is a stranger to it: nothing is known of them.
  const stranger = link.asks_email;
  const [name, setName] = useState(stranger ? "" : (link.person?.name ?? ""));
  const [email, setEmail] = useState(stranger ? "" : (link.person?.email ?? ""));
  const [chosen, setWay] = useState<Way>();
  const [password, setPassword] = useState("");
  const [label, setLabel] = useState("");

  const withPasskeys = passkeys && browserHasPasskeys();
  const way = chosen ?? (withPasskeys ? "passkey" : "password");
  const accept = useMutation({
    mutationFn: () => {
      const joining = { ...(kind === "invitation" && { name }), ...(stranger && { email }) };
      return way === "passkey"
        ? acceptByPasskey(secret, joining, label.trim() || t`Passkey`)
        : acceptByPassword(secret, joining, password);
    },
    onSuccess: (me) => {
      admit(client, me);
      void navigate({ to: "/", replace: true });
    },
  });
  const refusal = useRefusal(accept.error, [
    "name",
    "email",
    "label",
    ...(way === "password" ? ["password"] : []),
  ]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!accept.isPending) accept.mutate();
  };
  const organization = link.organization.name;
  const joins = stranger ? t`Set up Muster` : t`Join ${organization}`;
  const title = kind === "invitation" ? joins : t`A new way to sign in`;
  return (
    <FrontPage
      title={title}
      says={
        stranger ? (
          <Trans>
            You become the owner of this installation. The link counts once, until{" "}
            <Time at={link.expires_at} as="until" />.
          </Trans>
        ) : kind === "invitation" ? (
          <Trans>
            The invitation counts once, until <Time at={link.expires_at} as="until" />.
          </Trans>
        ) : (
          <Trans>
            At {organization}. It takes the place of every password and passkey you had there, and ends every
            session of yours.
          </Trans>
        )
      }
    >
      <form onSubmit={submit}>
        {kind === "invitation" && (
          <TextField
            label={t`Name`}
            autoComplete="name"
            required
            value={name}
            onChange={(event) => setName(event.target.value)}
            hint={t`As colleagues know you.`}
            error={refusal.at("name")}
          />
        )}
        <TextField
          label={t`Email`}
          type="email"
          autoComplete="username"
          required
          locked={!stranger}
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          hint={stranger ? t`You sign in with it.` : undefined}
          error={refusal.at("email")}
        />
        {withPasskeys && <WayChoice way={way} onChoose={setWay} />}
        {way === "passkey" ? (
          <TextField
            label={t`Name of the passkey`}
            optional
            autoComplete="off"
            maxLength={100}
            placeholder={t`Where it lives, such as MacBook`}
            value={label}
            onChange={(event) => setLabel(event.target.value)}
            hint={t`Your device asks for its screen lock, and nobody can copy what it keeps.`}
            error={refusal.at("label")}
          />
        ) : (
          <TextField
            label={t`Password`}
            type="password"
            autoComplete="new-password"
            required
            value={password}
            onChange={(event) => setPassword(event.target.value)}
            hint={t`At least 12 characters, such as four words.`}
            error={refusal.at("password")}
          />
        )}
        {refusal.rest !== undefined && <PasskeyNote error={refusal.rest} />}
        <Button
          look="first"
          type="submit"
          aria-busy={accept.isPending}
          {...(way === "passkey" && { icon: KeyRound })}
        >
          {kind === "invitation" ? t`Join` : t`Sign in`}
        </Button>
      </form>
    </FrontPage>
  );
}
