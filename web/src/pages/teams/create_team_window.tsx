import { useLingui } from "@lingui/react/macro";
import { type FormEvent, useId, useRef, useState } from "react";
import { idempotencyKey } from "~/api/client.ts";
import type { Id, Member, Team } from "~/api/contract.ts";
import { useDirectoryChange } from "~/api/member.ts";
import { teamCalls } from "~/api/team.ts";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { TextField } from "~/parts/field.tsx";
import { useRefusal } from "~/parts/refusal.tsx";
import { Window } from "~/parts/window.tsx";
import { PeoplePicker } from "./people_picker.tsx";

interface CreateTeamWindowProps {
  organization: Id;
  onClose: () => void;
  onCreated: (team: Team) => void;
}

/** Create team: a name, and who is in it. Provisioned members may be picked as well. */
export function CreateTeamWindow({ organization, onClose, onCreated }: CreateTeamWindowProps) {
  const { t } = useLingui();
  const form = useId();
  const first = useRef<HTMLInputElement>(null);
  const [key] = useState(idempotencyKey);
  const [name, setName] = useState("");
  const [picked, setPicked] = useState<readonly Member[]>([]);
  const create = useDirectoryChange(organization, () =>
    teamCalls(organization).create({ name, member_ids: picked.map(({ id }) => id) }, key),
  );
  const refusal = useRefusal(create.error, ["name"]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!create.isPending) create.mutate(undefined, { onSuccess: onCreated });
  };
  return (
    <Window
      open
      onOpenChange={(open) => open || onClose()}
      initialFocus={first}
      title={t`Create team`}
      says={t`A team that is made here is yours to fill and rename. Provisioned members can be in it too.`}
      buttons={
        <>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button look="first" type="submit" form={form} aria-busy={create.isPending}>
            {t`Create team`}
          </Button>
        </>
      }
    >
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
      <PeoplePicker
        organization={organization}
        picked={picked}
        onPick={setPicked}
        nobody={t`There is nobody to pick yet.`}
      />
      {refusal.rest !== undefined && <ErrorNote error={refusal.rest} />}
    </Window>
  );
}
