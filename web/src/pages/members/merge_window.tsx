import { Plural, Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { Member, MemberMerge } from "~/api/contract.ts";
import { mergeInto } from "~/api/merge.ts";
import { useStepUp } from "~/api/step_up.tsx";
import { Avatar } from "~/parts/avatar.tsx";
import { type MergeProps, MergeWindow } from "../merge/merge_window.tsx";
import { type Half, Happens, ReasonWords } from "../merge/pair.tsx";
import { MemberPicker } from "../merge/picker.tsx";
import { useRoles } from "./role.tsx";

/** Merge two members who are the same person. */
export function MergeMembersWindow({ member, ...merge }: MergeProps & { member: Member }) {
  const { t } = useLingui();
  const { prove, window } = useStepUp();
  const { organization, onOther } = merge;
  return (
    <MergeWindow
      {...merge}
      kind="members"
      of={member}
      asks={t`Who else is the same person? Nothing is merged yet.`}
      picker={<MemberPicker organization={organization} not={member.id} onPick={onOther} />}
      halfOf={halfOf}
      happens={(plan) => <WhatHappens plan={plan} />}
      onMerge={(chosen) => prove(() => mergeInto(organization, "members", member.id, chosen))}
    >
      {window}
    </MergeWindow>
  );
}

function halfOf(member: Member): Half {
  return {
    id: member.id,
    name: member.name,
    says: member.email,
    face: (
      <Avatar
        name={member.name}
        id={member.id}
        origin={member.source}
        gone={member.status === "deactivated"}
      />
    ),
  };
}

function WhatHappens({ plan }: { plan: MemberMerge }) {
  const { t } = useLingui();
  const roles = useRoles();
  const { name: stays } = plan.stays;
  const { name: goes, email } = plan.goes;
  const role = roles.find(({ value }) => value === plan.role)?.label ?? plan.role;
  const joins = plan.joins.map(({ name }) => name).join(", ");
  const provider = plan.detaches?.provider_name;
  return (
    <Happens>
      <li>{t`${goes} is removed, and ${email} is free. The history of both stays.`}</li>
      {plan.role !== plan.stays.role && <li>{t`${stays} gets the role ${role}.`}</li>}
      {plan.joins.length > 0 && <li>{t`${stays} joins ${joins}.`}</li>}
      {plan.left.map(({ team, why }) => (
        <NotJoined key={team.id} name={stays} team={team.name}>
          <ReasonWords of={why} />
        </NotJoined>
      ))}
      <LicenseLine plan={plan} />
      <EndsLine plan={plan} />
      {plan.stranded && <li>{t`${stays} has no way to sign in: give them a sign-in link afterwards.`}</li>}
      {provider && (
        <li>{t`What ${provider} sent about ${goes} stays, with no member behind it: activated there, it makes a new one.`}</li>
      )}
      {plan.step_up && <li>{t`An owner or administrator is concerned, so you prove who you are.`}</li>}
    </Happens>
  );
}

function NotJoined({ name, team, children }: { name: string; team: string; children: ReactNode }) {
  return (
    <li>
      <Trans>
        {name} does not join {team}.
      </Trans>{" "}
      <span className="why">{children}</span>
    </li>
  );
}

function LicenseLine({ plan }: { plan: MemberMerge }) {
  const { t } = useLingui();
  const { name: stays } = plan.stays;
  const { name: goes } = plan.goes;
  switch (plan.license) {
    case "passed":
      return plan.status === plan.stays.status ? (
        <li>{t`The license of ${goes} is passed on to ${stays}.`}</li>
      ) : (
        <li>{t`The license of ${goes} is passed on to ${stays}, who can work now.`}</li>
      );
    case "released":
      return <li>{t`The license of ${goes} becomes free.`}</li>;
    case "forgone":
      return <li>{t`${goes} leaves the line for a license.`}</li>;
    default:
      return null;
  }
}

/** The ways in that end. None is handed on: a merge lets nobody into an account that they could not enter. */
function EndsLine({ plan }: { plan: MemberMerge }) {
  const { t } = useLingui();
  const { name: stays } = plan.stays;
  const { name: goes } = plan.goes;
  const { password, passkeys, logins, api_keys: keys } = plan.ends;
  return (
    <li>
      {t`All sessions of ${goes} end. ${stays} signs in as before.`}
      {password && <> {t`The password of ${goes} is deleted.`}</>}
      {passkeys > 0 && (
        <>
          {" "}
          <Plural value={passkeys} one="# passkey is deleted." other="# passkeys are deleted." />
        </>
      )}
      {logins > 0 && (
        <>
          {" "}
          <Plural value={logins} one="# tie to a login method ends." other="# ties to login methods end." />
        </>
      )}
      {keys > 0 && (
        <>
          {" "}
          <Plural
            value={keys}
            one="# API key that they made stops working."
            other="# API keys that they made stop working."
          />
        </>
      )}
    </li>
  );
}
