import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { consequencesQuery } from "~/api/connection.ts";
import type { Id } from "~/api/contract.ts";
import { ErrorNote } from "~/parts/banner.tsx";
import { type Consequence, Question } from "~/parts/window.tsx";
import { useProviderName } from "./provider_name.ts";
import type { Subject } from "./provisioning.ts";

interface AskProps {
  organization: Id;
  subject: Subject & { connection: NonNullable<Subject["connection"]> };
  busy: boolean;
  error: unknown;
  stepUp: ReactNode;
  onConfirm: () => void;
  onClose: () => void;
}

/** Before provisioning is turned off: how many become editable, and that the token ends. */
export function TurnOffQuestion(props: AskProps) {
  const { t } = useLingui();
  const name = useProviderName()(props.subject.provider, props.subject.name);
  const { members, teams, has_token } = useCounted(props);
  const consequences: Consequence[] = [
    {
      count: members,
      text: (
        <Plural
          value={members}
          one="member becomes editable. The badge stays."
          other="members become editable. Their badges stay."
        />
      ),
    },
    {
      count: teams,
      text: (
        <Plural
          value={teams}
          one="team becomes editable. The badge stays."
          other="teams become editable. Their badges stay."
        />
      ),
    },
    ...(has_token
      ? [{ count: 1, text: <Trans>Secret Token stops working now. {name} is answered 401.</Trans> }]
      : []),
  ];
  return (
    <Ask
      {...props}
      title={t`Turn off user provisioning with ${name}?`}
      confirm={t`Turn off`}
      keep={t`Keep on`}
      consequences={consequences}
    >
      <p className="small muted">
        <Trans>
          Who changes a provisioned name or address meanwhile, and turns provisioning on again, may find that{" "}
          {name} creates the member or team a second time.
        </Trans>
      </p>
    </Ask>
  );
}

/** Before provisioning is turned on again: what is locked, and what may arrive twice. */
export function TurnOnQuestion(props: AskProps) {
  const { t } = useLingui();
  const name = useProviderName()(props.subject.provider, props.subject.name);
  const { members, teams } = useCounted(props);
  return (
    <Ask
      {...props}
      title={t`Turn on user provisioning with ${name} again?`}
      confirm={t`Turn on`}
      keep={t`Keep off`}
      begins
      consequences={[
        {
          count: members,
          text: (
            <Plural
              value={members}
              one="member becomes read-only here."
              other="members become read-only here."
            />
          ),
        },
        {
          count: teams,
          text: (
            <Plural value={teams} one="team becomes read-only here." other="teams become read-only here." />
          ),
        },
        { count: 1, text: <Trans>new Secret Token is made, to be pasted into {name}.</Trans> },
      ]}
    >
      <p className="small muted">
        <Trans>
          Where an address or a team's name was changed here since, {name} does not find it and creates it a
          second time. Change it back first.
        </Trans>
      </p>
    </Ask>
  );
}

/** Before a new token ends the one that works. */
export function NewTokenQuestion(props: AskProps) {
  const { t } = useLingui();
  const name = useProviderName()(props.subject.provider, props.subject.name);
  const { members, teams } = useCounted(props);
  return (
    <Ask
      {...props}
      title={t`Make a new Secret Token for ${name}?`}
      confirm={t`Make a new token`}
      keep={t`Keep this one`}
      consequences={[
        {
          count: 1,
          text: (
            <Trans>Secret Token stops working now. {name} is answered 401 until it has the new one.</Trans>
          ),
        },
        {
          count: members,
          text: (
            <Plural
              value={members}
              one="member gets no change until then."
              other="members get no change until then."
            />
          ),
        },
        {
          count: teams,
          text: (
            <Plural
              value={teams}
              one="team gets no change until then."
              other="teams get no change until then."
            />
          ),
        },
      ]}
    />
  );
}

function useCounted({ organization, subject }: AskProps) {
  const { members, teams, has_token } = subject.connection;
  const counted = useQuery(consequencesQuery(organization, subject.connection.id));
  return counted.data ?? { members, teams, has_token };
}

function Ask({
  title,
  confirm,
  keep,
  begins = false,
  consequences,
  children,
  busy,
  error,
  stepUp,
  onConfirm,
  onClose,
}: Omit<AskProps, "organization" | "subject"> & {
  title: string;
  confirm: string;
  keep: string;
  begins?: boolean;
  consequences: readonly Consequence[];
  children?: ReactNode;
}) {
  return (
    <Question
      open
      onOpenChange={(open) => open || onClose()}
      title={title}
      consequences={consequences}
      confirm={confirm}
      keep={keep}
      begins={begins}
      busy={busy}
      onConfirm={onConfirm}
    >
      {children}
      <ErrorNote error={error} />
      {stepUp}
    </Question>
  );
}
