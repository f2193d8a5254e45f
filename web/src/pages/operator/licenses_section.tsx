import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { type FormEvent, useState } from "react";
import type { Organization } from "~/api/contract.ts";
import { useOrganizationEdit } from "~/api/organization.ts";
import { Banner, ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { TextField } from "~/parts/field.tsx";
import { LicenseMeter } from "~/parts/license_meter.tsx";
import { useRefusal } from "~/parts/refusal.tsx";
import { Saved } from "~/parts/saved.tsx";
import { Section } from "~/parts/section.tsx";

/** How many licenses are bought. Fewer than are in use is allowed: nobody loses theirs, nobody gets one. */
export function LicensesSection({ organization }: { organization: Organization }) {
  const { t } = useLingui();
  const { bought, in_use, waiting } = organization.licenses;
  const [text, setText] = useState(String(bought));
  const edit = useOrganizationEdit(organization.id);
  const refusal = useRefusal(edit.error, ["licenses"]);
  const wanted = Number(text);
  const whole = text.trim() !== "" && Number.isInteger(wanted) && wanted >= 0;
  const changed = wanted !== bought;
  const short = in_use - wanted;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (whole && changed && !edit.isPending) edit.mutate({ licenses: wanted });
  };
  return (
    <Section title={t`Licenses`}>
      <form className="card" onSubmit={submit}>
        <div className="wide">
          <LicenseMeter bought={bought} inUse={in_use} waiting={waiting} />
        </div>
        <div className="short">
          <TextField
            label={t`Licenses bought`}
            type="number"
            inputMode="numeric"
            min={0}
            max={10_000_000}
            required
            value={text}
            onChange={(event) => setText(event.target.value)}
            error={whole ? refusal.at("licenses") : t`Choose a whole number, 0 or more.`}
          />
        </div>
        {whole && changed && short > 0 && (
          <Banner
            tone="wait"
            title={
              <Plural
                value={short}
                one="# member more than that holds a license."
                other="# members more than that hold licenses."
              />
            }
          >
            <Trans>They keep theirs, and nobody gets one until enough are given back.</Trans>
          </Banner>
        )}
        {refusal.rest !== undefined && <ErrorNote error={refusal.rest} />}
        <div className="buttons">
          <Button
            type="submit"
            look={changed && whole ? "first" : undefined}
            aria-disabled={!changed || !whole}
            aria-busy={edit.isPending}
          >
            {t`Save`}
          </Button>
          <Saved when={edit.isSuccess && !changed} />
        </div>
      </form>
    </Section>
  );
}
