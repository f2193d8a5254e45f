import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { AtSign } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { idempotencyKey } from "~/api/client.ts";
import type { Domain, Id } from "~/api/contract.ts";
import { domainCalls, domainsQuery } from "~/api/domain.ts";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { Value } from "~/parts/copy.tsx";
import { EmptyState } from "~/parts/empty_state.tsx";
import { TextField } from "~/parts/field.tsx";
import { Icon } from "~/parts/icon.tsx";
import { LoadingRows } from "~/parts/loading_rows.tsx";
import { useRefusal } from "~/parts/refusal.tsx";
import { Line, Lines, Section } from "~/parts/section.tsx";
import { Mark } from "~/parts/status.tsx";
import { Time } from "~/parts/time.tsx";
import { useToast } from "~/parts/toast.tsx";
import { Question, Window } from "~/parts/window.tsx";
import type { LoginWindows } from "./login_methods_page.tsx";
import { useSignInChange } from "./method_change.ts";

/** The domains of email addresses that are the organization's own, each with its proof in the DNS. */
export function DomainsSection({ organization, windows }: { organization: Id; windows: LoginWindows }) {
  const { t } = useLingui();
  const { open, show, close } = windows;
  const { data, error, isPending, refetch } = useQuery(domainsQuery(organization));
  const about = data?.find(({ name }) => name === open.about);
  const add = <Button onClick={() => show({ window: "domain" })}>{t`Add domain`}</Button>;
  return (
    <Section
      title={t`Domains`}
      says={t`An address in a verified domain leads to your login methods, and a provider may sign in the provisioned member whose user name is in one.`}
      end={data && data.length > 0 && add}
    >
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {isPending && <LoadingRows count={1} />}
      {data?.length === 0 && (
        <EmptyState title={t`There is no domain`} buttons={add}>
          {t`Add what stands behind the @ of your people's addresses.`}
        </EmptyState>
      )}
      {data && data.length > 0 && (
        <Lines label={t`Domains`}>
          {data.map((domain) => (
            <DomainLine
              key={domain.name}
              organization={organization}
              domain={domain}
              onRemove={() => show({ window: "remove-domain", about: domain.name })}
            />
          ))}
        </Lines>
      )}
      {open.window === "domain" && <AddDomainWindow organization={organization} onClose={close} />}
      {open.window === "remove-domain" && about && (
        <RemoveDomainQuestion organization={organization} domain={about} onClose={close} />
      )}
    </Section>
  );
}

interface DomainLineProps {
  organization: Id;
  domain: Domain;
  onRemove: () => void;
}

function DomainLine({ organization, domain, onRemove }: DomainLineProps) {
  const { t } = useLingui();
  const { name, verified_at: verified } = domain;
  const { mutation: verify } = useSignInChange(organization, () => domainCalls(organization).verify(name));
  return (
    <>
      <Line
        face={<Icon of={AtSign} />}
        title={name}
        says={
          verified ? (
            <Trans>
              Verified <Time at={verified} as="until" />
            </Trans>
          ) : (
            t`Add the record below to its DNS, then press Verify.`
          )
        }
        end={
          <>
            {verified ? (
              <Mark tone="good" shape="dot">{t`Verified`}</Mark>
            ) : (
              <Button
                size="small"
                aria-label={t`Verify ${name}`}
                aria-busy={verify.isPending}
                onClick={() => verify.isPending || verify.mutate(undefined)}
              >
                {t`Verify`}
              </Button>
            )}
            <Button size="small" look="plain" aria-label={t`Remove ${name}`} onClick={onRemove}>
              {t`Remove`}
            </Button>
          </>
        }
      />
      {!verified && (
        <li className="proof">
          <Value label={t`TXT record name`} text={domain.record_name} />
          <Value label={t`TXT record value`} text={domain.record} />
          {verify.error && <ErrorNote error={verify.error} />}
        </li>
      )}
    </>
  );
}

function AddDomainWindow({ organization, onClose }: { organization: Id; onClose: () => void }) {
  const { t } = useLingui();
  const form = useId();
  const [once] = useState(idempotencyKey);
  const [name, setName] = useState("");
  const { mutation: add, proof } = useSignInChange(
    organization,
    () => domainCalls(organization).add(name.trim(), once),
    onClose,
  );
  const refusal = useRefusal(add.error, ["name"]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!add.isPending) add.mutate(undefined);
  };
  return (
    <Window
      open
      onOpenChange={(open) => open || onClose()}
      title={t`Add domain`}
      says={t`You prove that it is yours by a TXT record in its DNS.`}
      buttons={
        <>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button look="first" type="submit" form={form} aria-busy={add.isPending}>
            {t`Add`}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit}>
        <TextField
          label={t`Domain`}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          required
          placeholder="example.com"
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

interface RemoveDomainProps {
  organization: Id;
  domain: Domain;
  onClose: () => void;
}

function RemoveDomainQuestion({ organization, domain, onClose }: RemoveDomainProps) {
  const { t } = useLingui();
  const tell = useToast();
  const { name } = domain;
  const { mutation: remove, proof } = useSignInChange(
    organization,
    () => domainCalls(organization).remove(name),
    () => {
      tell(t`${name} is removed.`);
      onClose();
    },
  );
  return (
    <Question
      open
      onOpenChange={(open) => open || onClose()}
      title={t`Remove ${name}?`}
      consequences={[
        {
          count: 1,
          text: (
            <Trans>
              domain no longer leads to your login methods. Nobody new signs in by it; who has signed in
              before still does.
            </Trans>
          ),
        },
      ]}
      confirm={t`Remove`}
      keep={t`Keep`}
      busy={remove.isPending}
      onConfirm={() => remove.mutate(undefined)}
    >
      {remove.error && <ErrorNote error={remove.error} />}
      {proof}
    </Question>
  );
}
