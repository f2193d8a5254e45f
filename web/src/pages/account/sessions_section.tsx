import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Monitor } from "lucide-react";
import { endOtherSessions, endSession, sessionsQuery } from "~/api/account.ts";
import { useAccountChange } from "~/api/account_change.ts";
import type { Session } from "~/api/contract.ts";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { Icon } from "~/parts/icon.tsx";
import { LoadingRows } from "~/parts/loading_rows.tsx";
import { Line, Lines, Section } from "~/parts/section.tsx";
import { Chip } from "~/parts/status.tsx";
import { Time } from "~/parts/time.tsx";
import { useToast } from "~/parts/toast.tsx";
import { Question } from "~/parts/window.tsx";
import type { Windows } from "./account_page.tsx";

export function SessionsSection({ windows }: { windows: Windows }) {
  const { t } = useLingui();
  const { open, show, close } = windows;
  const { data, error, isPending, refetch } = useQuery(sessionsQuery);
  const others = data?.filter(({ current }) => !current) ?? [];
  const about = others.find(({ id }) => id === open.about);
  return (
    <Section
      title={t`Sessions`}
      says={t`Where you are signed in. End what you do not know, and change your password after that.`}
      end={
        others.length > 0 && (
          <Button onClick={() => show({ window: "end-others" })}>{t`End all others`}</Button>
        )
      }
    >
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {isPending && <LoadingRows count={2} />}
      {data && (
        <Lines label={t`Sessions`}>
          {data.map((session) => (
            <SessionLine
              key={session.id}
              session={session}
              onEnd={() => show({ window: "end-session", about: session.id })}
            />
          ))}
        </Lines>
      )}
      {open.window === "end-session" && about && <EndOneQuestion session={about} onClose={close} />}
      {open.window === "end-others" && others.length > 0 && (
        <EndOthersQuestion count={others.length} onClose={close} />
      )}
    </Section>
  );
}

function SessionLine({ session, onEnd }: { session: Session; onEnd: () => void }) {
  const { t } = useLingui();
  const { browser, address, created_at, used_at, current } = session;
  return (
    <Line
      face={<Icon of={Monitor} />}
      title={browser}
      says={
        <Trans>
          {address}, signed in <Time at={created_at} as="until" />, last used <Time at={used_at} />
        </Trans>
      }
      end={
        current ? (
          <Chip tone="good">{t`This one`}</Chip>
        ) : (
          <Button size="small" aria-label={t`End the session in ${browser} from ${address}`} onClick={onEnd}>
            {t`End`}
          </Button>
        )
      }
    />
  );
}

function EndOneQuestion({ session, onClose }: { session: Session; onClose: () => void }) {
  const { t } = useLingui();
  const tell = useToast();
  const end = useAccountChange(
    () => endSession(session.id),
    () => {
      tell(t`The session has ended.`);
      onClose();
    },
  );
  const { browser, address } = session;
  return (
    <Question
      open
      onOpenChange={(next) => next || onClose()}
      title={t`End the session in ${browser}?`}
      consequences={[
        { count: 1, text: <Trans>session from {address} is signed out at its next request.</Trans> },
      ]}
      confirm={t`End`}
      keep={t`Keep`}
      busy={end.isPending}
      onConfirm={() => end.mutate()}
    >
      {end.error && <ErrorNote error={end.error} />}
    </Question>
  );
}

function EndOthersQuestion({ count, onClose }: { count: number; onClose: () => void }) {
  const { t } = useLingui();
  const tell = useToast();
  const end = useAccountChange(endOtherSessions, () => {
    tell(t`All other sessions have ended.`);
    onClose();
  });
  return (
    <Question
      open
      onOpenChange={(next) => next || onClose()}
      title={t`End all other sessions?`}
      consequences={[
        {
          count,
          text: (
            <Plural
              value={count}
              one="session is signed out at its next request."
              other="sessions are signed out at their next request."
            />
          ),
        },
        { count: 1, text: <Trans>session stays: this one.</Trans> },
      ]}
      confirm={t`End`}
      keep={t`Keep`}
      busy={end.isPending}
      onConfirm={() => end.mutate()}
    >
      {end.error && <ErrorNote error={end.error} />}
    </Question>
  );
}
