package storetest

import (
	"cmp"
	"slices"

	"github.com/musterhq/muster/internal/directory"
)

// identitiesOf lists the identities of a connection, in order of Ordinal.
func (m *model) identitiesOf(connection directory.ConnectionID) []directory.Identity {
	var list []directory.Identity
	for _, identity := range m.identities {
		if identity.Connection == connection {
			list = append(list, identity)
		}
	}
	slices.SortFunc(list, func(a, b directory.Identity) int { return cmp.Compare(a.Ordinal, b.Ordinal) })
	return list
}

func (m *model) Identity(connection directory.ConnectionID, id directory.IdentityID) (directory.Identity, error) {
	identity, ok := m.identities[id]
	if !ok || identity.Connection != connection {
		return directory.Identity{}, errNotFound
	}
	identity.Teams = m.refs(id)
	return identity, nil
}

// refs names the teams that an identity belongs to.
func (m *model) refs(id directory.IdentityID) []directory.TeamRef {
	var teams []directory.Team
	for team, set := range m.belongs {
		if set[id] {
			teams = append(teams, m.teams[team])
		}
	}
	return refs(teams...)
}

func (m *model) Identities(connection directory.ConnectionID, query directory.IdentityQuery) ([]directory.Identity, error) {
	var list []directory.Identity
	for _, identity := range m.identitiesOf(connection) {
		if identity.Ordinal <= query.After || !matches(identity, query.Key) || len(list) == query.Limit {
			continue
		}
		if query.WithTeams {
			identity.Teams = m.refs(identity.ID)
		}
		list = append(list, identity)
	}
	return list, nil
}

func (m *model) UserNameHolder(connection directory.ConnectionID, userName string) (directory.IdentityID, error) {
	for _, identity := range m.identitiesOf(connection) {
		if matches(identity, directory.IdentityKey{By: directory.ByUserName, Value: userName}) {
			return identity.ID, nil
		}
	}
	return "", nil
}

func matches(identity directory.Identity, key directory.IdentityKey) bool {
	switch key.By {
	case directory.EveryIdentity:
		return true
	case directory.ByID:
		return string(identity.ID) == key.Value
	case directory.ByExternalID:
		return identity.ExternalID == key.Value
	case directory.ByUserName:
		return sameName(identity.UserName, key.Value)
	case directory.ByEmail:
		return slices.ContainsFunc(identity.Emails, func(email string) bool { return sameName(email, key.Value) })
	}
	return false
}

// sameName says whether two names are one name. What cannot be folded is
// nobody's name.
func sameName(a, b string) bool {
	first, err := directory.Fold(a)
	if err != nil {
		return false
	}
	second, err := directory.Fold(b)
	return err == nil && first == second
}

func (m *model) IdentityOrdinal(connection directory.ConnectionID, position int64) (int64, error) {
	list := m.identitiesOf(connection)
	if position > int64(len(list)) {
		return 0, nil
	}
	return list[position-1].Ordinal, nil
}

func (m *model) KnownIdentities(connection directory.ConnectionID, ids []directory.IdentityID) ([]directory.IdentityID, error) {
	return distinct(ids, func(id directory.IdentityID) bool { return m.identities[id].Connection == connection && id != "" }), nil
}

func (m *model) ActiveIdentities(ids []directory.IdentityID) ([]directory.IdentityID, error) {
	return distinct(ids, func(id directory.IdentityID) bool { return m.identities[id].Active }), nil
}

func (m *model) LeavingIdentities() ([]directory.Identity, error) {
	var list []directory.Identity
	for _, identity := range m.identities {
		if identity.Leaving.Waits() {
			list = append(list, identity)
		}
	}
	slices.SortFunc(list, func(a, b directory.Identity) int {
		return cmp.Or(a.Leaving.Since.Compare(b.Leaving.Since), cmp.Compare(a.ID, b.ID))
	})
	return list, nil
}

func (m *model) SetLeaving(connection directory.ConnectionID, id directory.IdentityID, leaving directory.Leaving) error {
	identity, ok := m.identities[id]
	if !ok || identity.Connection != connection {
		return errNotFound
	}
	identity.Leaving = directory.Leaving{Asked: leaving.Asked, Since: kept(leaving.Since)}
	identity.Version++
	m.identities[id] = identity
	return nil
}

// checkIdentity refuses references to what does not exist, and a name that
// another identity of the connection has.
func (m *model) checkIdentity(identity directory.Identity) error {
	if _, ok := m.connections[identity.Connection]; !ok {
		return errNotFound
	}
	if _, ok := m.members[identity.Member]; !ok && identity.Member != "" {
		return errNotFound
	}
	for _, other := range m.identitiesOf(identity.Connection) {
		if other.ID != identity.ID && sameName(other.UserName, identity.UserName) {
			return &directory.Error{Code: directory.Taken, Field: "user name", Message: "Another user has this name."}
		}
	}
	return nil
}

func (m *model) CreateIdentity(identity directory.Identity) error {
	if err := m.checkIdentity(identity); err != nil {
		return err
	}
	identity.Teams, identity.Version, identity.Leaving, identity.Edited = nil, 0, directory.Leaving{}, false
	identity.CreatedAt, identity.UpdatedAt = kept(identity.CreatedAt), kept(identity.UpdatedAt)
	m.identities[identity.ID] = identity
	return nil
}

func (m *model) UpdateIdentity(before, after directory.Identity) (bool, error) {
	stored, ok := m.identities[before.ID]
	if !ok || stored.Connection != before.Connection {
		return false, errNotFound
	}
	if stored.Version != before.Version {
		return false, nil
	}
	stored.Assertion, stored.Member, stored.UpdatedAt = after.Assertion, after.Member, kept(after.UpdatedAt)
	stored.Version++
	if err := m.checkIdentity(stored); err != nil {
		return false, err
	}
	m.identities[before.ID] = stored
	return true, nil
}

func (m *model) DeleteIdentity(connection directory.ConnectionID, id directory.IdentityID) error {
	if identity, ok := m.identities[id]; !ok || identity.Connection != connection {
		return errNotFound
	}
	delete(m.identities, id)
	for _, set := range m.belongs {
		delete(set, id)
	}
	return nil
}
