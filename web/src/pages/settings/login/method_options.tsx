import { useLingui } from "@lingui/react/macro";
import { type FormEvent, useState } from "react";
import type { Id, LoginMethod, LoginMethodEdit } from "~/api/contract.ts";
import { loginMethodCalls } from "~/api/login_method.ts";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { Checkbox, TextField } from "~/parts/field.tsx";
import { useRefusal } from "~/parts/refusal.tsx";
import { Saved } from "~/parts/saved.tsx";
import { Section } from "~/parts/section.tsx";
import { useProviderName } from "../provider_name.ts";
import { useSignInChange } from "./method_change.ts";

interface MethodOptionsProps {
  organization: Id;
  method: LoginMethod;
  etag: string | undefined;
}

/** What it is called, and whom it lets in besides. */
export function MethodOptions({ organization, method, etag }: MethodOptionsProps) {
  const { t } = useLingui();
  const provider = useProviderName()(method.provider, method.provider_name);
  const [name, setName] = useState(method.name);
  const [joins, setJoins] = useState(method.just_in_time);
  const [unsolicited, setUnsolicited] = useState(method.saml?.unsolicited ?? false);
  const edit: LoginMethodEdit = {
    ...(name.trim() !== method.name && { name: name.trim() }),
    ...(joins !== method.just_in_time && { just_in_time: joins }),
    ...(method.saml && unsolicited !== method.saml.unsolicited && { unsolicited }),
  };
  const changed = Object.keys(edit).length > 0;
  const { mutation: save, proof } = useSignInChange(organization, () =>
    loginMethodCalls(organization).edit(method.id, edit, etag),
  );
  const refusal = useRefusal(save.error, ["name"]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (changed && !save.isPending) save.mutate(undefined);
  };
  return (
    <Section title={t`Options`}>
      <form className="card" onSubmit={submit}>
        <TextField
          label={t`Name on the sign-in page`}
          autoComplete="off"
          maxLength={100}
          required
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={refusal.at("name")}
        />
        <Checkbox
          checked={joins}
          onChange={setJoins}
          hint={t`Whoever ${provider} sends with an address in a verified domain becomes a member and takes a license, though no provisioning brought them; nor does any take them away.`}
        >
          {t`Let people join by signing in`}
        </Checkbox>
        {method.saml && (
          <Checkbox
            checked={unsolicited}
            onChange={setUnsolicited}
            hint={t`Whoever presses the tile there is signed in, although they did not begin here; so somebody could be led into another's account.`}
          >
            {t`Allow sign-in from the provider's own app list`}
          </Checkbox>
        )}
        {refusal.rest !== undefined && <ErrorNote error={refusal.rest} />}
        <div className="buttons">
          <Button
            type="submit"
            look={changed ? "first" : undefined}
            aria-disabled={!changed}
            aria-busy={save.isPending}
          >
            {t`Save options`}
          </Button>
          <Saved when={save.isSuccess && !changed} />
        </div>
        {proof}
      </form>
    </Section>
  );
}
