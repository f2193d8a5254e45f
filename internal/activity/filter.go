package activity

import (
	"slices"
	"strings"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// Filter selects entries. The zero value of a field selects all.
type Filter struct {
	// Text is looked for in names, values, reasons and the name of the actor,
	// compared loosely.
	Text string
	// Actor is the id of whoever did it; Operators selects what the operators
	// did, at the command line or signed in.
	Actor     string
	Operators bool
	Kinds     []directory.EntryKind
	// Member selects what is about a member, or was done by them. Identity is the
	// identity behind the member, by which pushed teams name them.
	Member     directory.MemberID
	Identity   directory.IdentityID
	Team       directory.TeamID
	Connection directory.ConnectionID
	// Refusals selects only what was refused or passed over.
	Refusals bool
	Since    time.Time // inclusive
	Until    time.Time // exclusive
}

// Selects says whether the filter selects an entry.
func (f Filter) Selects(e directory.Entry) bool {
	switch {
	case len(f.Kinds) > 0 && !slices.Contains(f.Kinds, e.Kind),
		f.Refusals && !IsRefusal(e),
		f.Operators && e.Actor.Kind != directory.ActorOperator,
		f.Actor != "" && actorID(e) != f.Actor,
		f.Team != "" && !isAboutTeam(e, f.Team),
		f.Connection != "" && e.Connection != f.Connection && e.Actor.ID != string(f.Connection),
		!f.Since.IsZero() && e.At.Before(f.Since),
		!f.Until.IsZero() && !e.At.Before(f.Until):
		return false
	}
	return f.isAboutMember(e) && f.hasText(e)
}

func (f Filter) isAboutMember(e directory.Entry) bool {
	if f.Member == "" {
		return true
	}
	if e.Member == f.Member || e.Successor == f.Member || e.Actor.ID == string(f.Member) ||
		slices.Contains(e.AddedMembers, f.Member) || slices.Contains(e.RemovedMembers, f.Member) {
		return true
	}
	return f.Identity != "" &&
		(e.Identity == f.Identity || slices.Contains(e.Added, f.Identity) || slices.Contains(e.Removed, f.Identity))
}

func isAboutTeam(e directory.Entry, team directory.TeamID) bool {
	return e.Team == team || e.SuccessorTeam == team || slices.Contains(e.Joined, team)
}

func (f Filter) hasText(e directory.Entry) bool {
	if f.Text == "" {
		return true
	}
	wanted := loosely(f.Text)
	has := func(text string) bool { return strings.Contains(loosely(text), wanted) }
	if has(e.Actor.Name) || has(e.Request) {
		return true
	}
	values := personal(e)
	if has(values.Subject) || has(values.Reason) || slices.ContainsFunc(values.Named, has) {
		return true
	}
	return slices.ContainsFunc(values.Changes, func(change directory.Change) bool {
		return has(change.Before) || has(change.After)
	})
}

// Ends says whether nothing older than the entry can be selected. Entries are
// in the order of their commits; their times may differ from it by as much as
// the clocks of several servers do.
func (f Filter) Ends(e directory.Entry) bool {
	return !f.Since.IsZero() && e.At.Before(f.Since.Add(-clocksDiffer))
}

// clocksDiffer is how far the clocks of servers on one database may be apart.
const clocksDiffer = 5 * time.Minute

// actorID is the id of whoever did it. Old entries name a connection that acted
// only as what they are about.
func actorID(e directory.Entry) string {
	if e.Actor.ID == "" && e.Actor.Kind == directory.ActorConnection {
		return string(e.Connection)
	}
	return e.Actor.ID
}

// IsRefusal says whether an entry tells of something that was refused, or of
// people who were passed over.
func IsRefusal(e directory.Entry) bool { return strings.HasPrefix(string(e.Kind), "notice.") }

// loosely is text as two are compared when people search.
func loosely(text string) string {
	folded, err := directory.Fold(text)
	if err != nil {
		return strings.ToLower(text)
	}
	return folded
}
