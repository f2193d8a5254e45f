import { Trans, useLingui } from "@lingui/react/macro";
import type { Id, Member } from "~/api/contract.ts";
import { memberCalls, useDirectoryChange } from "~/api/member.ts";
import { ErrorNote } from "~/parts/banner.tsx";
import { useToast } from "~/parts/toast.tsx";
import { Question } from "~/parts/window.tsx";

interface ReleaseLicenseProps {
  organization: Id;
  member: Member;
  onClose: () => void;
}

/** Taking back the license that somebody deactivated has kept. */
export function ReleaseLicenseQuestion({ organization, member, onClose }: ReleaseLicenseProps) {
  const { t } = useLingui();
  const tell = useToast();
  const change = useDirectoryChange(organization, () => memberCalls(organization).releaseLicense(member.id));
  const { name } = member;
  const done = () => {
    tell(t`The license of ${name} is released.`);
    onClose();
  };
  return (
    <Question
      open
      onOpenChange={(open) => open || onClose()}
      title={t`Release the license of ${name}?`}
      consequences={[
        { count: 1, text: <Trans>license becomes free. Who is first in line for one gets it.</Trans> },
      ]}
      confirm={t`Release`}
      keep={t`Keep`}
      busy={change.isPending}
      onConfirm={() => change.mutate(undefined, { onSuccess: done })}
    >
      <p className="muted">
        <Trans>They stay deactivated. To come back they need a free license.</Trans>
      </p>
      {change.error && <ErrorNote error={change.error} />}
    </Question>
  );
}
