package administration

import (
	"context"

	"github.com/musterhq/muster/internal/directory"
)

// MayJoin says whether a member may join a team. The connection is the team's
// origin, or zero for a manual team. A manual team takes everyone who is not
// deactivated; a provisioned one takes nobody while its connection is on and,
// while it is off, those for whom the connection speaks.
func MayJoin(team directory.Team, origin directory.Connection, member directory.Member) bool {
	return checkJoin(team, origin, member) == nil
}

// checkJoin is MayJoin with the reason.
func checkJoin(team directory.Team, origin directory.Connection, member directory.Member) error {
	if !team.Provisioned() {
		if member.Status == directory.MemberDeactivated {
			return ruleDeactivatedCannotJoin.Refuse(directory.Refused, "member", member.Name, "team", team.Name)
		}
		return nil
	}
	if err := checkLock(TeamLocks(team, origin), LockedMembers); err != nil {
		return err
	}
	if member.Identity == "" || member.Connection() != team.Origin {
		return ruleNotProvisioned.Refuse(directory.Refused,
			"team", team.Name, "provider", origin.Provider.NameInSentences(), "member", member.Name)
	}
	return nil
}

// Candidates lists the members who may join a team and are not in it, in order of
// their names, after a place and narrowed by text as people search.
//
// Errors: NotFound.
func (s *Service) Candidates(ctx context.Context, organization directory.OrganizationID, id directory.TeamID, text string, after directory.MemberPlace, limit int) ([]directory.Member, error) {
	reader := s.Store.View(ctx, organization)
	team, err := reader.AnyTeam(id)
	if err != nil {
		return nil, err
	}
	var origin directory.Connection
	search := directory.MemberSearch{Text: text, NotInTeam: id, After: after, Limit: limit}
	if team.Provisioned() {
		if origin, err = reader.Connection(team.Origin); err != nil {
			return nil, err
		}
		if checkLock(TeamLocks(team, origin), LockedMembers) != nil {
			return nil, nil
		}
		search.Connections = []directory.ConnectionID{team.Origin}
	} else {
		search.Statuses = []directory.MemberStatus{directory.MemberActive, directory.MemberWaiting, directory.MemberInvited}
	}

	var candidates []directory.Member
	for {
		found, err := reader.SearchMembers(search)
		if err != nil {
			return nil, err
		}
		for _, member := range found {
			if MayJoin(team, origin, member) {
				candidates = append(candidates, member)
			}
			if len(candidates) == limit {
				return candidates, nil
			}
		}
		if len(found) < search.Limit {
			return candidates, nil
		}
		search.After = found[len(found)-1].Place()
	}
}
