import { useLingui } from "@lingui/react/macro";
import { type FormEvent, useId, useState } from "react";
import type { Id, Member, MemberRole } from "~/api/contract.ts";
import { memberCalls, useDirectoryChange } from "~/api/member.ts";
import { useStepUp } from "~/api/step_up.tsx";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { useRefusal } from "~/parts/refusal.tsx";
import { useToast } from "~/parts/toast.tsx";
import { Window } from "~/parts/window.tsx";
import { PendingBanner } from "./pending_banner.tsx";
import { useRoles } from "./role.tsx";
import "./role_window.css";

interface RoleWindowProps {
  organization: Id;
  member: Member;
  etag: string | undefined;
  onClose: () => void;
  /** The member is gone: what was pending is completed. */
  onGone?: () => void;
}

/** Change role: each role with what it lets somebody do. A role is ours to decide, also of who is provisioned. */
export function RoleWindow({ organization, member, etag, onClose, onGone }: RoleWindowProps) {
  const { t } = useLingui();
  const form = useId();
  const tell = useToast();
  const roles = useRoles();
  const { prove, window } = useStepUp();
  const [role, setRole] = useState(member.role);
  const change = useDirectoryChange(organization, (next: MemberRole) =>
    prove(() => memberCalls(organization).edit(member.id, { role: next }, etag)),
  );
  const refusal = useRefusal(change.error, ["role"]);
  const { name } = member;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const next = roles.find(({ value }) => value === role);
    if (change.isPending) return;
    if (!next || role === member.role) return onClose();
    const { label } = next;
    change.mutate(next.value, {
      onSuccess: ({ body: { status } }) => {
        const completed = member.pending && status === "deactivated";
        const removed = completed && member.pending?.kind === "removal";
        if (removed) tell(t`${name} is removed: what was pending is completed.`);
        else if (completed) tell(t`${name} is deactivated: what was pending is completed.`);
        else tell(t`${name} has the role ${label} now.`);
        if (removed && onGone) onGone();
        else onClose();
      },
    });
  };
  return (
    <Window
      open
      onOpenChange={(open) => open || onClose()}
      title={t`Change the role of ${name}`}
      buttons={
        <>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button look="first" type="submit" form={form} aria-busy={change.isPending}>
            {t`Change role`}
          </Button>
        </>
      }
    >
      {member.pending && <PendingBanner pending={member.pending} />}
      <form id={form} onSubmit={submit}>
        <fieldset className="roles">
          <legend className="sr">{t`Role`}</legend>
          {roles.map(({ value, label, says }) => (
            <label key={value}>
              <input
                type="radio"
                name="role"
                value={value}
                checked={role === value}
                onChange={() => setRole(value)}
              />
              <span>
                <b>{label}</b>
                <span className="hint">{says}</span>
              </span>
            </label>
          ))}
        </fieldset>
      </form>
      {change.error && <ErrorNote error={refusal.rest ?? change.error} />}
      {window}
    </Window>
  );
}
