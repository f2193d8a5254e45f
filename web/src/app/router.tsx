import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
} from "@tanstack/react-router";
import { memberSearch, membersSearch } from "~/pages/members/search.ts";
import { teamSearch, teamsSearch } from "~/pages/teams/search.ts";
import { Failure, NotFound } from "~/shell/failure.tsx";
import { BlankFrame, Gate, Home } from "~/shell/gate.tsx";

const root = createRootRoute({ component: Outlet });

const home = createRoute({ getParentRoute: () => root, path: "/", component: Home });

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (search): { next?: string } => (ours(search.next) ? { next: search.next } : {}),
  component: lazyRouteComponent(() => import("~/pages/unbuilt.tsx"), "SignIn"),
});

/** Everything of one organization, inside the frame, for who is signed in. */
const organization = createRoute({ getParentRoute: () => root, path: "/o/$organization", component: Gate });

const unbuilt = lazyRouteComponent(() => import("~/pages/unbuilt.tsx"), "Unbuilt");
const members = createRoute({
  getParentRoute: () => organization,
  path: "/members",
  validateSearch: membersSearch,
  component: lazyRouteComponent(() => import("~/pages/members/members_page.tsx"), "MembersPage"),
});
const member = createRoute({
  getParentRoute: () => organization,
  path: "/members/$member",
  validateSearch: memberSearch,
  component: lazyRouteComponent(() => import("~/pages/members/member_page.tsx"), "MemberPage"),
});
const teams = createRoute({
  getParentRoute: () => organization,
  path: "/teams",
  validateSearch: teamsSearch,
  component: lazyRouteComponent(() => import("~/pages/teams/teams_page.tsx"), "TeamsPage"),
});
const team = createRoute({
  getParentRoute: () => organization,
  path: "/teams/$team",
  validateSearch: teamSearch,
  component: lazyRouteComponent(() => import("~/pages/teams/team_page.tsx"), "TeamPage"),
});
const activity = createRoute({ getParentRoute: () => organization, path: "/activity", component: unbuilt });
const licenses = createRoute({
  getParentRoute: () => organization,
  path: "/licenses",
  component: lazyRouteComponent(() => import("~/pages/licenses/licenses_page.tsx"), "LicensesPage"),
});
const settings = createRoute({ getParentRoute: () => organization, path: "/settings", component: unbuilt });

// Every part once, in its hardest state, for the browser test and for who draws the next one. A production
// build holds none of it.
const showsParts = import.meta.env.DEV || import.meta.env.MODE === "parts";
const parts = createRoute({
  getParentRoute: () => root,
  path: "/parts",
  component: showsParts
    ? lazyRouteComponent(() => import("~/pages/parts/parts_page.tsx"), "PartsPage")
    : NotFound,
});
const framed = createRoute({
  getParentRoute: () => root,
  path: "/parts/framed",
  component: showsParts
    ? lazyRouteComponent(() => import("~/pages/parts/framed_page.tsx"), "FramedPage")
    : NotFound,
});

const tree = root.addChildren([
  home,
  signIn,
  organization.addChildren([members, member, teams, team, activity, licenses, settings]),
  ...(showsParts ? [parts, framed] : []),
]);

export const router = createRouter({
  routeTree: tree,
  defaultPreload: "intent",
  scrollRestoration: true,
  defaultErrorComponent: ({ error, reset }) => <Failure error={error} onRetry={reset} />,
  defaultNotFoundComponent: NotFound,
  defaultPendingComponent: BlankFrame,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}

/** Where to go after signing in: an address of ours, never of another site. */
function ours(next: unknown): next is string {
  return typeof next === "string" && /^\/(?![/\\])/.test(next);
}
