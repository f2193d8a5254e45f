import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
} from "@tanstack/react-router";
import { type RefusedSearch, refusedSearch } from "~/api/login.ts";
import { accountSearch } from "~/pages/account/search.ts";
import { actionsSearch, requestsSearch } from "~/pages/activity/search.ts";
import { licensesSearch } from "~/pages/licenses/search.ts";
import { LinkRoute } from "~/pages/link/link_route.tsx";
import { memberSearch, membersSearch } from "~/pages/members/search.ts";
import { operatedSearch, operatorSearch } from "~/pages/operator/search.ts";
import { apiKeysSearch } from "~/pages/settings/api_keys_search.ts";
import { loginMethodSearch, loginMethodsSearch } from "~/pages/settings/login/search.ts";
import { accessSearch } from "~/pages/settings/search.ts";
import { teamSearch, teamsSearch } from "~/pages/teams/search.ts";
import { Failure, NotFound } from "~/shell/failure.tsx";
import { BlankFrame, FirstPage, Home, OrganizationGate, OwnGate } from "~/shell/gate.tsx";

// Around it is no frame, so that what stands in a page's place is the main thing there itself.
const root = createRootRoute({
  component: Outlet,
  notFoundComponent: () => (
    <main>
      <NotFound />
    </main>
  ),
  errorComponent: ({ error, reset }) => (
    <main>
      <Failure error={error} onRetry={reset} />
    </main>
  ),
});

const home = createRoute({ getParentRoute: () => root, path: "/", component: Home });

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  // Undefined by name: what is only left out is taken over as it stands in the address.
  validateSearch: (search): { next?: string | undefined } & RefusedSearch => ({
    ...refusedSearch(search),
    next: ours(search.next) ? search.next : undefined,
  }),
  component: lazyRouteComponent(() => import("~/pages/sign_in/sign_in_page.tsx"), "SignInPage"),
});
const link = createRoute({ getParentRoute: () => root, path: "/link", component: LinkRoute });
const setup = createRoute({
  getParentRoute: () => root,
  path: "/setup",
  component: lazyRouteComponent(() => import("~/pages/setup/setup_page.tsx"), "SetupPage"),
});

/** What belongs to the person and not to an organization. */
const own = createRoute({ getParentRoute: () => root, id: "own", component: OwnGate });
const account = createRoute({
  getParentRoute: () => own,
  path: "/account",
  validateSearch: accountSearch,
  component: lazyRouteComponent(() => import("~/pages/account/account_page.tsx"), "AccountPage"),
});
const operator = createRoute({
  getParentRoute: () => own,
  path: "/operator",
  validateSearch: operatorSearch,
  component: lazyRouteComponent(() => import("~/pages/operator/organizations_page.tsx"), "OrganizationsPage"),
});
const operated = createRoute({
  getParentRoute: () => own,
  path: "/operator/organizations/$organization",
  validateSearch: operatedSearch,
  component: lazyRouteComponent(() => import("~/pages/operator/organization_page.tsx"), "OrganizationPage"),
});

/** Everything of one organization, inside the frame, for who is signed in. */
const organization = createRoute({
  getParentRoute: () => root,
  path: "/o/$organization",
  component: OrganizationGate,
});
const firstPage = createRoute({ getParentRoute: () => organization, path: "/", component: FirstPage });

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
const licenses = createRoute({
  getParentRoute: () => organization,
  path: "/licenses",
  validateSearch: licensesSearch,
  component: lazyRouteComponent(() => import("~/pages/licenses/licenses_page.tsx"), "LicensesPage"),
});
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
const general = createRoute({
  getParentRoute: () => settings,
  path: "/general",
  component: lazyRouteComponent(() => import("~/pages/settings/general.tsx"), "GeneralSettings"),
});
const access = createRoute({
  getParentRoute: () => settings,
  path: "/access",
  validateSearch: accessSearch,
  component: lazyRouteComponent(() => import("~/pages/settings/access_page.tsx"), "AccessPage"),
});
const accessRules = createRoute({
  getParentRoute: () => settings,
  path: "/access/$connection",
  component: lazyRouteComponent(() => import("~/pages/settings/rules_page.tsx"), "RulesPage"),
});
const loginMethods = createRoute({
  getParentRoute: () => settings,
  path: "/login-methods",
  validateSearch: loginMethodsSearch,
  component: lazyRouteComponent(
    () => import("~/pages/settings/login/login_methods_page.tsx"),
    "LoginMethodsPage",
  ),
});
const loginMethod = createRoute({
  getParentRoute: () => settings,
  path: "/login-methods/$method",
  validateSearch: loginMethodSearch,
  component: lazyRouteComponent(() => import("~/pages/settings/login/method_page.tsx"), "LoginMethodPage"),
});
const apiKeys = createRoute({
  getParentRoute: () => settings,
  path: "/api-keys",
  validateSearch: apiKeysSearch,
  component: lazyRouteComponent(() => import("~/pages/settings/api_keys.tsx"), "ApiKeySettings"),
});

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
  link,
  setup,
  own.addChildren([account, operator, operated]),
  organization.addChildren([
    firstPage,
    members,
    member,
    teams,
    team,
    activity.addChildren([actions, requests]),
    request,
    licenses,
    settings.addChildren([firstSettings, general, access, accessRules, loginMethods, loginMethod, apiKeys]),
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
