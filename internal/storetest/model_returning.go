package storetest

import (
	"cmp"
	"slices"

	"github.com/musterhq/muster/internal/directory"
)

func (m *model) EditedIdentities(connection directory.ConnectionID, limit int) ([]directory.Identity, error) {
	list := slices.DeleteFunc(m.identitiesOf(connection), func(identity directory.Identity) bool { return !identity.Edited })
	return list[:min(limit, len(list))], nil
}

func (m *model) RenamedTeams(connection directory.ConnectionID, limit int) ([]directory.Team, error) {
	list := slices.DeleteFunc(m.teamsOf(connection), func(team directory.Team) bool { return team.Asserted == "" })
	return list[:min(limit, len(list))], nil
}

func (m *model) CountEdited(connection directory.ConnectionID) (directory.EditedCounts, error) {
	identities, err := m.EditedIdentities(connection, everything)
	if err != nil {
		return directory.EditedCounts{}, err
	}
	teams, err := m.RenamedTeams(connection, everything)
	return directory.EditedCounts{Identities: len(identities), Teams: len(teams)}, err
}

// endedOf lists what ended and was not created again, in order of Number.
func (m *model) endedOf(connection directory.ConnectionID) []directory.Ended {
	return m.endedWhere(func(e directory.Ended) bool {
		return e.Connection == connection && e.NewMember == "" && e.NewTeam == ""
	})
}

func (m *model) endedWhere(is func(directory.Ended) bool) []directory.Ended {
	list := slices.DeleteFunc(slices.Clone(m.ended), func(e directory.Ended) bool { return !is(e) })
	slices.SortFunc(list, func(a, b directory.Ended) int { return cmp.Compare(a.Number, b.Number) })
	return list
}

func (m *model) EndedOf(connection directory.ConnectionID, limit int) ([]directory.Ended, error) {
	list := m.endedOf(connection)
	return list[:min(limit, len(list))], nil
}

func (m *model) CountEnded(connection directory.ConnectionID) (directory.EndedCounts, error) {
	var counts directory.EndedCounts
	for _, ended := range m.endedOf(connection) {
		if ended.Member != "" {
			counts.Members++
		}
		if ended.Team != "" {
			counts.Teams++
		}
	}
	return counts, nil
}

func (m *model) EndedMember(connection directory.ConnectionID, externalID, userName string) (directory.Ended, error) {
	return latest(m.endedOf(connection), func(e directory.Ended) bool {
		return e.Member != "" && (e.ExternalID != "" && e.ExternalID == externalID || directory.FoldLoosely(e.Name) == directory.FoldLoosely(userName))
	})
}

func (m *model) EndedTeam(connection directory.ConnectionID, name string) (directory.Ended, error) {
	return latest(m.endedOf(connection), func(e directory.Ended) bool {
		return e.Team != "" && directory.FoldLoosely(e.Name) == directory.FoldLoosely(name)
	})
}

func latest(list []directory.Ended, is func(directory.Ended) bool) (directory.Ended, error) {
	for _, ended := range slices.Backward(list) {
		if is(ended) {
			return ended, nil
		}
	}
	return directory.Ended{}, nil
}

func (m *model) DuplicatesOfMembers(members []directory.MemberID) ([]directory.Ended, error) {
	return m.endedWhere(func(e directory.Ended) bool {
		return e.NewMember != "" && (slices.Contains(members, e.Member) || slices.Contains(members, e.NewMember))
	}), nil
}

func (m *model) DuplicatesOfTeams(teams []directory.TeamID) ([]directory.Ended, error) {
	return m.endedWhere(func(e directory.Ended) bool {
		return e.NewTeam != "" && (slices.Contains(teams, e.Team) || slices.Contains(teams, e.NewTeam))
	}), nil
}

func (m *model) SetEdited(connection directory.ConnectionID, id directory.IdentityID, edited bool) error {
	identity, ok := m.identities[id]
	if !ok || identity.Connection != connection {
		return errNotFound
	}
	identity.Edited = edited
	identity.Version++
	m.identities[id] = identity
	return nil
}

func (m *model) PutEnded(ended directory.Ended) error {
	if _, ok := m.connections[ended.Connection]; !ok {
		return errNotFound
	}
	for _, member := range []directory.MemberID{ended.Member, ended.NewMember} {
		if _, ok := m.members[member]; !ok && member != "" {
			return errNotFound
		}
	}
	for _, team := range []directory.TeamID{ended.Team, ended.NewTeam} {
		if _, ok := m.teams[team]; !ok && team != "" {
			return errNotFound
		}
	}
	m.ended = slices.DeleteFunc(m.ended, func(e directory.Ended) bool { return e.Number == ended.Number })
	m.ended = append(m.ended, ended)
	return nil
}

func (m *model) ReleaseTeam(team directory.Team) error {
	stored, ok := m.teams[team.ID]
	if !ok || stored.Origin != team.Origin || team.Origin == "" {
		return errNotFound
	}
	stored.Formerly, stored.Origin, stored.Asserted = stored.Origin, "", ""
	stored.TeamAssertion = directory.TeamAssertion{Name: team.Name, Resource: []byte{}}
	stored.UpdatedAt = kept(team.UpdatedAt)
	if err := m.checkTeam(stored); err != nil {
		return err
	}
	m.teams[team.ID] = stored
	for id := range m.belongs[team.ID] {
		if member := m.identities[id].Member; member != "" {
			m.manual[team.ID][member] = true
		}
	}
	m.belongs[team.ID], m.unknown[team.ID] = make(idSet), make(idSet)
	return nil
}
