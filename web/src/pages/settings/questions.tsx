import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { consequencesQuery } from "~/api/connection.ts";
import type { Id } from "~/api/contract.ts";
import { ErrorNote } from "~/parts/banner.tsx";
import { type Consequence, Question } from "~/parts/window.tsx";
import { useProviderName } from "./provider_name.ts";
import type { Subject } from "./provisioning.ts";
import { ReconnectionPreview } from "./reconnection_preview.tsx";

export interface AskProps {
  organization: Id;
  subject: Subject & { connection: NonNullable<Subject["connection"]> };
  busy: boolean;
  error: unknown;
  stepUp: ReactNode;
  onConfirm: () => void;
  onClose: () => void;
}

/** Before provisioning is turned off: how many become editable or stay as they are, and that the token ends. */
export function TurnOffQuestion(props: AskProps) {
  const { t } = useLingui();
  const name = useProviderName()(props.subject.provider, props.subject.name);
  const { has_token } = useCounted(props);
  const staying = useStaying(props);
  const editable = useEditable(props);
  const locked = props.subject.connection.policy.on_disable === "locked";
  const consequences: Consequence[] = [
    ...(locked ? staying : editable),
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
      {!locked && (
        <p className="small muted">
          {props.subject.connection.policy.reconnect === "duplicate" ? (
            <Trans>
              What is given another name or address here meanwhile, {name} does not find when provisioning is
              on again, and creates it a second time.
            </Trans>
          ) : (
            <Trans>
              What is edited here meanwhile, {name} overwrites with its first push when provisioning is on
              again.
            </Trans>
          )}
        </p>
      )}
    </Ask>
  );
}

/** How many people here may edit. */
function useEditable(props: AskProps): Consequence[] {
  const { members, teams } = useCounted(props);
  return [
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
  ];
}

/** How many nobody edits meanwhile. */
function useStaying(props: AskProps): Consequence[] {
  const { members, teams } = useCounted(props);
  return [
    {
      count: members,
      text: (
        <Plural
          value={members}
          one="member stays read-only. Deactivating and removing is possible."
          other="members stay read-only. Deactivating and removing is possible."
        />
      ),
    },
    {
      count: teams,
      text: (
        <Plural
          value={teams}
          one="team stays read-only. Deleting is possible."
          other="teams stay read-only. Deleting is possible."
        />
      ),
    },
  ];
}

/** Before provisioning is turned on again: what is locked, what is overwritten, and what arrives twice. */
export function TurnOnQuestion(props: AskProps) {
  const { t } = useLingui();
  const name = useProviderName()(props.subject.provider, props.subject.name);
  const { members, teams } = useCounted(props);
  const { id, policy } = props.subject.connection;
  const readOnly: Consequence[] = [
    {
      count: members,
      text: (
        <Plural value={members} one="member becomes read-only here." other="members become read-only here." />
      ),
    },
    {
      count: teams,
      text: <Plural value={teams} one="team becomes read-only here." other="teams become read-only here." />,
    },
  ];
  return (
    <Ask
      {...props}
      title={t`Turn on user provisioning with ${name} again?`}
      confirm={t`Turn on`}
      keep={t`Keep off`}
      begins
      consequences={[
        ...(policy.read_only === "locked" ? readOnly : []),
        { count: 1, text: <Trans>new Secret Token is made, to be pasted into {name}.</Trans> },
      ]}
    >
      <ReconnectionPreview organization={props.organization} connection={id} provider={name} />
    </Ask>
  );
}

export function useCounted({ organization, subject }: AskProps) {
  const { members, teams, has_token } = subject.connection;
  const counted = useQuery(consequencesQuery(organization, subject.connection.id));
  return counted.data ?? { members, teams, has_token };
}

/** Asks, with what follows counted. */
export function Ask({
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
