import { Trans, useLingui } from "@lingui/react/macro";
import type { Id, LoginMethod } from "~/api/contract.ts";
import { loginMethodCalls } from "~/api/login_method.ts";
import { ErrorNote } from "~/parts/banner.tsx";
import { useToast } from "~/parts/toast.tsx";
import { Question } from "~/parts/window.tsx";
import { useSignInChange } from "./method_change.ts";

interface MethodQuestionProps {
  organization: Id;
  method: LoginMethod;
  onClose: () => void;
}

export function DeactivateQuestion({ organization, method, onClose }: MethodQuestionProps) {
  const { t } = useLingui();
  const tell = useToast();
  const { name } = method;
  const { mutation: deactivate, proof } = useSignInChange(
    organization,
    () => loginMethodCalls(organization).deactivate(method.id),
    () => {
      tell(t`${name} is inactive.`);
      onClose();
    },
  );
  return (
    <Question
      open
      onOpenChange={(open) => open || onClose()}
      title={t`Deactivate ${name}?`}
      consequences={[
        {
          count: 1,
          text: (
            <Trans>
              login method lets nobody in any more. Every session that it opened ends now; its settings stay.
            </Trans>
          ),
        },
      ]}
      confirm={t`Deactivate`}
      keep={t`Keep active`}
      busy={deactivate.isPending}
      onConfirm={() => deactivate.mutate(undefined)}
    >
      {deactivate.error && <ErrorNote error={deactivate.error} />}
      {proof}
    </Question>
  );
}

export function DeleteQuestion({
  organization,
  method,
  onClose,
  onGone,
}: MethodQuestionProps & { onGone: () => Promise<void> }) {
  const { t } = useLingui();
  const tell = useToast();
  const { name } = method;
  const { mutation: remove, proof } = useSignInChange(
    organization,
    () => loginMethodCalls(organization).remove(method.id),
    () => {
      tell(t`${name} is deleted.`);
      return onGone();
    },
  );
  return (
    <Question
      open
      onOpenChange={(open) => open || onClose()}
      title={t`Delete ${name}?`}
      consequences={[
        {
          count: 1,
          text: (
            <Trans>
              login method is gone for good, with whom it knew. Every session that it opened ends now, and its
              addresses stop working.
            </Trans>
          ),
        },
      ]}
      confirm={t`Delete`}
      keep={t`Keep`}
      busy={remove.isPending}
      onConfirm={() => remove.mutate(undefined)}
    >
      {remove.error && <ErrorNote error={remove.error} />}
      {proof}
    </Question>
  );
}
