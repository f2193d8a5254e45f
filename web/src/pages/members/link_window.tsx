import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { idempotencyKey } from "~/api/client.ts";
import type { Id, Member, MemberLink } from "~/api/contract.ts";
import { memberCalls, useDirectoryChange } from "~/api/member.ts";
import { useStepUp } from "~/api/step_up.tsx";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { Time } from "~/parts/time.tsx";
import { Window } from "~/parts/window.tsx";
import { LinkShown } from "./invite_window.tsx";

interface LinkWindowProps {
  organization: Id;
  member: Member;
  onClose: () => void;
}

/** A new link by which somebody joins or signs in. Whoever has it becomes them, so it wants a fresh proof. */
export function LinkWindow({ organization, member, onClose }: LinkWindowProps) {
  const { t } = useLingui();
  const { prove, window } = useStepUp();
  const [key] = useState(idempotencyKey);
  const [link, setLink] = useState<MemberLink>();
  const create = useDirectoryChange(organization, () =>
    prove(() => memberCalls(organization).link(member.id, key)),
  );
  const { name, email } = member;
  const invited = member.status === "invited";
  if (link) {
    return (
      <LinkShown
        title={
          link.kind === "invitation" ? t`New invitation link for ${name}` : t`New sign-in link for ${name}`
        }
        says={t`Send this link to ${email}. It is shown only in this window.`}
        label={link.kind === "invitation" ? t`Invitation link` : t`Sign-in link`}
        url={link.url}
        hint={
          <Trans>
            It works once, until <Time at={link.expires_at} as="full" />.
          </Trans>
        }
        onClose={onClose}
      />
    );
  }
  return (
    <Window
      open
      onOpenChange={(open) => open || onClose()}
      title={invited ? t`New invitation link for ${name}` : t`New sign-in link for ${name}`}
      says={t`Whoever opens the link becomes ${name} here. Send it only to them. A link that was made before stops working.`}
      buttons={
        <>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button
            look="first"
            aria-busy={create.isPending}
            onClick={() => create.isPending || create.mutate(undefined, { onSuccess: setLink })}
          >
            {t`Create link`}
          </Button>
        </>
      }
    >
      {create.error && <ErrorNote error={create.error} />}
      {window}
    </Window>
  );
}
