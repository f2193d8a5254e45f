import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { LinkView } from "~/api/contract.ts";
import { openSetupLink } from "~/api/link.ts";
import { admit } from "~/api/sign_in.ts";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { KeyValueList } from "~/parts/key_value_list.tsx";
import { Time } from "~/parts/time.tsx";
import { FrontPage } from "~/shell/front_page.tsx";

/** A setup link: it opens Access management of one organization, and nothing else. */
export function SetupOffer({ link, secret }: { link: LinkView; secret: string }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const navigate = useNavigate();
  const open = useMutation({
    mutationFn: () => openSetupLink(secret),
    onSuccess: (me) => {
      admit(client, me);
      void navigate({ to: "/setup", replace: true });
    },
  });
  const organization = link.organization.name;
  return (
    <FrontPage
      title={t`Set up provisioning for ${organization}`}
      says={
        <Trans>
          The link opens Access management of {organization} and nothing else: connect an identity provider,
          get its Tenant URL and Secret Token, and watch the first people arrive.
        </Trans>
      }
    >
      <KeyValueList
        of={[
          { key: t`Made for`, value: link.label },
          { key: t`Counts until`, value: <Time at={link.expires_at} as="until" /> },
        ]}
      />
      {open.error && <ErrorNote error={open.error} />}
      <Button look="first" aria-busy={open.isPending} onClick={() => open.isPending || open.mutate()}>
        {t`Open`}
      </Button>
    </FrontPage>
  );
}
