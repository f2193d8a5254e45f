import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { idempotencyKey } from "~/api/client.ts";
import type { Id, SetupLink } from "~/api/contract.ts";
import { createSetupLink, setupLinksQuery } from "~/api/setup_link.ts";
import { useStepUp } from "~/api/step_up.tsx";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { Select, TextField } from "~/parts/field.tsx";
import { useRefusal } from "~/parts/refusal.tsx";
import { ShownOnce } from "~/parts/shown_once.tsx";
import { Time } from "~/parts/time.tsx";
import { Window } from "~/parts/window.tsx";

type Hours = "24" | "72" | "168" | "720";

/** Asks for whom a setup link is and how long it counts, and shows it once. */
export function SetupLinkWindow({ organization, onClose }: { organization: Id; onClose: () => void }) {
  const { t } = useLingui();
  const form = useId();
  const client = useQueryClient();
  const { prove, window } = useStepUp();
  const [once] = useState(idempotencyKey);
  const [label, setLabel] = useState("");
  const [hours, setHours] = useState<Hours>("72");
  const [made, setMade] = useState<SetupLink & { url: string }>();
  const create = useMutation({
    mutationFn: () =>
      prove(() =>
        createSetupLink(organization, { label: label.trim(), expires_in_hours: Number(hours) }, once),
      ),
    onSuccess: (link) => {
      void client.invalidateQueries({ queryKey: setupLinksQuery(organization).queryKey });
      setMade(link);
    },
  });
  const refusal = useRefusal(create.error, ["label", "expires_in_hours"]);
  if (made) {
    return (
      <ShownOnce
        title={t`Setup link for ${made.label}`}
        says={t`Send it to them. It is shown only in this window.`}
        label={t`Setup link`}
        text={made.url}
        hint={
          <Trans>
            It may be opened again and again, until <Time at={made.expires_at} as="until" />.
          </Trans>
        }
        onClose={onClose}
      />
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!create.isPending) create.mutate();
  };
  return (
    <Window
      open
      onOpenChange={(next) => next || onClose()}
      title={t`Create setup link`}
      says={t`Whoever has the link may connect an identity provider and generate its Secret Token.`}
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
          label={t`For whom`}
          autoComplete="off"
          required
          maxLength={200}
          placeholder={t`Such as IT at Fernhill Optics`}
          value={label}
          onChange={(event) => setLabel(event.target.value)}
          hint={t`It stands in Activity beside what they do.`}
          error={refusal.at("label")}
        />
        <Select<Hours>
          label={t`Counts for`}
          value={hours}
          onChoose={setHours}
          options={[
            { value: "24", label: t`A day` },
            { value: "72", label: t`3 days` },
            { value: "168", label: t`A week` },
            { value: "720", label: t`30 days` },
          ]}
          error={refusal.at("expires_in_hours")}
        />
      </form>
      {refusal.rest !== undefined && <ErrorNote error={refusal.rest} />}
      {window}
    </Window>
  );
}
