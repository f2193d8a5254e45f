import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link2 } from "lucide-react";
import type { Id, SetupLink } from "~/api/contract.ts";
import { revokeSetupLink, setupLinksQuery } from "~/api/setup_link.ts";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { EmptyState } from "~/parts/empty_state.tsx";
import { Icon } from "~/parts/icon.tsx";
import { useNow } from "~/parts/now.ts";
import { Line, Lines, Section } from "~/parts/section.tsx";
import { Mark } from "~/parts/status.tsx";
import { Time } from "~/parts/time.tsx";
import { useToast } from "~/parts/toast.tsx";
import { Question } from "~/parts/window.tsx";
import type { Windows } from "./organization_page.tsx";
import { SetupLinkWindow } from "./setup_link_window.tsx";

/** The links by which a customer's IT sets up provisioning without an account. */
export function SetupLinksSection({ organization, windows }: { organization: Id; windows: Windows }) {
  const { t } = useLingui();
  const { open, show, close } = windows;
  const { data, error, refetch } = useQuery(setupLinksQuery(organization));
  const now = useNow(60_000);
  const about = data?.find(({ id, usable }) => id === open.about && usable);
  const create = (
    <Button icon={Link2} onClick={() => show({ window: "setup-link" })}>
      {t`Create setup link`}
    </Button>
  );
  return (
    <Section
      title={t`Setup links`}
      says={t`For the customer's IT: a link opens Access management and nothing else, until it expires or is revoked.`}
      end={data && data.length > 0 && create}
    >
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && (
        <EmptyState title={t`No setup link was made`} buttons={create}>
          {t`Create one for whoever connects the identity provider and has no account here.`}
        </EmptyState>
      )}
      {data && data.length > 0 && (
        <Lines label={t`Setup links`}>
          {data.map((link) => (
            <SetupLinkLine
              key={link.id}
              link={link}
              now={now}
              onRevoke={() => show({ window: "revoke-setup-link", about: link.id })}
            />
          ))}
        </Lines>
      )}
      {open.window === "setup-link" && <SetupLinkWindow organization={organization} onClose={close} />}
      {open.window === "revoke-setup-link" && about && (
        <RevokeQuestion organization={organization} link={about} onClose={close} />
      )}
    </Section>
  );
}

function SetupLinkLine({ link, now, onRevoke }: { link: SetupLink; now: number; onRevoke: () => void }) {
  const { t } = useLingui();
  const { label, created_by, created_at, used_at, expires_at, revoked_at } = link;
  const counts = link.usable && Date.parse(expires_at) > now;
  return (
    <Line
      face={<Icon of={Link2} />}
      title={label}
      says={
        <>
          <Trans>
            Made by {created_by} <Time at={created_at} />
          </Trans>
          {", "}
          {used_at ? (
            <Trans>
              first opened <Time at={used_at} />
            </Trans>
          ) : (
            t`not opened yet`
          )}
        </>
      }
      end={
        counts ? (
          <>
            <Mark tone="good" shape="dot">
              <Trans>
                Until <Time at={expires_at} as="until" />
              </Trans>
            </Mark>
            <Button size="small" aria-label={t`Revoke the link for ${label}`} onClick={onRevoke}>
              {t`Revoke`}
            </Button>
          </>
        ) : (
          <Mark tone="quiet" shape="dash">
            {revoked_at ? t`Revoked` : t`Expired`}
          </Mark>
        )
      }
    />
  );
}

function RevokeQuestion({
  organization,
  link,
  onClose,
}: {
  organization: Id;
  link: SetupLink;
  onClose: () => void;
}) {
  const { t } = useLingui();
  const tell = useToast();
  const client = useQueryClient();
  const { label, used_at } = link;
  const revoke = useMutation({
    mutationFn: () => revokeSetupLink(organization, link.id),
    onSuccess: () => {
      tell(t`The setup link for ${label} is revoked.`);
      onClose();
      void client.invalidateQueries({ queryKey: setupLinksQuery(organization).queryKey });
    },
  });
  return (
    <Question
      open
      onOpenChange={(next) => next || onClose()}
      title={t`Revoke the setup link for ${label}?`}
      consequences={[
        {
          count: 1,
          text: used_at ? (
            <Trans>link opens nothing more, and whoever came in by it is out at their next request.</Trans>
          ) : (
            <Trans>link opens nothing more. Nobody has opened it.</Trans>
          ),
        },
        { count: 0, text: <Trans>connections change: what was set up by it stays.</Trans> },
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
