import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useEffect } from "react";
import { ApiError } from "~/api/problem.ts";
import { useSaid } from "~/language/said.ts";
import { Button, ButtonLink } from "~/parts/button.tsx";
import { CopyLink } from "~/parts/copy.tsx";
import { Mark } from "~/parts/logo.tsx";
import "./failure.css";

interface FailureProps {
  error: unknown;
  onRetry?: () => void;
  /** Where to go on, in the place of trying again, where that would not help. */
  way?: ReactNode;
}

/** What stands in the place of a page that could not be shown. */
export function Failure({ error, onRetry, way }: FailureProps) {
  const { t } = useLingui();
  const say = useSaid();
  const problem = error instanceof ApiError ? error.problem : undefined;
  const said = problem && say(problem, problem.detail, problem.remedy);
  useEffect(() => {
    document.title = t`Not shown · Muster`;
  }, [t]);
  return (
    <section className="failure" role="alert">
      <Mark />
      <h1 lang={said?.lang}>{said ? said.detail : t`This page stopped working.`}</h1>
      <p lang={said?.lang}>
        {said ? said.remedy : t`Nothing was changed by that. Load the page again to go on.`}
      </p>
      {problem?.request_id && (
        <p className="id">
          <Trans>
            Request <code>{problem.request_id}</code>
          </Trans>{" "}
          <CopyLink text={problem.request_id} label={t`Copy request id`} />
        </p>
      )}
      <p className="buttons">
        {way ?? (
          <Button look="first" onClick={onRetry ?? (() => location.reload())}>
            {onRetry ? t`Try again` : t`Load the page again`}
          </Button>
        )}
      </p>
    </section>
  );
}

export function NotFound() {
  const { t } = useLingui();
  useEffect(() => {
    document.title = t`Not found · Muster`;
  }, [t]);
  return (
    <section className="failure">
      <Mark />
      <h1>{t`There is no such page`}</h1>
      <p>{t`It may have been removed, or it belongs to an organization that you do not.`}</p>
      <p className="buttons">
        <ButtonLink look="first" to="/">
          {t`Go to Members`}
        </ButtonLink>
      </p>
    </section>
  );
}

/** What is for owners and administrators. Whoever came by an old or copied address is told so. */
export function NotForRole() {
  const { t } = useLingui();
  useEffect(() => {
    document.title = t`Not for members · Muster`;
  }, [t]);
  return (
    <section className="failure">
      <Mark />
      <h1>{t`This page is for those who manage the organization`}</h1>
      <p>{t`An owner or administrator can open it, or give you that role.`}</p>
      <p className="buttons">
        <ButtonLink look="first" to="/">
          {t`Go to Members`}
        </ButtonLink>
      </p>
    </section>
  );
}
