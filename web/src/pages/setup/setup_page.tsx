import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Navigate } from "@tanstack/react-router";
import { sessionQuery } from "~/api/queries.ts";
import { Failure } from "~/shell/failure.tsx";
import { BlankFront, FrontPage } from "~/shell/front_page.tsx";

/** Leads a setup link's session to what it may see, and says what to do once it has ended. */
export function SetupPage() {
  const { t } = useLingui();
  const session = useQuery(sessionQuery);
  const me = session.data;
  if (session.error)
    return (
      <main>
        <Failure error={session.error} onRetry={() => void session.refetch()} />
      </main>
    );
  if (me === undefined) return <BlankFront />;
  if (me === null)
    return (
      <FrontPage
        title={t`You have left the setup`}
        says={t`To go on, open the link once more from where you got it. When it does not count any more, ask whoever sent it for a new one.`}
      />
    );
  if (me.kind !== "setup") return <Navigate to="/" replace />;
  return (
    <Navigate to="/o/$organization/settings/access" params={{ organization: me.organization.id }} replace />
  );
}
