package api

import (
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"github.com/musterhq/muster/internal/directory"
)

// schemas is where the named schemas of the OpenAPI document live.
const schemas = "#/components/schemas/"

// enum describes a closed list of words under a name of its own, so that a
// client's generated code has one type for it.
func enum[T ~string](r huma.Registry, name, description string, words ...T) *huma.Schema {
	if _, known := r.Map()[name]; !known {
		schema := &huma.Schema{Type: huma.TypeString, Description: description}
		for _, word := range words {
			schema.Enum = append(schema.Enum, string(word))
		}
		schema.PrecomputeMessages()
		r.Map()[name] = schema
	}
	return &huma.Schema{Ref: schemas + name}
}

// Role is what a member may do in their organization.
type Role string

// Schema describes the roles.
func (Role) Schema(r huma.Registry) *huma.Schema {
	return enum(r, "Role", "What a member may do in their organization.", directory.Roles()...)
}

// CallerRole is what whoever asks may do.
type CallerRole string

const (
	roleOperator CallerRole = "operator"
	roleOwner    CallerRole = "owner"
	roleAdmin    CallerRole = "administrator"
	roleMember   CallerRole = "member"
	roleSetup    CallerRole = "setup"
)

// Schema describes the roles of callers.
func (CallerRole) Schema(r huma.Registry) *huma.Schema {
	return enum(r, "CallerRole", "What whoever is signed in may do: the operator runs the installation, setup is a setup link's session.",
		roleOperator, roleOwner, roleAdmin, roleMember, roleSetup)
}

// MemberStatus says whether a member may work.
type MemberStatus string

// Schema describes the statuses.
func (MemberStatus) Schema(r huma.Registry) *huma.Schema {
	return enum(r, "MemberStatus", "Whether a member may work.", directory.MemberStatuses()...)
}

// Provider is an identity provider.
type Provider string

// Schema describes the providers.
func (Provider) Schema(r huma.Registry) *huma.Schema {
	return enum(r, "Provider", "The identity provider at the other end of a connection.", directory.Providers()...)
}

// ConnectionState says whether a connection answers its provider.
type ConnectionState string

// Schema describes the states.
func (ConnectionState) Schema(r huma.Registry) *huma.Schema {
	return enum(r, "ConnectionState", "Whether the provider's requests are served.",
		directory.ConnectionEnabled, directory.ConnectionDisabled)
}

// OrganizationStatus says whether an organization may be used.
type OrganizationStatus string

// Schema describes the statuses.
func (OrganizationStatus) Schema(r huma.Registry) *huma.Schema {
	return enum(r, "OrganizationStatus", "Whether the organization may be used.",
		directory.OrganizationActive, directory.OrganizationSuspended)
}

// OrganizationKind tells customers from the installation's own organization.
type OrganizationKind string

// Schema describes the kinds.
func (OrganizationKind) Schema(r huma.Registry) *huma.Schema {
	return enum(r, "OrganizationKind", "A customer, or the organization of those who run the installation.",
		directory.Customer, directory.Installation)
}

// Scope is something an API key may do.
type Scope string

// Schema describes the scopes.
func (Scope) Schema(r huma.Registry) *huma.Schema {
	return enum(r, "Scope", "Something an API key may do. Writing includes reading; organizations:write is for keys of the installation.",
		directory.Scopes()...)
}

// ActorKind says what kind of actor did something.
type ActorKind string

// Schema describes the kinds.
func (ActorKind) Schema(r huma.Registry) *huma.Schema {
	return enum(r, "ActorKind", "What kind of actor did something.",
		directory.ActorConnection, directory.ActorOperator, directory.ActorMember, directory.ActorKey, directory.ActorLink)
}

// EntryKind names what happened.
type EntryKind string

// Schema describes the kinds.
func (EntryKind) Schema(r huma.Registry) *huma.Schema {
	return enum(r, "EntryKind", "What happened. The names are never changed; new ones are added.", slices.Clone(entryKinds)...)
}

// entryKinds lists every directory.EntryKind; a test compares it with them.
var entryKinds = []directory.EntryKind{
	directory.OrganizationCreated, directory.OrganizationUpdated,
	directory.OrganizationWasSuspended, directory.OrganizationResumed, directory.LicensesChanged,
	directory.ConnectionCreated, directory.ConnectionWasEnabled, directory.ConnectionWasDisabled,
	directory.ConnectionTokenCreated, directory.ConnectionTokenRevoked, directory.ConnectionPolicyChanged,
	directory.SetupLinkCreated, directory.SetupLinkUsed, directory.SetupLinkRevoked,
	directory.APIKeyCreated, directory.APIKeyRevoked,
	directory.LoginMethodCreated, directory.LoginMethodUpdated, directory.LoginMethodWasActivated,
	directory.LoginMethodWasDeactivated, directory.LoginMethodDeleted, directory.SignInRuleChanged,
	directory.DomainAdded, directory.DomainWasVerified, directory.DomainRemoved,
	directory.MemberCreated, directory.MemberUpdated, directory.MemberWasDeactivated, directory.MemberReactivated,
	directory.MemberDetached, directory.MemberAdopted, directory.MemberAdoptionConfirmed, directory.MemberReplaced, directory.MemberMerged,
	directory.MemberWasInvited, directory.MemberJoined, directory.MemberRoleChanged,
	directory.MemberRemoved, directory.MemberLinkCreated, directory.MemberSignInChanged, directory.MemberSignedOut,
	directory.MemberLoginLinked, directory.MemberAttached, directory.MemberLeavingCancelled,
	directory.MemberLicensed, directory.MemberLicenseReleased,
	directory.MemberReleased,
	directory.TeamCreated, directory.TeamUpdated, directory.TeamMembersChanged, directory.TeamDeleted, directory.TeamReleased, directory.TeamMerged,
	directory.NoticeUnknownMembers, directory.NoticeNoLicense, directory.NoticeNotAdopted, directory.NoticeLeavingRefused, directory.NoticeRefused,
}
