import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import type { Organization } from "~/api/contract.ts";
import { useOrganizationEdit } from "~/api/organization.ts";
import { organizationQuery, sessionQuery } from "~/api/queries.ts";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { TextField } from "~/parts/field.tsx";
import { KeyValueList } from "~/parts/key_value_list.tsx";
import { LoadingRows } from "~/parts/loading_rows.tsx";
import { useRefusal } from "~/parts/refusal.tsx";
import { Saved } from "~/parts/saved.tsx";
import { Section, Sections } from "~/parts/section.tsx";
import { Time } from "~/parts/time.tsx";

/** Settings › General: what the organization is called, and how long its provisioning log remembers. */
export function GeneralSettings() {
  const { organization } = useParams({ from: "/o/$organization/settings/general" });
  const { data, error, refetch } = useQuery(organizationQuery(organization));
  const { data: me } = useQuery(sessionQuery);
  return (
    <Sections>
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <LoadingRows count={3} />}
      {data && (
        <>
          <NameSection organization={data} operates={me?.role === "operator"} />
          <LogSection organization={data} />
          <AboutSection organization={data} />
        </>
      )}
    </Sections>
  );
}

/** The operator names organizations; whoever manages one reads the name and learns whom to ask. */
export function NameSection({ organization, operates }: { organization: Organization; operates: boolean }) {
  const { t } = useLingui();
  const [name, setName] = useState(organization.name);
  const edit = useOrganizationEdit(organization.id);
  const refusal = useRefusal(edit.error, ["name"]);
  const changed = name.trim() !== organization.name;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (changed && !edit.isPending) edit.mutate({ name: name.trim() });
  };
  return (
    <Section title={t`Name`}>
      <form className="card" onSubmit={submit}>
        <TextField
          label={t`Name of the organization`}
          autoComplete="off"
          required
          locked={!operates}
          value={name}
          onChange={(event) => setName(event.target.value)}
          hint={
            operates
              ? t`As its people see it when they sign in.`
              : t`Whoever runs this installation decides the name. Ask them to change it.`
          }
          error={refusal.at("name")}
        />
        {refusal.rest !== undefined && <ErrorNote error={refusal.rest} />}
        {operates && (
          <div className="buttons">
            <Button
              type="submit"
              look={changed ? "first" : undefined}
              aria-disabled={!changed}
              aria-busy={edit.isPending}
            >
              {t`Save`}
            </Button>
            <Saved when={edit.isSuccess && !changed} />
          </div>
        )}
      </form>
    </Section>
  );
}

function LogSection({ organization }: { organization: Organization }) {
  const { t } = useLingui();
  const [text, setText] = useState(String(organization.log_days));
  const edit = useOrganizationEdit(organization.id);
  const refusal = useRefusal(edit.error, ["log_days"]);
  const days = Number(text);
  const whole = Number.isInteger(days) && days >= 1 && days <= 400;
  const changed = days !== organization.log_days;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (changed && whole && !edit.isPending) edit.mutate({ log_days: days });
  };
  return (
    <Section
      title={t`Provisioning log`}
      says={t`It keeps what each identity provider sent and what was answered, without secrets. Activity is kept without an end and does not depend on it.`}
    >
      <form className="card" onSubmit={submit}>
        <div className="short">
          <TextField
            label={t`Days to keep a request`}
            type="number"
            inputMode="numeric"
            min={1}
            max={400}
            required
            value={text}
            onChange={(event) => setText(event.target.value)}
            error={whole ? refusal.at("log_days") : t`Choose a whole number from 1 to 400.`}
          />
        </div>
        {whole && (
          <p className="muted">
            {days < organization.log_days ? (
              <Plural
                value={days}
                one="Once saved, requests older than # day are deleted for good within the hour."
                other="Once saved, requests older than # days are deleted for good within the hour."
              />
            ) : (
              <Plural
                value={days}
                one="Requests older than # day are deleted for good. What was deleted before does not come back."
                other="Requests older than # days are deleted for good. What was deleted before does not come back."
              />
            )}
          </p>
        )}
        {refusal.rest !== undefined && <ErrorNote error={refusal.rest} />}
        <div className="buttons">
          <Button
            type="submit"
            look={changed ? "first" : undefined}
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

function AboutSection({ organization }: { organization: Organization }) {
  const { t } = useLingui();
  const { bought, in_use } = organization.licenses;
  return (
    <Section title={t`Plan`} says={t`Whoever runs this installation decides it.`}>
      <div className="card">
        <KeyValueList
          of={[
            {
              key: t`Licenses`,
              value: (
                <Trans>
                  {in_use} of {bought} in use
                </Trans>
              ),
            },
            { key: t`User provisioning`, value: organization.provisioning ? t`Included` : t`Not included` },
            { key: t`Created`, value: <Time at={organization.created_at} as="until" /> },
            {
              key: t`Organization id`,
              value: <code className="mono">{organization.id}</code>,
            },
          ]}
        />
      </div>
    </Section>
  );
}
