import { useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useId, useState } from "react";
import { idempotencyKey } from "~/api/client.ts";
import { createOrganization, operatorKey } from "~/api/operator.ts";
import { organizationsQuery } from "~/api/queries.ts";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { Checkbox, TextField } from "~/parts/field.tsx";
import { useRefusal } from "~/parts/refusal.tsx";
import { Window } from "~/parts/window.tsx";

/** Creates an organization and goes to its page, where its first owner is invited. */
export function CreateOrganizationWindow({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const form = useId();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [once] = useState(idempotencyKey);
  const [name, setName] = useState("");
  const [licenses, setLicenses] = useState("");
  const [provisioning, setProvisioning] = useState(true);
  const create = useMutation({
    mutationFn: () =>
      createOrganization({ name: name.trim(), licenses: Number(licenses), provisioning }, once),
    onSuccess: ({ id }) => {
      void client.invalidateQueries({ queryKey: operatorKey });
      void client.invalidateQueries({ queryKey: organizationsQuery.queryKey });
      void navigate({ to: "/operator/organizations/$organization", params: { organization: id } });
    },
  });
  const refusal = useRefusal(create.error, ["name", "licenses"]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!create.isPending) create.mutate();
  };
  return (
    <Window
      open
      onOpenChange={(open) => open || onClose()}
      title={t`Create organization`}
      says={t`It begins without people. Its first owner is invited next.`}
      buttons={
        <>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button look="first" type="submit" form={form} aria-busy={create.isPending}>
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
          value={name}
          onChange={(event) => setName(event.target.value)}
          hint={t`As its people see it when they sign in.`}
          error={refusal.at("name")}
        />
        <div className="short">
          <TextField
            label={t`Licenses`}
            type="number"
            inputMode="numeric"
            min={0}
            max={10_000_000}
            required
            value={licenses}
            onChange={(event) => setLicenses(event.target.value)}
            hint={t`One for each member who is not deactivated.`}
            error={refusal.at("licenses")}
          />
        </div>
        <Checkbox
          checked={provisioning}
          onChange={setProvisioning}
          hint={t`Its administrators may connect an identity provider.`}
        >
          {t`The plan includes user provisioning`}
        </Checkbox>
      </form>
      {refusal.rest !== undefined && <ErrorNote error={refusal.rest} />}
    </Window>
  );
}
