import { Trans, useLingui } from "@lingui/react/macro";
import { Outlet } from "@tanstack/react-router";
import { LogOut } from "lucide-react";
import type { Me } from "~/api/contract.ts";
import { useLive } from "~/api/live.ts";
import { Avatar } from "~/parts/avatar.tsx";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { Logo } from "~/parts/logo.tsx";
import { Time } from "~/parts/time.tsx";
import { PageHeader } from "./page_header.tsx";
import { useSignOut } from "./sign_out.ts";
import "./setup_frame.css";

/** What a setup link's session sees: how one organization's people arrive and sign in, in a frame without other pages. */
export function SetupFrame({ me }: { me: Me }) {
  const { t } = useLingui();
  const signOut = useSignOut("/setup");
  const { id, name } = me.organization;
  useLive(id);
  return (
    <div className="setup">
      <header className="setup-bar">
        <Logo />
        <span className="of">
          <Avatar kind="organization" name={name} id={id} />
          <b>{name}</b>
        </span>
        <Button icon={LogOut} aria-busy={signOut.isPending} onClick={() => signOut.mutate()}>
          {t`Leave`}
        </Button>
      </header>
      <main className="page" id="page">
        <PageHeader
          title={t`Setup`}
          sub={
            me.setup && (
              <Trans>
                Setup link for {me.setup.label}. It counts until <Time at={me.setup.expires_at} as="until" />.
              </Trans>
            )
          }
        />
        {signOut.error && <ErrorNote error={signOut.error} />}
        <Outlet />
      </main>
    </div>
  );
}
