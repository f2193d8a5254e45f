package provisioning

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// CreateTeam makes a team of a pushed group, with its members. People whom the
// connection has never created are skipped and shown, or refused, as the policy
// says.
//
// Errors: Refused where the policy takes no groups, Taken when the connection has a
// team of this name, and Invalid, also when the policy refuses unknown members.
func (s *Service) CreateTeam(ctx context.Context, caller Caller, assertion directory.TeamAssertion, members []directory.IdentityID) (directory.Team, error) {
	if err := s.checkGroups(ctx, caller); err != nil {
		return directory.Team{}, err
	}
	if err := assertion.Validate(); err != nil {
		return directory.Team{}, err
	}
	returning, err := s.returningTeam(ctx, caller, assertion.Name)
	if err != nil {
		return directory.Team{}, err
	}
	if returning != "" {
		return s.returnTeam(ctx, caller, returning, assertion, members)
	}
	now := s.now()
	id := directory.TeamID(s.NewID())
	pushed := MembersChange{Add: members}

	var created directory.Team
	err = s.Store.Update(ctx, caller.organization(), func(tx directory.Tx) error {
		team := directory.Team{
			Origin:        caller.Connection.ID,
			TeamAssertion: assertion,
			CreatedAt:     now,
			UpdatedAt:     now,
		}
		if err := checkTeamName(tx, caller, id, assertion.Name); err != nil {
			return err
		}
		plan, err := planMembers(tx, team, pushed)
		if err != nil {
			return err
		}
		if err := checkUnknown(caller, team, plan.unknown); err != nil {
			return err
		}

		team.ID = id
		entry := caller.entry(directory.TeamCreated, now)
		entry.Team = id
		entry.Personal = &directory.Personal{Subject: assertion.Name}
		if team.Ordinal, err = tx.Append(entry); err != nil {
			return err
		}
		if err := tx.CreateTeam(team); err != nil {
			return err
		}
		if err := noteDuplicateTeam(tx, caller, team); err != nil {
			return err
		}
		change, err := plan.write(tx, id)
		if err != nil {
			return err
		}
		team.Size, team.Unknown = int64(len(change.added)), int64(len(change.unknown))
		created = team
		return recordMembers(tx, caller, team, change, now)
	})
	if err != nil {
		return directory.Team{}, s.noteRefused(ctx, caller, err)
	}
	return created, nil
}

// checkTeamName refuses a name that another team of the connection holds. A
// team's old name, and a deleted team's, are free at once.
func checkTeamName(tx directory.Reader, caller Caller, self directory.TeamID, name string) error {
	found, err := tx.Teams(caller.Connection.ID, directory.TeamQuery{
		Key:   directory.TeamKey{By: directory.TeamByName, Value: name},
		Limit: 2,
	})
	if err != nil {
		return err
	}
	for _, other := range found {
		if other.ID == self {
			continue
		}
		refusal := directory.Errorf(directory.Taken,
			"A group named %q exists already with the id %s; link to it, or give this group another name in %s.", other.Name, other.ID, caller.Connection.Provider.Name())
		refusal.Field = "team name"
		return refusal
	}
	return nil
}

// shownUnknown is how many unknown ids a sentence names before it only counts.
const shownUnknown = 10

// checkUnknown refuses people whom the connection has never created, where its
// policy says so.
func checkUnknown(caller Caller, team directory.Team, unknown []directory.IdentityID) error {
	if len(unknown) == 0 || caller.Connection.Policy.UnknownMember != directory.RefuseUnknown {
		return nil
	}
	named := make([]string, 0, shownUnknown)
	for _, id := range unknown[:min(len(unknown), shownUnknown)] {
		named = append(named, string(id))
	}
	more := ""
	if len(unknown) > shownUnknown {
		more = fmt.Sprintf(" and %d more", len(unknown)-shownUnknown)
	}
	refusal := directory.Errorf(directory.Invalid,
		"The group names people who are unknown here: %s%s. Assign them to the application in %s first, then push the group again.",
		strings.Join(named, ", "), more, caller.Connection.Provider.Name())
	refusal.Field = "members"
	return ruled(refusal, directory.Entry{Team: team.ID}, team.Name)
}

// recordMembers tells the journal who joined and left a team, and whom a push
// named in vain.
func recordMembers(tx directory.Tx, caller Caller, team directory.Team, change membersChange, at time.Time) error {
	added, removed := change.added, change.removed
	for len(added)+len(removed) > 0 {
		entry := caller.entry(directory.TeamMembersChanged, at)
		entry.Team = team.ID
		entry.Personal = &directory.Personal{Subject: team.Name}
		entry.Added, added = cut(added, directory.MaxEntryMembers)
		entry.Removed, removed = cut(removed, directory.MaxEntryMembers-len(entry.Added))
		if _, err := tx.Append(entry); err != nil {
			return err
		}
	}
	unknown := change.unknown
	for len(unknown) > 0 {
		var named []directory.IdentityID
		named, unknown = cut(unknown, directory.MaxEntryMembers)
		entry := caller.entry(directory.NoticeUnknownMembers, at)
		entry.Team = team.ID
		entry.Personal = &directory.Personal{Subject: team.Name, Named: texts(named)}
		if _, err := tx.Append(entry); err != nil {
			return err
		}
	}
	return nil
}

// cut splits off at most n ids.
func cut(ids []directory.IdentityID, n int) (head, rest []directory.IdentityID) {
	n = min(n, len(ids))
	return ids[:n:n], ids[n:]
}

func texts(ids []directory.IdentityID) []string {
	texts := make([]string, len(ids))
	for i, id := range ids {
		texts[i] = string(id)
	}
	return texts
}
