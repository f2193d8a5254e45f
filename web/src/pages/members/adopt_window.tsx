import { Trans, useLingui } from "@lingui/react/macro";
import type { AdoptionRequest, Id, Member } from "~/api/contract.ts";
import { memberCalls, useDirectoryChange } from "~/api/member.ts";
import { useStepUp } from "~/api/step_up.tsx";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { useToast } from "~/parts/toast.tsx";
import { Window } from "~/parts/window.tsx";
import { openRequest } from "./adoption_asked.tsx";
import { useRoles } from "./role.tsx";

interface AdoptWindowProps {
  organization: Id;
  member: Member;
  onClose: () => void;
}

/** Link somebody who has an administrative role to a provider. Whoever it signs in becomes them, so it wants a fresh proof. */
export function AdoptWindow({ organization, member, onClose }: AdoptWindowProps) {
  const { t } = useLingui();
  const tell = useToast();
  const roles = useRoles();
  const { prove, window } = useStepUp();
  const adopt = useDirectoryChange(organization, ({ connection, user_name }: AdoptionRequest) =>
    prove(() => memberCalls(organization).adopt(member.id, connection.id, user_name)),
  );
  const asked = openRequest(member);
  if (!asked) return null;
  const { name } = member;
  const { user_name: user } = asked;
  const { provider_name: provider } = asked.connection;
  const role = roles.find(({ value }) => value === member.role)?.label ?? member.role;
  const link = () => {
    if (adopt.isPending) return;
    adopt.mutate(asked, {
      onSuccess: () => {
        tell(t`Retry in ${provider} now: it may link itself to ${name}.`);
        onClose();
      },
    });
  };
  return (
    <Window
      open
      onOpenChange={(open) => open || onClose()}
      title={t`Link ${name} to ${provider}`}
      says={t`Whoever ${provider} signs in as ${user} will be ${name} here, with the role ${role}.`}
      buttons={
        <>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button look="first" aria-busy={adopt.isPending} onClick={link}>
            {t`Link to ${provider}`}
          </Button>
        </>
      }
    >
      <p>
        <Trans>
          From its next try on, {provider} decides over the name and address of {name}, and whether they are
          active. Role, manual teams, license and sessions stay as they are.
        </Trans>
      </p>
      <p className="small faint">{t`It counts once, for this user name, for 24 hours.`}</p>
      {adopt.error && <ErrorNote error={adopt.error} />}
      {window}
    </Window>
  );
}
