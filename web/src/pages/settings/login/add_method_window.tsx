import { useLingui } from "@lingui/react/macro";
import { type FormEvent, useId, useState } from "react";
import { idempotencyKey } from "~/api/client.ts";
import type { Id, LoginMethod, LoginProtocol, ProviderId } from "~/api/contract.ts";
import { loginMethodCalls } from "~/api/login_method.ts";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { Select, TextField } from "~/parts/field.tsx";
import { useRefusal } from "~/parts/refusal.tsx";
import { Window } from "~/parts/window.tsx";
import { useProviderName } from "../provider_name.ts";
import { useSignInChange } from "./method_change.ts";

const providers: readonly ProviderId[] = ["okta", "entra", "onelogin", "jumpcloud", "google", "other"];

interface AddMethodWindowProps {
  organization: Id;
  onMade: (method: LoginMethod) => void;
  onClose: () => void;
}

/** Asks for the provider and how it speaks; the rest stands on the method's own page. */
export function AddMethodWindow({ organization, onMade, onClose }: AddMethodWindowProps) {
  const { t } = useLingui();
  const form = useId();
  const nameOf = useProviderName();
  const [once] = useState(idempotencyKey);
  const [provider, setProvider] = useState<ProviderId>("okta");
  const [protocol, setProtocol] = useState<LoginProtocol>("oidc");
  const [name, setName] = useState("");
  const { mutation: create, proof } = useSignInChange(
    organization,
    () =>
      loginMethodCalls(organization).create(
        { provider, protocol, ...(name.trim() && { name: name.trim() }) },
        once,
      ),
    onMade,
  );
  const refusal = useRefusal(create.error, ["name"]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!create.isPending) create.mutate(undefined);
  };
  return (
    <Window
      open
      onOpenChange={(open) => open || onClose()}
      title={t`Add login method`}
      says={t`It lets nobody in until you activate it.`}
      buttons={
        <>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button look="first" type="submit" form={form} aria-busy={create.isPending}>
            {t`Add`}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit}>
        <Select<ProviderId>
          label={t`Identity provider`}
          value={provider}
          onChoose={setProvider}
          options={providers.map((each) => ({ value: each, label: nameOf(each) }))}
        />
        <Select<LoginProtocol>
          label={t`Protocol`}
          value={protocol}
          onChoose={setProtocol}
          options={[
            { value: "oidc", label: t`OpenID Connect (recommended)` },
            { value: "saml", label: "SAML 2.0" },
          ]}
          hint={
            protocol === "oidc"
              ? t`Three values to copy, and keys that change by themselves.`
              : t`Where your company asks for SAML. Its certificates have to be changed by hand.`
          }
        />
        <TextField
          label={t`Name on the sign-in page`}
          optional
          autoComplete="off"
          maxLength={100}
          placeholder={provider === "other" ? undefined : nameOf(provider)}
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={refusal.at("name")}
        />
      </form>
      {refusal.rest !== undefined && <ErrorNote error={refusal.rest} />}
      {proof}
    </Window>
  );
}
