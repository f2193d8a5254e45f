package api

import (
	"net/http"
	"strings"

	"github.com/musterhq/muster/internal/directory"
)

// route is one row of the table: an operation, and who may use it. Everything
// that decides about access is here, so that it can be read at one place; a test
// walks every row as everyone.
type route struct {
	method string
	// path is below root. {org} names the organization it is about: the caller's
	// own, unless an operator asks.
	path string
	// id is the operation's name in OpenAPI.
	id  string
	may who
	// scopes opens the route for API keys that have one of them. A key acts as an
	// administrator of its organization; one of the installation as an operator.
	scopes []directory.Scope
	// stepUp says whether a person must have proved lately who they are.
	stepUp stepUp
	// once says whether an Idempotency-Key makes repeating it harmless.
	once bool
	// secret says that the answer shows a secret, which is never kept.
	secret bool
	// status is what success answers; 0 is 200, or 204 where there is no body.
	status int
	// streams is the content type of an answer that is not JSON.
	streams string
	tag     string
	summary string
}

// stepUp says when a route asks people for a fresh proof of who they are.
type stepUp uint8

const (
	never stepUp = iota
	// sometimes: the operation asks itself, where it grants something or takes
	// away a way to sign in.
	sometimes
	// always: the gate asks.
	always
)

// root is where the API lives.
const root = "/api/v1"

// who is a set of callers.
type who uint8

const (
	// anyone needs not be signed in.
	anyone who = 1 << iota
	operator
	owner
	administrator
	member
	// setup is a session that a setup link opened.
	setup

	owners   = operator | owner
	managers = owners | administrator
	people   = managers | member
	setters  = managers | setup
	everyone = people | setup
)

// includes says whether all of the callers belong to the set.
func (w who) includes(callers who) bool { return w&callers == callers }

// name is how the sets are called that refuse somebody who is signed in.
func (w who) name() string {
	switch w {
	case operator:
		return "operator"
	case owners:
		return "owners"
	case managers:
		return "managers"
	case setters:
		return "setters"
	case people:
		return "people"
	default:
		return "everyone"
	}
}

// String lists the callers as the OpenAPI document does.
func (w who) String() string {
	var names []string
	for _, each := range []struct {
		caller who
		name   string
	}{{anyone, "anyone"}, {operator, "operator"}, {owner, "owner"}, {administrator, "administrator"}, {member, "member"}, {setup, "setup link"}} {
		if w.includes(each.caller) {
			names = append(names, each.name)
		}
	}
	return strings.Join(names, ", ")
}

// What API keys may be allowed to.
var (
	reads     = []directory.Scope{directory.ScopeRead, directory.ScopeWrite}
	writes    = []directory.Scope{directory.ScopeWrite}
	watches   = []directory.Scope{directory.ScopeActivity}
	connects  = []directory.Scope{directory.ScopeConnections}
	inspects  = []directory.Scope{directory.ScopeConnections, directory.ScopeActivity}
	organizes = []directory.Scope{directory.ScopeOrganizations}
	counts    = []directory.Scope{directory.ScopeRead, directory.ScopeWrite, directory.ScopeOrganizations}
	listens   = []directory.Scope{directory.ScopeRead, directory.ScopeWrite, directory.ScopeActivity, directory.ScopeConnections}
)

const (
	get    = http.MethodGet
	post   = http.MethodPost
	put    = http.MethodPut
	patch  = http.MethodPatch
	remove = http.MethodDelete

	created = http.StatusCreated

	csvType    = "text/csv"
	zipType    = "application/zip"
	streamType = "text/event-stream"
	fileType   = "application/octet-stream"
)

// The groups of the OpenAPI document.
const (
	tagSignIn        = "Sign-in"
	tagMe            = "Me"
	tagOrganizations = "Organizations"
	tagMembers       = "Members"
	tagTeams         = "Teams"
	tagConnections   = "Connections"
	tagActivity      = "Activity"
	tagRequests      = "Requests"
	tagLogin         = "Login methods"
	tagAPIKeys       = "API keys"
)

var routes = []route{
	{method: get, path: "/installation", id: "getInstallation", may: anyone, tag: tagSignIn, summary: "What anyone may know of this server"},
	{method: get, path: "/visitor", id: "getVisitor", may: anyone, tag: tagSignIn, summary: "Who is signed in, or that nobody is"},
	{method: post, path: "/links/look", id: "lookAtLink", may: anyone, tag: tagSignIn, summary: "Look at a link without using it"},
	{method: post, path: "/links/accept/password", id: "acceptLinkWithPassword", may: anyone, status: created, tag: tagSignIn, summary: "Accept an invitation or sign-in link by choosing a password"},
	{method: post, path: "/links/accept/passkey/begin", id: "beginAcceptingLinkWithPasskey", may: anyone, tag: tagSignIn, summary: "Begin to accept a link by making a passkey"},
	{method: post, path: "/links/accept/passkey/finish", id: "finishAcceptingLinkWithPasskey", may: anyone, status: created, tag: tagSignIn, summary: "Accept a link with the passkey that was made"},
	{method: post, path: "/links/open", id: "openSetupLink", may: anyone, status: created, tag: tagSignIn, summary: "Open a setup link's session"},
	{method: post, path: "/session/password", id: "signInWithPassword", may: anyone, status: created, tag: tagSignIn, summary: "Sign in with a password"},
	{method: post, path: "/session/passkey/begin", id: "beginSignInWithPasskey", may: anyone, tag: tagSignIn, summary: "Begin to sign in with a passkey"},
	{method: post, path: "/session/passkey/finish", id: "finishSignInWithPasskey", may: anyone, status: created, tag: tagSignIn, summary: "Sign in with a passkey"},
	{method: post, path: "/session/find", id: "findWaysIn", may: anyone, tag: tagSignIn, summary: "Find the login methods for an address"},

	{method: get, path: "/session", id: "getSession", may: everyone, tag: tagMe, summary: "Who is signed in"},
	{method: remove, path: "/session", id: "signOut", may: everyone, tag: tagMe, summary: "Sign out"},
	{method: get, path: "/session/provider", id: "getProviderSignOut", may: people, tag: tagMe, summary: "Where to sign out at the identity provider, too"},
	{method: post, path: "/session/step-up/password", id: "stepUpWithPassword", may: people, tag: tagMe, summary: "Prove who you are again, with the password"},
	{method: post, path: "/session/step-up/passkey/begin", id: "beginStepUpWithPasskey", may: people, tag: tagMe, summary: "Begin to prove who you are again, with a passkey"},
	{method: post, path: "/session/step-up/passkey/finish", id: "finishStepUpWithPasskey", may: people, tag: tagMe, summary: "Prove who you are again, with a passkey"},
	{method: get, path: "/me/sessions", id: "listMySessions", may: people, tag: tagMe, summary: "Where you are signed in"},
	{method: remove, path: "/me/sessions", id: "endMyOtherSessions", may: people, tag: tagMe, summary: "Sign out everywhere else"},
	{method: remove, path: "/me/sessions/{session}", id: "endMySession", may: people, tag: tagMe, summary: "End one of your sessions"},
	{method: put, path: "/me/password", id: "setMyPassword", may: people, stepUp: sometimes, tag: tagMe, summary: "Set or change your password"},
	{method: remove, path: "/me/password", id: "removeMyPassword", may: people, stepUp: always, tag: tagMe, summary: "Remove your password"},
	{method: get, path: "/me/passkeys", id: "listMyPasskeys", may: people, tag: tagMe, summary: "Your passkeys"},
	{method: post, path: "/me/passkeys/begin", id: "beginAddingPasskey", may: people, stepUp: always, tag: tagMe, summary: "Begin to add a passkey"},
	{method: post, path: "/me/passkeys/finish", id: "finishAddingPasskey", may: people, stepUp: always, status: created, tag: tagMe, summary: "Add the passkey that was made"},
	{method: patch, path: "/me/passkeys/{passkey}", id: "renameMyPasskey", may: people, tag: tagMe, summary: "Rename a passkey"},
	{method: remove, path: "/me/passkeys/{passkey}", id: "removeMyPasskey", may: people, stepUp: always, tag: tagMe, summary: "Remove a passkey"},
	{method: get, path: "/me/logins", id: "listMyLogins", may: people, tag: tagMe, summary: "The login methods that you are tied to"},

	{method: get, path: "/overview", id: "getOverview", may: operator, scopes: organizes, tag: tagOrganizations, summary: "What the operator sees first"},
	{method: get, path: "/health", id: "listConnectionHealth", may: operator, scopes: organizes, tag: tagOrganizations, summary: "How every connection does"},
	{method: get, path: "/organizations", id: "listOrganizations", may: operator, scopes: organizes, tag: tagOrganizations, summary: "List organizations"},
	{method: post, path: "/organizations", id: "createOrganization", may: operator, scopes: organizes, once: true, status: created, tag: tagOrganizations, summary: "Create an organization"},
	{method: get, path: "/organizations/{org}", id: "getOrganization", may: people, scopes: counts, tag: tagOrganizations, summary: "Get an organization"},
	{method: patch, path: "/organizations/{org}", id: "updateOrganization", may: managers, scopes: organizes, tag: tagOrganizations, summary: "Change an organization"},
	{method: get, path: "/organizations/{org}/summary", id: "getSummary", may: people, scopes: reads, tag: tagOrganizations, summary: "Count what an organization has"},
	{method: get, path: "/organizations/{org}/licenses", id: "getLicenses", may: people | setup, scopes: listens, tag: tagOrganizations, summary: "The licenses, bought, in use and free"},
	{method: get, path: "/organizations/{org}/licenses/line", id: "listLicenseLine", may: managers, scopes: reads, tag: tagOrganizations, summary: "List who waits for a license, in order"},
	{method: get, path: "/organizations/{org}/licenses/ledger", id: "listLicenseLedger", may: managers, scopes: watches, tag: tagOrganizations, summary: "List what took and released licenses, the newest first"},
	{method: get, path: "/organizations/{org}/setup-links", id: "listSetupLinks", may: managers, scopes: organizes, tag: tagOrganizations, summary: "List setup links"},
	{method: post, path: "/organizations/{org}/setup-links", id: "createSetupLink", may: managers, scopes: organizes, stepUp: always, once: true, secret: true, status: created, tag: tagOrganizations, summary: "Make a setup link for the customer's IT"},
	{method: remove, path: "/organizations/{org}/setup-links/{link}", id: "revokeSetupLink", may: managers, scopes: organizes, tag: tagOrganizations, summary: "End a setup link"},
	{method: post, path: "/organizations/{org}/owner-link", id: "createOwnerLink", may: operator, scopes: organizes, stepUp: always, once: true, secret: true, status: created, tag: tagOrganizations, summary: "Invite an organization's first owner"},
	{method: get, path: "/organizations/{org}/stream", id: "stream", may: everyone, scopes: listens, streams: streamType, tag: tagOrganizations, summary: "Hear at once when there is something to fetch again"},

	{method: get, path: "/organizations/{org}/members", id: "listMembers", may: people, scopes: reads, tag: tagMembers, summary: "List members"},
	{method: post, path: "/organizations/{org}/members", id: "inviteMember", may: managers, scopes: writes, stepUp: sometimes, once: true, secret: true, status: created, tag: tagMembers, summary: "Invite a new member"},
	{method: get, path: "/organizations/{org}/members.csv", id: "exportMembers", may: managers, scopes: reads, streams: csvType, tag: tagMembers, summary: "Export members"},
	{method: get, path: "/organizations/{org}/members/counts", id: "countMembers", may: people, scopes: reads, tag: tagMembers, summary: "Count members"},
	{method: get, path: "/organizations/{org}/members/{member}", id: "getMember", may: people, scopes: reads, tag: tagMembers, summary: "Get a member"},
	{method: patch, path: "/organizations/{org}/members/{member}", id: "updateMember", may: managers, scopes: writes, stepUp: sometimes, tag: tagMembers, summary: "Change a member's name, email or role"},
	{method: remove, path: "/organizations/{org}/members/{member}", id: "removeMember", may: managers, scopes: writes, tag: tagMembers, summary: "Remove a member"},
	{method: post, path: "/organizations/{org}/members/{member}/deactivate", id: "deactivateMember", may: managers, scopes: writes, tag: tagMembers, summary: "Deactivate a member"},
	{method: post, path: "/organizations/{org}/members/{member}/reactivate", id: "reactivateMember", may: managers, scopes: writes, tag: tagMembers, summary: "Reactivate a member"},
	{method: post, path: "/organizations/{org}/members/{member}/release-license", id: "releaseLicense", may: managers, scopes: writes, tag: tagMembers, summary: "Take back the license that a deactivated member kept"},
	{method: post, path: "/organizations/{org}/members/{member}/link", id: "createMemberLink", may: managers, scopes: writes, stepUp: always, once: true, secret: true, status: created, tag: tagMembers, summary: "Make a new invitation or sign-in link"},
	{method: post, path: "/organizations/{org}/members/{member}/adoption", id: "confirmAdoption", may: owners, stepUp: always, tag: tagMembers, summary: "Let a connection adopt an owner or administrator"},
	{method: get, path: "/organizations/{org}/members/{member}/merge", id: "previewMemberMerge", may: managers, scopes: writes, tag: tagMembers, summary: "What merging a member with another would do"},
	{method: post, path: "/organizations/{org}/members/{member}/merge", id: "mergeMembers", may: managers, scopes: writes, stepUp: sometimes, tag: tagMembers, summary: "Merge a member with another"},
	{method: get, path: "/organizations/{org}/members/{member}/identity", id: "getMemberIdentity", may: managers, scopes: reads, tag: tagMembers, summary: "What the provider asserts about a member"},
	{method: get, path: "/organizations/{org}/members/{member}/sessions", id: "listMemberSessions", may: managers, tag: tagMembers, summary: "Where a member is signed in"},
	{method: remove, path: "/organizations/{org}/members/{member}/sessions", id: "signMemberOut", may: managers, scopes: writes, tag: tagMembers, summary: "Sign a member out everywhere"},
	{method: get, path: "/organizations/{org}/members/{member}/logins", id: "listMemberLogins", may: managers, scopes: reads, tag: tagMembers, summary: "The login methods that a member is tied to"},
	{method: remove, path: "/organizations/{org}/members/{member}/logins/{method}", id: "removeMemberLogin", may: managers, scopes: writes, stepUp: always, tag: tagMembers, summary: "Untie a member from a login method"},

	{method: get, path: "/organizations/{org}/teams", id: "listTeams", may: people, scopes: reads, tag: tagTeams, summary: "List teams"},
	{method: post, path: "/organizations/{org}/teams", id: "createTeam", may: managers, scopes: writes, once: true, status: created, tag: tagTeams, summary: "Create a team"},
	{method: get, path: "/organizations/{org}/teams/{team}", id: "getTeam", may: people, scopes: reads, tag: tagTeams, summary: "Get a team"},
	{method: patch, path: "/organizations/{org}/teams/{team}", id: "renameTeam", may: managers, scopes: writes, tag: tagTeams, summary: "Rename a team"},
	{method: remove, path: "/organizations/{org}/teams/{team}", id: "deleteTeam", may: managers, scopes: writes, tag: tagTeams, summary: "Delete a team"},
	{method: get, path: "/organizations/{org}/teams/{team}/merge", id: "previewTeamMerge", may: managers, scopes: writes, tag: tagTeams, summary: "What merging a team with another would do"},
	{method: post, path: "/organizations/{org}/teams/{team}/merge", id: "mergeTeams", may: managers, scopes: writes, tag: tagTeams, summary: "Merge a team with another"},
	{method: get, path: "/organizations/{org}/teams/{team}/members", id: "listTeamMembers", may: people, scopes: reads, tag: tagTeams, summary: "List a team's members"},
	{method: post, path: "/organizations/{org}/teams/{team}/members", id: "addTeamMembers", may: managers, scopes: writes, once: true, tag: tagTeams, summary: "Add members to a team"},
	{method: remove, path: "/organizations/{org}/teams/{team}/members/{member}", id: "removeTeamMember", may: managers, scopes: writes, tag: tagTeams, summary: "Remove a member from a team"},
	{method: get, path: "/organizations/{org}/teams/{team}/candidates", id: "listTeamCandidates", may: managers, scopes: reads, tag: tagTeams, summary: "List who may join a team and is not in it"},
	{method: get, path: "/organizations/{org}/teams/{team}/unknown", id: "listUnknownPeople", may: managers, scopes: reads, tag: tagTeams, summary: "List whom pushes named and nobody knows"},

	{method: get, path: "/organizations/{org}/connections", id: "listConnections", may: setters, scopes: inspects, tag: tagConnections, summary: "List connections and what may be connected"},
	{method: post, path: "/organizations/{org}/connections", id: "createConnection", may: setters, scopes: connects, stepUp: always, once: true, secret: true, status: created, tag: tagConnections, summary: "Connect an identity provider"},
	{method: get, path: "/organizations/{org}/connections/{connection}", id: "getConnection", may: setters, scopes: inspects, tag: tagConnections, summary: "Get a connection"},
	{method: patch, path: "/organizations/{org}/connections/{connection}", id: "updateConnection", may: setters, scopes: connects, tag: tagConnections, summary: "Change a connection's policy or turn it off"},
	{method: post, path: "/organizations/{org}/connections/{connection}/enable", id: "enableConnection", may: setters, scopes: connects, stepUp: always, once: true, secret: true, tag: tagConnections, summary: "Turn a connection on"},
	{method: post, path: "/organizations/{org}/connections/{connection}/disable", id: "disableConnection", may: setters, scopes: connects, tag: tagConnections, summary: "Turn a connection off"},
	{method: post, path: "/organizations/{org}/connections/{connection}/token", id: "createSecretToken", may: setters, scopes: connects, stepUp: always, once: true, secret: true, status: created, tag: tagConnections, summary: "Generate a Secret Token; the old one stops working at once, or a day later where the policy says so"},
	{method: remove, path: "/organizations/{org}/connections/{connection}/tokens/{token}", id: "revokeSecretToken", may: setters, scopes: connects, tag: tagConnections, summary: "End a Secret Token at once"},
	{method: get, path: "/organizations/{org}/connections/{connection}/consequences", id: "getConsequences", may: setters, scopes: inspects, tag: tagConnections, summary: "Count what turning off, or a new token, does"},
	{method: get, path: "/organizations/{org}/connections/{connection}/reconnection", id: "getReconnection", may: managers, scopes: inspects, tag: tagConnections, summary: "Show what turning on again overwrites, and what comes twice"},
	{method: get, path: "/organizations/{org}/connections/{connection}/health", id: "getConnectionHealth", may: setters, scopes: inspects, tag: tagConnections, summary: "How a connection does"},
	{method: get, path: "/organizations/{org}/connections/{connection}/guide", id: "getGuide", may: setters, scopes: inspects, tag: tagConnections, summary: "How far the setup has come"},
	{method: put, path: "/organizations/{org}/connections/{connection}/guide/{step}", id: "tickGuideStep", may: setters, tag: tagConnections, summary: "Tick a step of the setup guide"},
	{method: remove, path: "/organizations/{org}/connections/{connection}/guide/{step}", id: "untickGuideStep", may: setters, tag: tagConnections, summary: "Take a tick back"},

	{method: get, path: "/organizations/{org}/login-methods", id: "listLoginMethods", may: setters, scopes: inspects, tag: tagLogin, summary: "List login methods, and the rule for signing in"},
	{method: post, path: "/organizations/{org}/login-methods", id: "createLoginMethod", may: setters, scopes: connects, stepUp: always, once: true, status: created, tag: tagLogin, summary: "Make a login method"},
	{method: get, path: "/organizations/{org}/login-methods/{method}", id: "getLoginMethod", may: setters, scopes: inspects, tag: tagLogin, summary: "Get a login method"},
	{method: patch, path: "/organizations/{org}/login-methods/{method}", id: "updateLoginMethod", may: setters, scopes: connects, stepUp: always, tag: tagLogin, summary: "Change a login method"},
	{method: remove, path: "/organizations/{org}/login-methods/{method}", id: "deleteLoginMethod", may: managers, scopes: connects, stepUp: always, tag: tagLogin, summary: "Delete a login method; the sessions that it opened end"},
	{method: post, path: "/organizations/{org}/login-methods/{method}/metadata", id: "readLoginMetadata", may: setters, scopes: connects, stepUp: always, tag: tagLogin, summary: "Fill in what a SAML provider's metadata says"},
	{method: post, path: "/organizations/{org}/login-methods/{method}/test", id: "testLoginMethod", may: setters, scopes: connects, tag: tagLogin, summary: "Ask the provider, and say each check in words"},
	{method: post, path: "/organizations/{org}/login-methods/{method}/activate", id: "activateLoginMethod", may: setters, scopes: connects, stepUp: always, tag: tagLogin, summary: "Let people sign in by a login method"},
	{method: post, path: "/organizations/{org}/login-methods/{method}/deactivate", id: "deactivateLoginMethod", may: setters, scopes: connects, stepUp: always, tag: tagLogin, summary: "Let nobody in by a login method any more; the sessions that it opened end"},
	{method: post, path: "/organizations/{org}/login-methods/{method}/certificate", id: "addSigningCertificate", may: setters, scopes: connects, stepUp: always, tag: tagLogin, summary: "Publish a second certificate of ours"},
	{method: post, path: "/organizations/{org}/login-methods/{method}/certificate/use", id: "useNewSigningCertificate", may: setters, scopes: connects, stepUp: always, tag: tagLogin, summary: "Sign with the second certificate, and forget the first"},
	{method: put, path: "/organizations/{org}/sign-in-rule", id: "setSignInRule", may: owners, stepUp: always, tag: tagLogin, summary: "Say whether people sign in by login methods alone"},
	{method: get, path: "/organizations/{org}/domains", id: "listDomains", may: setters, scopes: inspects, tag: tagLogin, summary: "List domains"},
	{method: post, path: "/organizations/{org}/domains", id: "addDomain", may: setters, scopes: connects, stepUp: always, once: true, status: created, tag: tagLogin, summary: "Add a domain"},
	{method: post, path: "/organizations/{org}/domains/{domain}/verify", id: "verifyDomain", may: setters, scopes: connects, tag: tagLogin, summary: "Look for a domain's proof in the DNS"},
	{method: remove, path: "/organizations/{org}/domains/{domain}", id: "removeDomain", may: setters, scopes: connects, stepUp: always, tag: tagLogin, summary: "Remove a domain"},

	{method: get, path: "/organizations/{org}/activity", id: "listActivity", may: managers, scopes: watches, tag: tagActivity, summary: "List what happened, the newest first"},
	{method: get, path: "/organizations/{org}/activity/export", id: "exportActivity", may: managers, scopes: watches, streams: fileType, tag: tagActivity, summary: "Export what happened"},

	{method: get, path: "/organizations/{org}/requests", id: "listRequests", may: managers, scopes: watches, tag: tagRequests, summary: "List the providers' requests, the newest first"},
	{method: get, path: "/organizations/{org}/requests/bundle", id: "exportSupportBundle", may: managers, scopes: watches, streams: zipType, tag: tagRequests, summary: "Everything that support needs, in one file"},
	{method: get, path: "/organizations/{org}/requests/{request}", id: "getRequest", may: managers, scopes: watches, tag: tagRequests, summary: "Get a request with its redacted bodies"},

	{method: get, path: "/organizations/{org}/api-keys", id: "listAPIKeys", may: managers, tag: tagAPIKeys, summary: "List API keys"},
	{method: post, path: "/organizations/{org}/api-keys", id: "createAPIKey", may: managers, stepUp: always, once: true, secret: true, status: created, tag: tagAPIKeys, summary: "Make an API key"},
	{method: remove, path: "/organizations/{org}/api-keys/{key}", id: "revokeAPIKey", may: managers, tag: tagAPIKeys, summary: "Revoke an API key"},
}

// routeNamed finds a row.
func routeNamed(id string) (route, bool) {
	for _, r := range routes {
		if r.id == id {
			return r, true
		}
	}
	return route{}, false
}

// needsOrganization says whether the route is about one organization.
func (r route) needsOrganization() bool { return strings.Contains(r.path, "{org}") }
