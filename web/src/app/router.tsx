import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
} from "@tanstack/react-router";
import { actionsSearch, requestsSearch } from "~/pages/activity/search.ts";
import { accessSearch } from "~/pages/settings/search.ts";
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
const members = createRoute({ getParentRoute: () => organization, path: "/members", component: unbuilt });
const member = createRoute({
  getParentRoute: () => organization,
  path: "/members/$member",
  component: unbuilt,
});
const teams = createRoute({ getParentRoute: () => organization, path: "/teams", component: unbuilt });
const team = createRoute({ getParentRoute: () => organization, path: "/teams/$team", component: unbuilt });
const activity = createRoute({
  getParentRoute: () => organization,
  path: "/activity",
  component: lazyRouteComponent(() => import("~/pages/activity/activity_frame.tsx"), "ActivityFrame"),
});
const actions = createRoute({
  getParentRoute: () => activity,
  path: "/",
  validateSearch: actionsSearch,
  component: lazyRouteComponent(() => import("~/pages/activity/actions_page.tsx"), "ActionsPage"),
});
const requests = createRoute({
  getParentRoute: () => activity,
  path: "/requests",
  validateSearch: requestsSearch,
  component: lazyRouteComponent(() => import("~/pages/activity/requests_page.tsx"), "RequestsPage"),
});
const request = createRoute({
  getParentRoute: () => organization,
  path: "/activity/requests/$request",
  component: lazyRouteComponent(() => import("~/pages/activity/request_page.tsx"), "RequestPage"),
});
const licenses = createRoute({ getParentRoute: () => organization, path: "/licenses", component: unbuilt });
const settings = createRoute({
  getParentRoute: () => organization,
  path: "/settings",
  component: lazyRouteComponent(() => import("~/pages/settings/settings_frame.tsx"), "SettingsFrame"),
});
const firstSettings = createRoute({
  getParentRoute: () => settings,
  path: "/",
  component: lazyRouteComponent(() => import("~/pages/settings/settings_frame.tsx"), "FirstSettings"),
});
const general = createRoute({ getParentRoute: () => settings, path: "/general", component: unbuilt });
const access = createRoute({
  getParentRoute: () => settings,
  path: "/access",
  validateSearch: accessSearch,
  component: lazyRouteComponent(() => import("~/pages/settings/access_page.tsx"), "AccessPage"),
});
const waysToSignIn = createRoute({
  getParentRoute: () => settings,
  path: "/sign-in",
  component: lazyRouteComponent(() => import("~/pages/settings/sign_in_page.tsx"), "SignInPage"),
});
const apiKeys = createRoute({ getParentRoute: () => settings, path: "/api-keys", component: unbuilt });

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
  organization.addChildren([
    members,
    member,
    teams,
    team,
    activity.addChildren([actions, requests]),
    request,
    licenses,
    settings.addChildren([firstSettings, general, access, waysToSignIn, apiKeys]),
  ]),
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
