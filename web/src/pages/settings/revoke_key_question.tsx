import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { apiKeysQuery, revokeApiKey } from "~/api/api_key.ts";
import type { ApiKey, Id } from "~/api/contract.ts";
import { ErrorNote } from "~/parts/banner.tsx";
import { Time } from "~/parts/time.tsx";
import { useToast } from "~/parts/toast.tsx";
import { Question } from "~/parts/window.tsx";

interface RevokeKeyQuestionProps {
  organization: Id;
  apiKey: ApiKey;
  onClose: () => void;
}

export function RevokeKeyQuestion({ organization, apiKey, onClose }: RevokeKeyQuestionProps) {
  const { t } = useLingui();
  const tell = useToast();
  const client = useQueryClient();
  const { name, used_at, scopes } = apiKey;
  const revoke = useMutation({
    mutationFn: () => revokeApiKey(organization, apiKey.id),
    onSuccess: () => {
      tell(t`${name} is revoked.`);
      onClose();
      void client.invalidateQueries({ queryKey: apiKeysQuery(organization).queryKey });
    },
  });
  return (
    <Question
      open
      onOpenChange={(open) => open || onClose()}
      title={t`Revoke ${name}?`}
      consequences={[
        {
          count: 1,
          text: used_at ? (
            <Trans>
              key stops working now. It was last used <Time at={used_at} />.
            </Trans>
          ) : (
            <Trans>key stops working now. It was never used.</Trans>
          ),
        },
        {
          count: scopes.length,
          text: (
            <Plural
              value={scopes.length}
              one="permission is taken from its program, which is answered 401 from then on."
              other="permissions are taken from its program, which is answered 401 from then on."
            />
          ),
        },
      ]}
      confirm={t`Revoke`}
      keep={t`Keep`}
      busy={revoke.isPending}
      onConfirm={() => revoke.mutate()}
    >
      {revoke.error && <ErrorNote error={revoke.error} />}
    </Question>
  );
}
