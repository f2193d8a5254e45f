import { useQuery } from "@tanstack/react-query";
import { Outlet, useRouterState } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Id, Me } from "~/api/contract.ts";
import { useLive } from "~/api/live.ts";
import {
  connectionQuery,
  healthQuery,
  organizationQuery,
  organizationsQuery,
  summaryQuery,
} from "~/api/queries.ts";
import { useDestinations } from "./destinations.tsx";
import { Failure, NotForRole } from "./failure.tsx";
import { Frame } from "./frame.tsx";
import { mayEnter } from "./pages.ts";
import { Pulse } from "./pulse.tsx";
import { RefusedHere } from "./refused_here.tsx";
import { useRoleName } from "./role_name.ts";
import { useSignOut } from "./sign_out.ts";

/** The frame filled with what the API says about an organization, around the page that is open. */
export function Shell({ me, organization: id }: { me: Me; organization: Id }) {
  const roleName = useRoleName();
  const signOut = useSignOut();
  const operates = me.role === "operator";
  useLive(id);

  const organization = useQuery(organizationQuery(id));
  const organizations = useQuery({ ...organizationsQuery, enabled: operates });
  const summary = useQuery(summaryQuery(id));
  const [destinations, setWords] = useDestinations(id, me.role);

  const own = me.organization.id === id;
  const name = organization.data?.name ?? (own ? me.organization.name : "");
  const connection = summary.data?.connections[0];
  return (
    <Frame
      organization={{ id, name }}
      others={(organizations.data?.items ?? []).filter((other) => other.id !== id)}
      callerRole={me.role}
      installation={own && me.organization.kind === "installation" && operates}
      acting={operates && !own}
      counts={{
        members: summary.data?.members,
        teams: summary.data?.teams,
        licenses: summary.data?.licenses.bought,
      }}
      person={{
        id: me.person?.id ?? me.organization.id,
        name: me.person?.name ?? "",
        role: roleName(me.role),
      }}
      pulse={connection && <ConnectionPulse organization={id} connection={connection.id} />}
      destinations={destinations}
      onWords={setWords}
      onSignOut={() => signOut.mutate()}
      signOutError={signOut.error}
    >
      <Allowed callerRole={me.role} error={organization.error} onRetry={() => void organization.refetch()}>
        <RefusedHere />
        <Outlet />
      </Allowed>
    </Frame>
  );
}

interface AllowedProps {
  callerRole: Me["role"];
  /** Why nothing can be said about the organization. */
  error: Error | null;
  onRetry: () => void;
  children: ReactNode;
}

/** The page, or one sentence in its place where it is not for whoever asks. */
function Allowed({ callerRole, error, onRetry, children }: AllowedProps) {
  const place = useRouterState({
    select: ({ location }) => /^\/o\/[^/]+\/([^/]+)/.exec(location.pathname)?.[1],
  });
  if (place && !mayEnter(callerRole, place)) return <NotForRole />;
  if (place && error) return <Failure error={error} onRetry={onRetry} />;
  return children;
}

function ConnectionPulse({ organization, connection }: { organization: string; connection: string }) {
  const health = useQuery(healthQuery(organization, connection));
  const details = useQuery(connectionQuery(organization, connection));
  if (!health.data || !details.data) return null;
  return <Pulse organization={organization} providerName={details.data.provider_name} health={health.data} />;
}
