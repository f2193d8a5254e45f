package storetest

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// kept is a time as a store gives it back: in UTC, to the microsecond.
func kept(at time.Time) time.Time { return at.UTC().Truncate(time.Microsecond) }

// teamsOf lists the teams of an origin, in order of Ordinal.
func (m *model) teamsOf(origin directory.ConnectionID) []directory.Team {
	var list []directory.Team
	for _, team := range m.teams {
		if team.Origin == origin {
			team.Size, team.Unknown = int64(len(m.belongs[team.ID])+len(m.manual[team.ID])), int64(len(m.unknown[team.ID]))
			list = append(list, team)
		}
	}
	slices.SortFunc(list, func(a, b directory.Team) int { return cmp.Compare(a.Ordinal, b.Ordinal) })
	return list
}

func (m *model) Team(origin directory.ConnectionID, id directory.TeamID) (directory.Team, error) {
	for _, team := range m.teamsOf(origin) {
		if team.ID == id {
			return team, nil
		}
	}
	return directory.Team{}, errNotFound
}

func (m *model) Teams(origin directory.ConnectionID, query directory.TeamQuery) ([]directory.Team, error) {
	var list []directory.Team
	for _, team := range m.teamsOf(origin) {
		if team.Ordinal > query.After && m.matches(team, query.Key) && len(list) < query.Limit {
			list = append(list, team)
		}
	}
	return list, nil
}

func (m *model) matches(team directory.Team, key directory.TeamKey) bool {
	switch key.By {
	case directory.EveryTeam:
		return true
	case directory.TeamByID:
		return string(team.ID) == key.Value
	case directory.TeamByName:
		return sameName(team.Name, key.Value) || team.Asserted != "" && sameName(team.Asserted, key.Value)
	case directory.TeamByExternalID:
		return team.ExternalID == key.Value
	case directory.TeamByIdentity:
		return m.belongs[team.ID][directory.IdentityID(key.Value)]
	}
	return false
}

func (m *model) AnyTeam(id directory.TeamID) (directory.Team, error) {
	return m.Team(m.teams[id].Origin, id)
}

func (m *model) SearchTeams(search directory.TeamSearch) ([]directory.Team, error) {
	var list []directory.Team
	for _, origin := range m.origins() {
		if len(search.Origins) > 0 && !slices.Contains(search.Origins, origin) {
			continue
		}
		for _, team := range m.teamsOf(origin) {
			named := strings.Contains(directory.FoldLoosely(team.Name), directory.FoldLoosely(search.Text))
			if named && compareTeamPlaces(team.Place(), search.After) > 0 {
				list = append(list, team)
			}
		}
	}
	slices.SortFunc(list, func(a, b directory.Team) int { return compareTeamPlaces(a.Place(), b.Place()) })
	return list[:min(search.Limit, len(list))], nil
}

func compareTeamPlaces(a, b directory.TeamPlace) int {
	return cmp.Or(cmp.Compare(a.Key, b.Key), cmp.Compare(a.ID, b.ID))
}

// origins are the connections, and the empty one of what was made by hand.
func (m *model) origins() []directory.ConnectionID {
	return append(slices.Collect(maps.Keys(m.connections)), "")
}

func (m *model) CountTeams() (map[directory.ConnectionID]int, error) {
	counts := make(map[directory.ConnectionID]int)
	for _, team := range m.teams {
		counts[team.Origin]++
	}
	return counts, nil
}

func (m *model) TeamOrdinal(origin directory.ConnectionID, position int64) (int64, error) {
	list := m.teamsOf(origin)
	if position > int64(len(list)) {
		return 0, nil
	}
	return list[position-1].Ordinal, nil
}

func (m *model) TeamMembers(team directory.TeamID, after directory.IdentityID, limit int) ([]directory.TeamMember, error) {
	var list []directory.TeamMember
	for _, id := range slices.Sorted(maps.Keys(m.belongs[team])) {
		if id > after && len(list) < limit {
			list = append(list, directory.TeamMember{Identity: id, UserName: m.identities[id].UserName})
		}
	}
	return list, nil
}

func (m *model) TeamHas(team directory.TeamID, ids []directory.IdentityID) ([]directory.IdentityID, error) {
	return distinct(ids, func(id directory.IdentityID) bool { return m.belongs[team][id] }), nil
}

func (m *model) UnknownMembers(team directory.TeamID) ([]directory.IdentityID, error) {
	return slices.Sorted(maps.Keys(m.unknown[team])), nil
}

// checkTeam refuses a name that another team of the origin has.
func (m *model) checkTeam(team directory.Team) error {
	if _, ok := m.connections[team.Origin]; !ok && team.Origin != "" {
		return errNotFound
	}
	for _, other := range m.teamsOf(team.Origin) {
		if other.ID != team.ID && sameName(other.Name, team.Name) {
			return &directory.Error{Code: directory.Taken, Field: "team name", Message: "Another team has this name."}
		}
	}
	return nil
}

func (m *model) CreateTeam(team directory.Team) error {
	if err := m.checkTeam(team); err != nil {
		return err
	}
	team.CreatedAt, team.UpdatedAt = kept(team.CreatedAt), kept(team.UpdatedAt)
	team.Asserted, team.Formerly = "", ""
	m.teams[team.ID] = team
	m.belongs[team.ID], m.unknown[team.ID] = make(idSet), make(idSet)
	m.manual[team.ID] = make(set[directory.MemberID])
	return nil
}

func (m *model) UpdateTeam(team directory.Team) error {
	before, ok := m.teams[team.ID]
	if !ok || before.Origin != team.Origin {
		return errNotFound
	}
	if err := m.checkTeam(team); err != nil {
		return err
	}
	before.TeamAssertion, before.Asserted, before.UpdatedAt = team.TeamAssertion, team.Asserted, kept(team.UpdatedAt)
	m.teams[team.ID] = before
	return nil
}

func (m *model) DeleteTeam(origin directory.ConnectionID, id directory.TeamID) error {
	if team, ok := m.teams[id]; !ok || team.Origin != origin {
		return errNotFound
	}
	delete(m.teams, id)
	m.ended = slices.DeleteFunc(m.ended, func(e directory.Ended) bool { return e.Team == id || e.NewTeam == id })
	delete(m.belongs, id)
	delete(m.unknown, id)
	delete(m.manual, id)
	return nil
}

func (m *model) AddTeamMembers(team directory.TeamID, ids []directory.IdentityID) ([]directory.IdentityID, error) {
	origin := m.teams[team].Origin
	return m.belongs[team].add(ids, func(id directory.IdentityID) bool {
		identity, ok := m.identities[id]
		return ok && identity.Connection == origin
	}), nil
}

func (m *model) RemoveTeamMembers(team directory.TeamID, ids []directory.IdentityID) ([]directory.IdentityID, error) {
	return m.belongs[team].remove(ids), nil
}

func (m *model) RetainTeamMembers(team directory.TeamID, ids []directory.IdentityID) ([]directory.IdentityID, error) {
	return m.belongs[team].retain(ids), nil
}

func (m *model) AddUnknownMembers(team directory.TeamID, ids []directory.IdentityID) ([]directory.IdentityID, error) {
	_, ok := m.teams[team]
	return m.unknown[team].add(ids, func(directory.IdentityID) bool { return ok }), nil
}

func (m *model) RemoveUnknownMembers(team directory.TeamID, ids []directory.IdentityID) ([]directory.IdentityID, error) {
	return m.unknown[team].remove(ids), nil
}

func (m *model) RetainUnknownMembers(team directory.TeamID, ids []directory.IdentityID) ([]directory.IdentityID, error) {
	return m.unknown[team].retain(ids), nil
}

func (m *model) AddToManualTeam(team directory.TeamID, ids []directory.MemberID) ([]directory.MemberID, error) {
	return m.manual[team].add(ids, func(id directory.MemberID) bool {
		_, isMember := m.members[id]
		found, isTeam := m.teams[team]
		return isMember && isTeam && !found.Provisioned()
	}), nil
}

func (m *model) RemoveFromManualTeam(team directory.TeamID, ids []directory.MemberID) ([]directory.MemberID, error) {
	return m.manual[team].remove(ids), nil
}

func (m *model) TeamsOfMembers(ids []directory.MemberID) ([]directory.MemberTeam, error) {
	var list []directory.MemberTeam
	for _, id := range distinct(ids, func(id directory.MemberID) bool { return m.members[id].ID != "" }) {
		var teams []directory.Team
		for _, team := range m.teams {
			if m.manual[team.ID][id] || m.belongs[team.ID][m.members[id].Identity] {
				teams = append(teams, team)
			}
		}
		slices.SortFunc(teams, func(a, b directory.Team) int { return compareTeamPlaces(a.Place(), b.Place()) })
		for _, team := range teams {
			list = append(list, directory.MemberTeam{
				Member: id, Team: directory.TeamRef{ID: team.ID, Name: team.Name}, Origin: team.Origin,
			})
		}
	}
	return list, nil
}

func (m *model) ManualTeamMembers(team, other directory.TeamID, after directory.MemberID, limit int) ([]directory.Member, error) {
	var list []directory.Member
	for _, id := range slices.Sorted(maps.Keys(m.manual[team])) {
		elsewhere := m.manual[other][id] || m.belongs[other][m.members[id].Identity]
		if id > after && !elsewhere && len(list) < limit {
			list = append(list, m.members[id])
		}
	}
	return list, nil
}

func (m *model) JoinManualTeams(member, of directory.MemberID, at time.Time) ([]directory.TeamID, error) {
	if _, ok := m.members[member]; !ok {
		return nil, nil
	}
	var joined []directory.TeamID
	for id, people := range m.manual {
		if people[of] && !people[member] {
			people[member] = true
			team := m.teams[id]
			team.UpdatedAt = kept(at)
			m.teams[id] = team
			joined = append(joined, id)
		}
	}
	slices.Sort(joined)
	return joined, nil
}
