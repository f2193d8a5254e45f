import { useLingui } from "@lingui/react/macro";
import { type FormEvent, useState } from "react";
import type { Id, LoginMethod } from "~/api/contract.ts";
import { loginMethodCalls } from "~/api/login_method.ts";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { Select, TextField } from "~/parts/field.tsx";
import { useRefusal } from "~/parts/refusal.tsx";
import { Section } from "~/parts/section.tsx";
import { useToast } from "~/parts/toast.tsx";
import { issuerOf } from "./guides/guides.ts";
import { useSignInChange } from "./method_change.ts";
import { useMethodProvider } from "./method_provider.ts";

type Proof = "secret" | "key";

interface OidcFormProps {
  organization: Id;
  method: LoginMethod;
  etag: string | undefined;
  settings: NonNullable<LoginMethod["oidc"]>;
}

/** What the provider's page answers: who it is, and how it calls us. */
export function OidcForm({ organization, method, etag, settings }: OidcFormProps) {
  const { t } = useLingui();
  const tell = useToast();
  const provider = useMethodProvider(method);
  const [issuer, setIssuer] = useState(settings.issuer || issuerOf(method.provider));
  const [clientId, setClientId] = useState(settings.client_id);
  const [by, setBy] = useState<Proof>(settings.client_id && !settings.has_secret ? "key" : "secret");
  const [secret, setSecret] = useState("");
  const { mutation: save, proof } = useSignInChange(
    organization,
    () => {
      const oidc = {
        issuer: issuer.trim(),
        client_id: clientId.trim(),
        ...(by === "key" ? { with_key: true } : secret && { client_secret: secret }),
      };
      return loginMethodCalls(organization).edit(method.id, { oidc }, etag);
    },
    () => tell(t`Saved.`),
  );
  const refusal = useRefusal(save.error, ["issuer", "client_id", "client_secret"]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!save.isPending) save.mutate(undefined);
  };
  return (
    <Section title={t`What ${provider} says`}>
      <form className="card" onSubmit={submit}>
        <TextField
          label={t`Issuer`}
          type="url"
          autoComplete="off"
          required
          placeholder="https://example.okta.com"
          value={issuer}
          onChange={(event) => setIssuer(event.target.value)}
          hint={t`Exactly as the provider writes it. Its keys and addresses are found from there.`}
          error={refusal.at("issuer")}
        />
        <TextField
          label={t`Client ID`}
          autoComplete="off"
          spellCheck={false}
          required
          value={clientId}
          onChange={(event) => setClientId(event.target.value)}
          error={refusal.at("client_id")}
        />
        <Select<Proof>
          label={t`Client authentication`}
          value={by}
          onChoose={setBy}
          options={[
            { value: "secret", label: t`Client secret` },
            { value: "key", label: t`Public key (private_key_jwt)` },
          ]}
          hint={by === "key" ? t`The provider reads our public keys at the JWKS URL above.` : undefined}
        />
        {by === "secret" && (
          <TextField
            label={t`Client secret`}
            type="password"
            autoComplete="off"
            required={!settings.has_secret}
            value={secret}
            onChange={(event) => setSecret(event.target.value)}
            hint={
              settings.has_secret ? t`One is kept. Leave this empty to keep it.` : t`It is never shown again.`
            }
            error={refusal.at("client_secret")}
          />
        )}
        {refusal.rest !== undefined && <ErrorNote error={refusal.rest} />}
        <div className="buttons">
          <Button look={method.complete ? undefined : "first"} type="submit" aria-busy={save.isPending}>
            {t`Save`}
          </Button>
        </div>
        {proof}
      </form>
    </Section>
  );
}
