package provisioning

import (
	"slices"

	"github.com/musterhq/muster/internal/directory"
)

// MembersChange is a change to who belongs to a team, as a difference. The zero
// value changes nobody.
type MembersChange struct {
	// Exactly makes Add the only members; without any it empties the team.
	// Remove is empty then.
	Exactly bool
	Add     []directory.IdentityID
	Remove  []directory.IdentityID
}

func (c MembersChange) empty() bool {
	return !c.Exactly && len(c.Add) == 0 && len(c.Remove) == 0
}

// membersPlan is a change seen against the directory: who is known, who is not,
// and whether anything would come of it. Its ids are sorted, each once.
type membersPlan struct {
	exact   bool
	in, out []directory.IdentityID
	// unknown are the ids to add that the connection has never created.
	unknown []directory.IdentityID
	changes bool
}

// planMembers looks at what a change would do to a team. A team that is not
// created yet has the zero id and no members.
func planMembers(reader directory.Reader, team directory.Team, change MembersChange) (membersPlan, error) {
	plan := membersPlan{exact: change.Exactly, out: sorted(change.Remove)}
	asked := sorted(change.Add)
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
	// nothing new. forgotten are unknown ids that the push no longer names.
	unknown, forgotten []directory.IdentityID
}

func (p membersPlan) write(tx directory.Tx, team directory.TeamID) (membersChange, error) {
	var change membersChange
	var err error
	if p.exact {
		if change.removed, err = tx.RetainTeamMembers(team, p.in); err != nil {
			return membersChange{}, err
		}
		if change.forgotten, err = tx.RetainUnknownMembers(team, p.unknown); err != nil {
			return membersChange{}, err
		}
	}
	if len(p.out) > 0 {
		if change.removed, err = tx.RemoveTeamMembers(team, p.out); err != nil {
			return membersChange{}, err
		}
		if len(change.removed) < len(p.out) {
			if change.forgotten, err = tx.RemoveUnknownMembers(team, p.out); err != nil {
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

// sorted returns the ids in order and each once, without touching the original.
func sorted(ids []directory.IdentityID) []directory.IdentityID {
	return slices.Compact(slices.Sorted(slices.Values(ids)))
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
