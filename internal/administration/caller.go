package administration

import (
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// Caller is who asks, in one request.
type Caller struct {
	// Actor is how the journal calls the caller. An operator who acts in a
	// customer's organization is of the kind operator, with their own id and name.
	Actor directory.Actor
	// Member is the caller's own account in the organization, or empty where they
	// have none there: the operator, or whoever holds a setup link.
	Member directory.MemberID
	// Role is the greatest role that the caller may grant or change. An operator's
	// is owner.
	Role directory.Role
	// Request is the id of the request, kept with the journal entries it causes.
	Request string
	// Seen is the UpdatedAt of what the caller looked at before asking for a
	// change; the change is refused with ErrChangedSince where somebody was faster.
	// Zero means that the last one wins.
	Seen time.Time
}

// Operator is the caller of what is done at the command line.
func Operator() Caller {
	return Caller{
		Actor: directory.Actor{Kind: directory.ActorOperator, Name: "operator"},
		Role:  directory.RoleOwner,
	}
}

// ErrChangedSince is answered where Caller.Seen is not what is stored any more.
var ErrChangedSince = ruleChangedSince.Refuse(directory.Refused)

// checkSeen refuses a change of something that changed after the caller saw it.
func (c Caller) checkSeen(updatedAt time.Time) error {
	if c.Seen.IsZero() || c.Seen.Equal(updatedAt) {
		return nil
	}
	return ErrChangedSince
}

// entry begins a journal entry for something that the caller did.
func (c Caller) entry(kind directory.EntryKind, at time.Time) directory.Entry {
	return directory.Entry{At: at, Kind: kind, Actor: c.Actor, Request: c.Request}
}

// memberEntry begins an entry about a member.
func (c Caller) memberEntry(kind directory.EntryKind, member directory.Member, at time.Time) directory.Entry {
	entry := c.entry(kind, at)
	entry.Member, entry.Identity = member.ID, member.Identity
	entry.Personal = &directory.Personal{Subject: member.Name}
	return entry
}

// teamEntry begins an entry about a team.
func (c Caller) teamEntry(kind directory.EntryKind, team directory.Team, at time.Time) directory.Entry {
	entry := c.entry(kind, at)
	entry.Team = team.ID
	entry.Personal = &directory.Personal{Subject: team.Name}
	return entry
}
