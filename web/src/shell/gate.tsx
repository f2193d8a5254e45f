import { useQuery } from "@tanstack/react-query";
import { Navigate } from "@tanstack/react-router";
import { sessionQuery } from "~/api/queries.ts";
import { Failure } from "./failure.tsx";
import { Shell } from "./shell.tsx";

/** Lets in who is signed in. Who is not, or no longer, is led to the sign-in page and back here afterwards. */
export function Gate() {
  const session = useQuery(sessionQuery);
  if (session.data === null)
    return <Navigate to="/sign-in" search={{ next: location.pathname + location.search }} />;
  if (session.data) return <Shell me={session.data} />;
  if (session.error) return <Failure error={session.error} onRetry={() => void session.refetch()} />;
  return <BlankFrame />;
}

/** Leads to where the signed-in person belongs. */
export function Home() {
  const session = useQuery(sessionQuery);
  if (session.data === null) return <Navigate to="/sign-in" search={{}} />;
  if (session.data) {
    return <Navigate to="/o/$organization/members" params={{ organization: session.data.organization.id }} />;
  }
  if (session.error) return <Failure error={session.error} onRetry={() => void session.refetch()} />;
  return <BlankFrame />;
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
