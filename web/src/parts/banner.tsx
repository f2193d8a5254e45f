import { useLingui } from "@lingui/react/macro";
import { Ban, Info, LockKeyhole, type LucideIcon, TriangleAlert, X } from "lucide-react";
import type { ReactNode } from "react";
import { ApiError } from "~/api/problem.ts";
import { useSaid } from "~/language/said.ts";
import { Button, IconButton } from "./button.tsx";
import { CopyLink } from "./copy.tsx";
import { Icon } from "./icon.tsx";
import "./banner.css";

interface BannerProps {
  /** fact: what is so. wait: a person should do something. stop: something is refused or failing. */
  tone?: "fact" | "wait" | "stop";
  icon?: LucideIcon;
  /** One sentence in bold. */
  title: ReactNode;
  /** One more at most. */
  children?: ReactNode;
  /** One thing to do. */
  action?: ReactNode;
  onDismiss?: () => void;
}

const icons = { fact: Info, wait: TriangleAlert, stop: Ban };

/** What a page has to say before its content. One at a time. */
export function Banner({
  tone = "fact",
  icon = icons[tone],
  title,
  children,
  action,
  onDismiss,
}: BannerProps) {
  const { t } = useLingui();
  return (
    <div className={tone === "fact" ? "note-line" : `note-line ${tone}`}>
      <Icon of={icon} />
      <div>
        <b>{title}</b> {children}
      </div>
      {action}
      {onDismiss && <IconButton icon={X} label={t`Dismiss`} className="off" onClick={onDismiss} />}
    </div>
  );
}

/** What a provider decides, said once above what it locks. */
export function LockedBanner({ title, children }: { title: ReactNode; children?: ReactNode }) {
  return (
    <Banner icon={LockKeyhole} title={title}>
      {children}
    </Banner>
  );
}

/** An error beside its cause: one sentence, the remedy, an id to copy, and trying again where that may help. */
export function ErrorNote({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useLingui();
  const say = useSaid();
  if (!(error instanceof Error)) return null;
  const problem = error instanceof ApiError ? error.problem : undefined;
  const said = problem && say(problem, problem.detail, problem.remedy);
  return (
    <div className="note-line stop" role="alert">
      <Icon of={Ban} />
      <div>
        <p lang={said?.lang}>
          <b>{said?.detail ?? t`This did not work.`}</b> {said?.remedy}
        </p>
        {problem?.request_id && <RequestId id={problem.request_id} />}
      </div>
      {onRetry && <Button size="small" onClick={onRetry}>{t`Try again`}</Button>}
    </div>
  );
}

/** "Request req_01K3V9T6QH Copy", after a sentence of its own where there is one. */
export function RequestId({ id, before }: { id: string; before?: ReactNode }) {
  const { t } = useLingui();
  return (
    <p className="request-id">
      {before} {t`Request`} <code>{id}</code> <CopyLink text={id} label={t`Copy request id`} />
    </p>
  );
}
