import { useQuery } from "@tanstack/react-query";
import { Navigate, useParams, useRouterState } from "@tanstack/react-router";
import { type ReactNode, useEffect, useState } from "react";
import type { Me } from "~/api/contract.ts";
import { sessionQuery } from "~/api/queries.ts";
import { Failure } from "./failure.tsx";
import { SetupFrame } from "./setup_frame.tsx";
import { Shell } from "./shell.tsx";

/** Lets in who is signed in. Who is not, or no longer, is led to the sign-in page and back here afterwards. */
function Gate({ children }: { children: (me: Me) => ReactNode }) {
  const session = useQuery(sessionQuery);
  const cameBySetup = useCameBySetup(session.data);
  if (session.data === null && cameBySetup) return <Navigate to="/setup" replace />;
  if (session.data === null)
    return <Navigate to="/sign-in" search={{ next: location.pathname + location.search }} replace />;
  if (session.data) return children(session.data);
  if (session.error)
    return (
      <main>
        <Failure error={session.error} onRetry={() => void session.refetch()} />
      </main>
    );
  return <BlankFrame />;
}

/** Whether it was a setup link's session that has ended: nobody can sign in in its place. */
function useCameBySetup(me: Me | null | undefined): boolean {
  const [came, setCame] = useState(false);
  const kind = me?.kind;
  useEffect(() => {
    if (kind) setCame(kind === "setup");
  }, [kind]);
  return came;
}

/** Everything of the organization that the address names. */
export function OrganizationGate() {
  const { organization } = useParams({ from: "/o/$organization" });
  const address = useRouterState({ select: ({ location }) => location.pathname });
  return (
    <Gate>
      {(me) => {
        if (me.kind !== "setup") return <Shell me={me} organization={organization} />;
        const settings = `/o/${me.organization.id}/settings`;
        const theirs = ["access", "login-methods"].some((page) =>
          `${address}/`.startsWith(`${settings}/${page}/`),
        );
        return theirs ? <SetupFrame me={me} /> : <Navigate to="/setup" replace />;
      }}
    </Gate>
  );
}

/** An organization begins with its members. */
export function FirstPage() {
  const params = useParams({ from: "/o/$organization/" });
  return <Navigate to="/o/$organization/members" params={params} replace />;
}

/** What belongs to the person and not to an organization, within the frame of their own. */
export function OwnGate() {
  return (
    <Gate>
      {(me) =>
        me.kind === "setup" ? (
          <Navigate to="/setup" replace />
        ) : (
          <Shell me={me} organization={me.organization.id} />
        )
      }
    </Gate>
  );
}

/** Leads to where the signed-in person belongs. */
export function Home() {
  return (
    <Gate>
      {({ role, organization }) => {
        if (role === "setup") return <Navigate to="/setup" replace />;
        if (role === "operator") return <Navigate to="/operator" replace />;
        return <Navigate to="/o/$organization/members" params={{ organization: organization.id }} replace />;
      }}
    </Gate>
  );
}

/** The page's frame at once, before anything is known. */
export function BlankFrame() {
  return (
    <div className="app" aria-busy="true">
      <div className="side" />
      <main className="page" />
    </div>
  );
}
