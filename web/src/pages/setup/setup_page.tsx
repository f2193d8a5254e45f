import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Navigate, useNavigate, useSearch } from "@tanstack/react-router";
import { LogOut } from "lucide-react";
import { useLive } from "~/api/live.ts";
import { sessionQuery } from "~/api/queries.ts";
import { AccessManagement } from "~/pages/settings/access_page.tsx";
import { Avatar } from "~/parts/avatar.tsx";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { Logo } from "~/parts/logo.tsx";
import { Time } from "~/parts/time.tsx";
import { Failure } from "~/shell/failure.tsx";
import { BlankFront, FrontPage } from "~/shell/front_page.tsx";
import { PageHeader } from "~/shell/page_header.tsx";
import { useSignOut } from "~/shell/sign_out.ts";
import "./setup_page.css";

/** What a setup link's session sees: Access management of one organization, in a frame without other pages. */
export function SetupPage() {
  const { t } = useLingui();
  const session = useQuery(sessionQuery);
  const me = session.data;
  const search = useSearch({ from: "/setup" });
  const navigate = useNavigate({ from: "/setup" });
  const signOut = useSignOut("/link");
  useLive(me?.kind === "setup" ? me.organization.id : undefined);
  if (session.error) return <Failure error={session.error} onRetry={() => void session.refetch()} />;
  if (me === undefined) return <BlankFront />;
  if (me === null)
    return (
      <FrontPage
        title={t`The setup link's session has ended`}
        says={t`Open the link once more from where you got it. When it does not count any more, ask whoever sent it for a new one.`}
      />
    );
  if (me.kind !== "setup") return <Navigate to="/" replace />;
  return (
    <div className="setup">
      <header className="setup-bar">
        <Logo />
        <span className="of">
          <Avatar kind="organization" name={me.organization.name} id={me.organization.id} />
          <b>{me.organization.name}</b>
        </span>
        <Button icon={LogOut} aria-busy={signOut.isPending} onClick={() => signOut.mutate()}>
          {t`Leave`}
        </Button>
      </header>
      <main className="page" id="page">
        <PageHeader
          title={t`Access management`}
          sub={
            me.setup && (
              <Trans>
                Setup link for {me.setup.label}. It counts until <Time at={me.setup.expires_at} as="full" />.
              </Trans>
            )
          }
        />
        <div className="setup-in">
          {signOut.error && <ErrorNote error={signOut.error} />}
          <AccessManagement
            visiting
            organization={me.organization.id}
            search={search}
            onShow={(next) =>
              void navigate({ search: (before) => ({ ...before, ...next }), replace: next.app !== undefined })
            }
          />
        </div>
      </main>
    </div>
  );
}
