import { Plural, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Organization } from "~/api/contract.ts";
import { useOrganizationEdit } from "~/api/organization.ts";
import { summaryQuery } from "~/api/queries.ts";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { Line, Lines, Section } from "~/parts/section.tsx";
import { useToast } from "~/parts/toast.tsx";
import { Question } from "~/parts/window.tsx";
import type { Windows } from "./organization_page.tsx";
import { OrganizationState } from "./organization_state.tsx";

/** Whether the organization may be used at all. */
export function SuspensionSection({
  organization,
  windows,
}: {
  organization: Organization;
  windows: Windows;
}) {
  const { t } = useLingui();
  const { open, show, close } = windows;
  const suspended = organization.status === "suspended";
  return (
    <Section title={t`Use`}>
      <Lines>
        <Line
          title={<OrganizationState of={organization.status} />}
          says={
            suspended
              ? t`Nobody signs in, no key works, and its connections are refused. Nothing is deleted.`
              : t`Suspended, nobody signs in, no key works, and its connections are refused. Nothing is deleted.`
          }
          end={
            <Button onClick={() => show({ window: suspended ? "resume" : "suspend" })}>
              {suspended ? t`Resume` : t`Suspend`}
            </Button>
          }
        />
      </Lines>
      {open.window === "suspend" && !suspended && (
        <SuspendQuestion organization={organization} onClose={close} />
      )}
      {open.window === "resume" && suspended && (
        <ResumeQuestion organization={organization} onClose={close} />
      )}
    </Section>
  );
}

interface QuestionProps {
  organization: Organization;
  onClose: () => void;
}

function SuspendQuestion({ organization, onClose }: QuestionProps) {
  const { t } = useLingui();
  const tell = useToast();
  const { consequences, counting } = useConsequences(
    organization,
    (members) => (
      <Plural
        value={members}
        one="member is out at their next request and cannot sign in."
        other="members are out at their next request and cannot sign in."
      />
    ),
    (connections) => (
      <Plural
        value={connections}
        one="connection that is on is refused. Its provider reports errors."
        other="connections that are on are refused. Their providers report errors."
      />
    ),
  );
  const { name } = organization;
  const edit = useOrganizationEdit(organization.id, () => {
    tell(t`${name} is suspended.`);
    onClose();
  });
  return (
    <Question
      open
      onOpenChange={(next) => next || onClose()}
      title={t`Suspend ${name}?`}
      consequences={consequences}
      confirm={t`Suspend`}
      keep={t`Keep active`}
      busy={edit.isPending || counting}
      onConfirm={() => edit.mutate({ status: "suspended" })}
    >
      {edit.error && <ErrorNote error={edit.error} />}
    </Question>
  );
}

function ResumeQuestion({ organization, onClose }: QuestionProps) {
  const { t } = useLingui();
  const tell = useToast();
  const { consequences, counting } = useConsequences(
    organization,
    (members) => (
      <Plural
        value={members}
        one="member may sign in again, as they were."
        other="members may sign in again, as they were."
      />
    ),
    (connections) => (
      <Plural
        value={connections}
        one="connection is answered again, by the same Secret Token."
        other="connections are answered again, by the same Secret Tokens."
      />
    ),
  );
  const { name } = organization;
  const edit = useOrganizationEdit(organization.id, () => {
    tell(t`${name} is active again.`);
    onClose();
  });
  return (
    <Question
      open
      onOpenChange={(next) => next || onClose()}
      title={t`Resume ${name}?`}
      consequences={consequences}
      confirm={t`Resume`}
      keep={t`Keep suspended`}
      begins
      busy={edit.isPending || counting}
      onConfirm={() => edit.mutate({ status: "active" })}
    >
      {edit.error && <ErrorNote error={edit.error} />}
    </Question>
  );
}

/** What follows for whom, once they are counted. Where they cannot be, the question is asked without. */
function useConsequences(
  organization: Organization,
  ofMembers: (count: number) => ReactNode,
  ofConnections: (count: number) => ReactNode,
) {
  const { data, isPending } = useQuery(summaryQuery(organization.id));
  const members = data?.members ?? 0;
  const connections = data?.connections.filter(({ state }) => state === "enabled").length ?? 0;
  const consequences = data
    ? [
        { count: members, text: ofMembers(members) },
        { count: connections, text: ofConnections(connections) },
      ]
    : [];
  return { consequences, counting: isPending };
}
