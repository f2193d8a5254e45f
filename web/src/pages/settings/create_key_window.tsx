import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { apiKeysQuery, createApiKey } from "~/api/api_key.ts";
import { idempotencyKey } from "~/api/client.ts";
import type { ApiKey, Id, Scope } from "~/api/contract.ts";
import { useStepUp } from "~/api/step_up.tsx";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { Checkbox, Select, TextField } from "~/parts/field.tsx";
import { useRefusal } from "~/parts/refusal.tsx";
import { ShownOnce } from "~/parts/shown_once.tsx";
import { Time } from "~/parts/time.tsx";
import { Window } from "~/parts/window.tsx";
import { useScopes } from "./api_key_scopes.ts";
import "./create_key_window.css";

interface CreateKeyWindowProps {
  organization: Id;
  /** The organization of the operators: its keys may manage organizations. */
  installation: boolean;
  onClose: () => void;
}

/** Asks what a key is for and what it may do, and shows the key once. */
export function CreateKeyWindow({ organization, installation, onClose }: CreateKeyWindowProps) {
  const { t } = useLingui();
  const [made, setMade] = useState<{ key: ApiKey; secret: string }>();
  if (!made) {
    return (
      <AskWindow organization={organization} installation={installation} onMade={setMade} onClose={onClose} />
    );
  }
  const { name, expires_at } = made.key;
  return (
    <ShownOnce
      title={t`API key for ${name}`}
      says={t`Copy it into the program. It is shown only in this window.`}
      label={t`API key`}
      text={made.secret}
      hint={
        expires_at ? (
          <Trans>
            It works until <Time at={expires_at} as="until" />, or until it is revoked.
          </Trans>
        ) : (
          t`It works until it is revoked.`
        )
      }
      onClose={onClose}
    />
  );
}

type Lifetime = "30" | "90" | "365" | "never";

interface AskWindowProps extends CreateKeyWindowProps {
  onMade: (made: { key: ApiKey; secret: string }) => void;
}

function AskWindow({ organization, installation, onMade, onClose }: AskWindowProps) {
  const { t } = useLingui();
  const form = useId();
  const client = useQueryClient();
  const { prove, window } = useStepUp();
  const offered = useScopes(installation);
  const [once] = useState(idempotencyKey);
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<readonly Scope[]>(["directory:read"]);
  const [lifetime, setLifetime] = useState<Lifetime>("90");
  const create = useMutation({
    mutationFn: () => {
      const key = {
        name: name.trim(),
        scopes,
        ...(lifetime !== "never" && { expires_in_days: Number(lifetime) }),
      };
      return prove(() => createApiKey(organization, key, once));
    },
    onSuccess: (made) => {
      void client.invalidateQueries({ queryKey: apiKeysQuery(organization).queryKey });
      onMade(made);
    },
  });
  const refusal = useRefusal(create.error, ["name", "scopes", "expires_in_days"]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!create.isPending && scopes.length > 0) create.mutate();
  };
  return (
    <Window
      open
      onOpenChange={(open) => open || onClose()}
      title={t`Create API key`}
      says={t`Allow it what its program does, and no more.`}
      buttons={
        <>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button
            look="first"
            type="submit"
            form={form}
            aria-disabled={scopes.length === 0}
            aria-busy={create.isPending}
          >
            {t`Create`}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit}>
        <TextField
          label={t`Name`}
          autoComplete="off"
          required
          maxLength={200}
          placeholder={t`What the program does, such as Nightly report`}
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={refusal.at("name")}
        />
        <fieldset className="scopes">
          <legend>{t`What it may do`}</legend>
          {offered.map(({ scope, name: allows, says }) => (
            <Checkbox
              key={scope}
              checked={scopes.includes(scope)}
              onChange={(on) => setScopes(on ? [...scopes, scope] : scopes.filter((each) => each !== scope))}
              hint={says}
            >
              {allows}
            </Checkbox>
          ))}
          {(scopes.length === 0 || refusal.at("scopes")) && (
            <p className="stops small">{refusal.at("scopes") ?? t`Choose at least one.`}</p>
          )}
        </fieldset>
        <Select<Lifetime>
          label={t`Expires`}
          value={lifetime}
          onChoose={setLifetime}
          options={[
            { value: "30", label: t`After 30 days` },
            { value: "90", label: t`After 90 days` },
            { value: "365", label: t`After a year` },
            { value: "never", label: t`Never` },
          ]}
          hint={
            lifetime === "never"
              ? t`Somebody has to remember to revoke it.`
              : t`Make a new key before that, and the program goes on without a gap.`
          }
          error={refusal.at("expires_in_days")}
        />
      </form>
      {refusal.rest !== undefined && <ErrorNote error={refusal.rest} />}
      {window}
    </Window>
  );
}
