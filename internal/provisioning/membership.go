package provisioning

import (
	"slices"

	"github.com/musterhq/muster/internal/directory"
)

// MembersOperation is one step of a change to who belongs to a team.
type MembersOperation struct {
	Kind MembersOperationKind
	IDs  []directory.IdentityID
}

// MembersOperationKind says what a MembersOperation does with its ids.
type MembersOperationKind int

const (
	// AddMembers adds the ids.
	AddMembers MembersOperationKind = iota + 1
	// RemoveMembers removes the ids.
	RemoveMembers
	// ReplaceMembers makes the ids the only members; without ids it empties the
	// team.
	ReplaceMembers
)

// difference is what any sequence of operations comes down to: either "exactly
// these", or "these in, those out". It lets one PATCH of a thousand operations
// cost a handful of statements.
type difference struct {
	exact bool
	in    map[directory.IdentityID]bool
	out   map[directory.IdentityID]bool // always empty when exact
}

func newDifference(operations []MembersOperation) difference {
	d := difference{in: map[directory.IdentityID]bool{}, out: map[directory.IdentityID]bool{}}
	for _, operation := range operations {
		if operation.Kind == ReplaceMembers {
			d = difference{exact: true, in: map[directory.IdentityID]bool{}, out: map[directory.IdentityID]bool{}}
		}
		for _, id := range operation.IDs {
			if operation.Kind == RemoveMembers {
				delete(d.in, id)
				if !d.exact {
					d.out[id] = true
				}
				continue
			}
			d.in[id] = true
			delete(d.out, id)
		}
	}
	return d
}

func (d difference) empty() bool { return !d.exact && len(d.in) == 0 && len(d.out) == 0 }

// membersPlan is a difference seen against the directory: who is known, who is
// not, and whether anything would change.
type membersPlan struct {
	exact   bool
	in, out []directory.IdentityID
	// unknown are the ids to add that the connection has never created.
	unknown []directory.IdentityID
	changes bool
}

// planMembers looks at what a difference would do to a team. A team that is not
// created yet has the zero id and no members.
func planMembers(reader directory.Reader, team directory.Team, d difference) (membersPlan, error) {
	plan := membersPlan{exact: d.exact, out: sortedIDs(d.out)}
	asked := sortedIDs(d.in)
	known, err := knownOf(reader, team.Origin, asked)
	if err != nil {
		return membersPlan{}, err
	}
	plan.in = known
	plan.unknown = without(asked, known)
	plan.changes, err = plan.wouldChange(reader, team)
	return plan, err
}

func knownOf(reader directory.Reader, connection directory.ConnectionID, ids []directory.IdentityID) ([]directory.IdentityID, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return reader.KnownIdentities(connection, ids)
}

func (p membersPlan) wouldChange(reader directory.Reader, team directory.Team) (bool, error) {
	if team.ID == "" {
		return len(p.in)+len(p.unknown) > 0, nil
	}
	if p.exact && (team.Size != int64(len(p.in)) || team.Unknown != int64(len(p.unknown))) {
		return true, nil
	}
	here, err := reader.TeamHas(team.ID, slices.Concat(p.in, p.out))
	if err != nil {
		return false, err
	}
	if len(without(p.in, here)) > 0 || len(without(p.out, here)) < len(p.out) {
		return true, nil
	}
	if len(p.unknown) == 0 && team.Unknown == 0 {
		return false, nil
	}
	remembered, err := reader.UnknownMembers(team.ID)
	if err != nil {
		return false, err
	}
	return len(without(p.unknown, remembered)) > 0 || len(without(p.out, remembered)) < len(p.out), nil
}

// membersChange is what writing a plan did.
type membersChange struct {
	added, removed []directory.IdentityID
	// unknown are the ids that are newly unknown: a push that repeats them says
	// nothing new.
	unknown []directory.IdentityID
}

func (p membersPlan) write(tx directory.Tx, team directory.TeamID) (membersChange, error) {
	var change membersChange
	var err error
	if p.exact {
		if change.removed, err = tx.RetainTeamMembers(team, p.in); err != nil {
			return membersChange{}, err
		}
		if _, err = tx.RetainUnknownMembers(team, p.unknown); err != nil {
			return membersChange{}, err
		}
	}
	if len(p.out) > 0 {
		if change.removed, err = tx.RemoveTeamMembers(team, p.out); err != nil {
			return membersChange{}, err
		}
		if len(change.removed) < len(p.out) {
			if _, err = tx.RemoveUnknownMembers(team, p.out); err != nil {
				return membersChange{}, err
			}
		}
	}
	if len(p.in) > 0 {
		if change.added, err = tx.AddTeamMembers(team, p.in); err != nil {
			return membersChange{}, err
		}
	}
	if len(p.unknown) > 0 {
		if change.unknown, err = tx.AddUnknownMembers(team, p.unknown); err != nil {
			return membersChange{}, err
		}
	}
	return change, nil
}

func sortedIDs(set map[directory.IdentityID]bool) []directory.IdentityID {
	ids := make([]directory.IdentityID, 0, len(set))
	for id := range set {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// without returns those of ids that are not among the others. Both are sorted.
func without(ids, others []directory.IdentityID) []directory.IdentityID {
	var rest []directory.IdentityID
	for _, id := range ids {
		if _, found := slices.BinarySearch(others, id); !found {
			rest = append(rest, id)
		}
	}
	return rest
}
