package directory

import "time"

// TeamMemberReader reads who belongs to teams.
type TeamMemberReader interface {
	// TeamMembers lists who belongs to a provisioned team, in order of identity
	// id, after the one given.
	TeamMembers(team TeamID, after IdentityID, limit int) ([]TeamMember, error)
	// TeamHas returns those of the ids that belong to a provisioned team, in
	// order of id and each once.
	TeamHas(team TeamID, ids []IdentityID) ([]IdentityID, error)
	// ManualTeamMembers lists who belongs to a manual team and not to the other,
	// manual or provisioned, in order of member id, after the one given. Its cost
	// grows with the team alone.
	ManualTeamMembers(team, other TeamID, after MemberID, limit int) ([]Member, error)
	// UnknownMembers lists the ids that pushes of a team named and the
	// connection has never created, sorted.
	UnknownMembers(team TeamID) ([]IdentityID, error)
	// TeamsOfMembers lists the teams that members belong to: the manual ones, and
	// those of the identities that speak for them. They come in order of member
	// id, folded team name and team id. Cost: one statement for any number of
	// members.
	TeamsOfMembers(ids []MemberID) ([]MemberTeam, error)
}

// TeamMemberWriter changes who belongs to teams.
type TeamMemberWriter interface {
	// AddTeamMembers adds known identities to a provisioned team and returns
	// those that were not in it, sorted. It ignores ids that are not identities
	// of the team's origin. Its cost does not depend on the size of the team.
	AddTeamMembers(team TeamID, ids []IdentityID) ([]IdentityID, error)
	// RemoveTeamMembers removes identities from a provisioned team and returns
	// those that were in it, sorted.
	RemoveTeamMembers(team TeamID, ids []IdentityID) ([]IdentityID, error)
	// RetainTeamMembers removes everyone from a provisioned team who is not among
	// the ids, and returns those, sorted. With no ids it empties the team.
	RetainTeamMembers(team TeamID, ids []IdentityID) ([]IdentityID, error)

	// AddToManualTeam adds members to a manual team and returns those who were not
	// in it, sorted. It ignores ids that are not members.
	AddToManualTeam(team TeamID, members []MemberID) ([]MemberID, error)
	// RemoveFromManualTeam removes members from a manual team and returns those
	// who were in it, sorted.
	RemoveFromManualTeam(team TeamID, members []MemberID) ([]MemberID, error)

	// JoinManualTeams lets a member join every manual team that another belongs to,
	// with the time as the teams' UpdatedAt, and returns those that are new to them,
	// sorted. It does nothing for who is no member.
	JoinManualTeams(member, of MemberID, at time.Time) ([]TeamID, error)

	// AddUnknownMembers remembers ids that a push of the team named and the
	// connection does not know, and returns those that were not remembered yet,
	// sorted.
	AddUnknownMembers(team TeamID, ids []IdentityID) ([]IdentityID, error)
	// RemoveUnknownMembers and RetainUnknownMembers forget them as
	// RemoveTeamMembers and RetainTeamMembers do members.
	RemoveUnknownMembers(team TeamID, ids []IdentityID) ([]IdentityID, error)
	RetainUnknownMembers(team TeamID, ids []IdentityID) ([]IdentityID, error)
}
