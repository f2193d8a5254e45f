package api

import (
	"github.com/danielgtaylor/huma/v2"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/provisioning"
	"github.com/musterhq/muster/internal/traffic"
)

// The closed lists that are the API's own, or belong to one shape only.

const (
	sessionOfMember SessionKind = "member"
	sessionOfSetup  SessionKind = "setup"
)

// Schema describes the kinds.
func (SessionKind) Schema(r huma.Registry) *huma.Schema {
	return enum(r, "SessionKind", "A person's session, or one that a setup link opened.", sessionOfMember, sessionOfSetup)
}

// Schema describes the kinds.
func (LinkKind) Schema(r huma.Registry) *huma.Schema {
	return enum(r, "LinkKind", "What a link is for.", directory.LinkInvitation, directory.LinkSignIn, directory.LinkSetup)
}

const (
	originManual     OriginKind = "manual"
	originConnection OriginKind = "connection"
)

// Schema describes the kinds.
func (OriginKind) Schema(r huma.Registry) *huma.Schema {
	return enum(r, "OriginKind", "Made by hand, or by a connection.", originManual, originConnection)
}

// Schema describes the parts.
func (LockedPart) Schema(r huma.Registry) *huma.Schema {
	return enum(r, "LockedPart", "Of a member: name, email, status, teams, removal. Of a team: name, members, deletion.",
		administration.LockedName, administration.LockedEmail, administration.LockedStatus, administration.LockedTeams,
		administration.LockedRemoval, administration.LockedMembers, administration.LockedDeletion)
}

// Schema describes the kinds.
func (PendingKind) Schema(r huma.Registry) *huma.Schema {
	return enum(r, "PendingKind", "What becomes of the member once nothing is in the way.", provisioning.PendingKinds()...)
}

const healthFailing = HealthState(traffic.Failing)

// Schema describes the states.
func (HealthState) Schema(r huma.Registry) *huma.Schema {
	return enum(r, "HealthState", "Waiting for its first request, connected, failing, or off.", traffic.Waiting, traffic.Connected, traffic.Failing, traffic.Off)
}

// Schema describes the outcomes.
func (Outcome) Schema(r huma.Registry) *huma.Schema {
	return enum(r, "Outcome", "Answered, refused with a sentence, or failed on this side.", traffic.Outcomes()...)
}
