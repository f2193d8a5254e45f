import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useId, useRef, useState } from "react";
import { idempotencyKey } from "~/api/client.ts";
import type { Id, Member, Team } from "~/api/contract.ts";
import { memberQuery, useDirectoryChange } from "~/api/member.ts";
import { teamCalls } from "~/api/team.ts";
import { Banner, ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { TextField } from "~/parts/field.tsx";
import { useRefusal } from "~/parts/refusal.tsx";
import { useToast } from "~/parts/toast.tsx";
import { Question, Window } from "~/parts/window.tsx";
import { useDuplicating } from "../members/source.tsx";
import { PeoplePicker } from "./people_picker.tsx";

interface TeamWindowProps {
  organization: Id;
  team: Team;
  etag?: string | undefined;
  onClose: () => void;
}

/** Add a member: only who may join is offered. */
export function AddMemberWindow({ organization, team, onClose }: TeamWindowProps) {
  const { t } = useLingui();
  const tell = useToast();
  const [key] = useState(idempotencyKey);
  const [picked, setPicked] = useState<readonly Member[]>([]);
  const add = useDirectoryChange(organization, () =>
    teamCalls(organization).add(
      team.id,
      picked.map(({ id }) => id),
      key,
    ),
  );
  const { name } = team;
  const count = picked.length;
  const submit = () => {
    if (add.isPending) return;
    if (count === 0) return onClose();
    add.mutate(undefined, {
      onSuccess: () => {
        tell(t`${name} has new members.`);
        onClose();
      },
    });
  };
  const provisioned = team.origin.kind === "connection";
  return (
    <Window
      open
      onOpenChange={(open) => open || onClose()}
      title={t`Add a member to ${name}`}
      says={
        provisioned ? (
          <Trans>
            Only provisioned members are offered: people made by hand cannot join a provisioned team.
          </Trans>
        ) : (
          <Trans>Everyone who is not in the team yet, provisioned members too.</Trans>
        )
      }
      remark={count > 0 && <Plural value={count} one="# person picked" other="# people picked" />}
      buttons={
        <>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button look="first" aria-busy={add.isPending} onClick={submit}>
            {t`Add`}
          </Button>
        </>
      }
    >
      <PeoplePicker
        organization={organization}
        team={team.id}
        picked={picked}
        onPick={setPicked}
        nobody={t`Everyone who may join is in the team.`}
      />
      {add.error && <ErrorNote error={add.error} />}
    </Window>
  );
}

export function RenameWindow({ organization, team, etag, onClose }: TeamWindowProps) {
  const { t } = useLingui();
  const form = useId();
  const first = useRef<HTMLInputElement>(null);
  const [name, setName] = useState(team.name);
  const rename = useDirectoryChange(organization, () => teamCalls(organization).rename(team.id, name, etag));
  const refusal = useRefusal(rename.error, ["name"]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (rename.isPending) return;
    if (name === team.name) return onClose();
    rename.mutate(undefined, { onSuccess: onClose });
  };
  return (
    <Window
      open
      onOpenChange={(open) => open || onClose()}
      initialFocus={first}
      title={t`Rename team`}
      buttons={
        <>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button look="first" type="submit" form={form} aria-busy={rename.isPending}>
            {t`Rename`}
          </Button>
        </>
      }
    >
      <RenamedTeam organization={organization} team={team} />
      <form id={form} onSubmit={submit} noValidate>
        <TextField
          ref={first}
          label={t`Name`}
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={refusal.at("name")}
        />
      </form>
      {refusal.rest !== undefined && <ErrorNote error={refusal.rest} />}
    </Window>
  );
}

/** What becomes of a rename: while the provider is connected, and once it is again. */
function RenamedTeam({ organization, team }: { organization: Id; team: Team }) {
  const duplicates = useDuplicating(organization, team.origin);
  if (team.origin.kind === "manual") return null;
  const provider = team.origin.provider_name;
  if (team.origin.on) {
    if (team.locks.length === 0) return null; // its groups are not taken
    return (
      <Banner tone="wait" title={<Trans>{provider} keeps this team up to date.</Trans>}>
        <Trans>{provider}'s next change of the team overwrites its name.</Trans>
      </Banner>
    );
  }
  return (
    <Banner tone="wait" title={<Trans>Provisioning with {provider} is off.</Trans>}>
      {duplicates ? (
        <Trans>
          Once this is saved, {provider} does not find this team any more: it becomes a manual team, and when
          provisioning is on again {provider} creates a second one.
        </Trans>
      ) : (
        <Trans>When provisioning is on again, {provider}'s first push gives the team its name back.</Trans>
      )}
    </Banner>
  );
}

export function DeleteTeamQuestion({
  organization,
  team,
  etag,
  onClose,
  onGone,
}: TeamWindowProps & { onGone: () => void }) {
  const { t } = useLingui();
  const tell = useToast();
  const { name, size } = team;
  const remove = useDirectoryChange(organization, async () => {
    await teamCalls(organization).remove(team.id, etag);
    // First away from its page: what is gone is not asked for again.
    tell(t`The team ${name} is deleted.`);
    onGone();
  });
  return (
    <Question
      open
      onOpenChange={(open) => open || onClose()}
      title={t`Delete the team ${name}?`}
      consequences={[
        { count: 1, text: <Trans>team is deleted for good. Its history stays.</Trans> },
        {
          count: size,
          text: (
            <Plural
              value={size}
              one="member leaves it, and stays in the organization."
              other="members leave it, and stay in the organization."
            />
          ),
        },
      ]}
      confirm={t`Delete`}
      keep={t`Keep`}
      busy={remove.isPending}
      onConfirm={() => remove.isPending || remove.mutate(undefined)}
    >
      <DetachedDeletion team={team} />
      {remove.error && <ErrorNote error={remove.error} />}
    </Question>
  );
}

function DetachedDeletion({ team }: { team: Team }) {
  if (team.origin.kind === "manual" || team.origin.on) return null;
  const provider = team.origin.provider_name;
  return (
    <Banner tone="wait" title={<Trans>Provisioning with {provider} is off.</Trans>}>
      <Trans>When it is on again and the group is pushed, {provider} creates the team anew.</Trans>
    </Banner>
  );
}

/** Takes one member out of the team, once they are known. */
export function RemoveFromTeamQuestion({
  organization,
  team,
  about,
  onClose,
}: TeamWindowProps & { about: Id }) {
  const { t } = useLingui();
  const { data } = useQuery(memberQuery(organization, about));
  const drop = useDirectoryChange(organization, () => teamCalls(organization).drop(team.id, about));
  if (!data) return null;
  const person = data.body.name;
  const { name } = team;
  const left = Math.max(0, team.size - 1);
  return (
    <Question
      open
      onOpenChange={(open) => open || onClose()}
      title={t`Remove ${person} from ${name}?`}
      consequences={[
        { count: 1, text: <Trans>member leaves the team, and stays in the organization.</Trans> },
        {
          count: left,
          text: <Plural value={left} one="member is left in it." other="members are left in it." />,
        },
      ]}
      confirm={t`Remove`}
      keep={t`Keep`}
      busy={drop.isPending}
      onConfirm={() => drop.mutate(undefined, { onSuccess: onClose })}
    >
      {drop.error && <ErrorNote error={drop.error} />}
    </Question>
  );
}
