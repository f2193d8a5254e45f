import { useQuery } from "@tanstack/react-query";
import { Navigate, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Me } from "~/api/contract.ts";
import { sessionQuery } from "~/api/queries.ts";
import { Failure } from "./failure.tsx";
import { Shell } from "./shell.tsx";

/** Lets in who is signed in. Who is not, or no longer, is led to the sign-in page and back here afterwards. */
function Gate({ children }: { children: (me: Me) => ReactNode }) {
  const session = useQuery(sessionQuery);
  if (session.data === null)
    return <Navigate to="/sign-in" search={{ next: location.pathname + location.search }} replace />;
  if (session.data?.kind === "setup") return <Navigate to="/setup" replace />;
  if (session.data) return children(session.data);
  if (session.error) return <Failure error={session.error} onRetry={() => void session.refetch()} />;
  return <BlankFrame />;
}

/** Everything of the organization that the address names. */
export function OrganizationGate() {
  const { organization } = useParams({ from: "/o/$organization" });
  return <Gate>{(me) => <Shell me={me} organization={organization} />}</Gate>;
}

/** What belongs to the person and not to an organization, within the frame of their own. */
export function OwnGate() {
  return <Gate>{(me) => <Shell me={me} organization={me.organization.id} />}</Gate>;
}

/** Leads to where the signed-in person belongs. */
export function Home() {
  return (
    <Gate>
      {(me) =>
        me.role === "operator" ? (
          <Navigate to="/operator" replace />
        ) : (
          <Navigate to="/o/$organization/members" params={{ organization: me.organization.id }} replace />
        )
      }
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
