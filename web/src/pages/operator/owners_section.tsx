import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { idempotencyKey } from "~/api/client.ts";
import type { Id, Organization, OwnerInvited } from "~/api/contract.ts";
import { createOwnerLink, operatorKey } from "~/api/operator.ts";
import { membersQuery } from "~/api/queries.ts";
import { useStepUp } from "~/api/step_up.tsx";
import { Avatar } from "~/parts/avatar.tsx";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { EmptyState } from "~/parts/empty_state.tsx";
import { TextField } from "~/parts/field.tsx";
import { useRefusal } from "~/parts/refusal.tsx";
import { Line, Lines, Section } from "~/parts/section.tsx";
import { ShownOnce } from "~/parts/shown_once.tsx";
import { Status } from "~/parts/status.tsx";
import { Window } from "~/parts/window.tsx";
import type { Windows } from "./organization_page.tsx";

/** Who owns the organization. Whoever is the first gets in by a link that the operator sends. */
export function OwnersSection({ organization, windows }: { organization: Organization; windows: Windows }) {
  const { t } = useLingui();
  const { open, show, close } = windows;
  const owners = useInfiniteQuery(membersQuery(organization.id, { role: "owner", limit: 20 }));
  const found = owners.data?.pages[0]?.items;
  const invite = (
    <Button icon={UserPlus} onClick={() => show({ window: "owner" })}>
      {t`Invite an owner`}
    </Button>
  );
  return (
    <Section
      title={t`Owners`}
      says={t`An owner does everything in the organization, and makes others owners.`}
      end={found && found.length > 0 && invite}
    >
      {owners.error && <ErrorNote error={owners.error} onRetry={() => void owners.refetch()} />}
      {found?.length === 0 && (
        <EmptyState title={t`Nobody owns it yet`} buttons={invite}>
          {t`Invite the first owner. They join by a link that you send them.`}
        </EmptyState>
      )}
      {found && found.length > 0 && (
        <Lines label={t`Owners`}>
          {found.map(({ id, name, email, status }) => (
            <Line
              key={id}
              face={<Avatar name={name} id={id} gone={status === "deactivated"} />}
              title={name}
              says={email}
              end={<Status of={status} />}
            />
          ))}
        </Lines>
      )}
      {open.window === "owner" && <OwnerWindow organization={organization} onClose={close} />}
    </Section>
  );
}

function OwnerWindow({ organization, onClose }: { organization: Organization; onClose: () => void }) {
  const { t } = useLingui();
  const [invited, setInvited] = useState<OwnerInvited>();
  if (!invited) return <AskWindow organization={organization} onInvited={setInvited} onClose={onClose} />;
  const { name, email } = invited.member;
  return (
    <ShownOnce
      title={t`${name} is invited`}
      says={t`Send this link to ${email}. It is shown only in this window.`}
      label={t`Owner link`}
      text={invited.url}
      hint={<Trans>It counts once. Whoever opens it owns {organization.name}.</Trans>}
      onClose={onClose}
    />
  );
}

interface AskWindowProps {
  organization: Organization;
  onInvited: (invited: OwnerInvited) => void;
  onClose: () => void;
}

function AskWindow({ organization, onInvited, onClose }: AskWindowProps) {
  const { t } = useLingui();
  const form = useId();
  const { prove, window } = useStepUp();
  const [once] = useState(idempotencyKey);
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const invite = useOwnerInvitation(organization.id, () =>
    prove(() => createOwnerLink(organization.id, { name: name.trim(), email: email.trim() }, once)),
  );
  const refusal = useRefusal(invite.error, ["name", "email"]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!invite.isPending) invite.mutate(undefined, { onSuccess: onInvited });
  };
  return (
    <Window
      open
      onOpenChange={(next) => next || onClose()}
      title={t`Invite an owner of ${organization.name}`}
      says={t`They take one license, join by a link that you send them, and choose how to sign in.`}
      buttons={
        <>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button look="first" type="submit" form={form} aria-busy={invite.isPending}>
            {t`Invite`}
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
          error={refusal.at("name")}
        />
        <TextField
          label={t`Email`}
          type="email"
          autoComplete="off"
          required
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          error={refusal.at("email")}
        />
      </form>
      {refusal.rest !== undefined && <ErrorNote error={refusal.rest} />}
      {window}
    </Window>
  );
}

function useOwnerInvitation(organization: Id, invite: () => Promise<OwnerInvited>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: invite,
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["directory", organization] });
      void client.invalidateQueries({ queryKey: operatorKey });
    },
  });
}
