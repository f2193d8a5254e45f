package storetest

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/musterhq/muster/internal/directory"
)

func (m *model) Member(id directory.MemberID) (directory.Member, error) {
	member, ok := m.members[id]
	if !ok {
		return directory.Member{}, errNotFound
	}
	return member, nil
}

func (m *model) Members(query directory.MemberQuery) ([]directory.Member, error) {
	list := slices.SortedFunc(maps.Values(m.members), func(a, b directory.Member) int { return cmp.Compare(a.Ordinal, b.Ordinal) })
	list = slices.DeleteFunc(list, func(member directory.Member) bool { return member.Ordinal <= query.After })
	return list[:min(query.Limit, len(list))], nil
}

// found returns the members for whom a condition holds, in order of their
// places.
func (m *model) found(limit int, holds func(directory.Member) bool) []directory.Member {
	list := slices.SortedFunc(maps.Values(m.members), func(a, b directory.Member) int { return comparePlaces(a.Place(), b.Place()) })
	list = slices.DeleteFunc(list, func(member directory.Member) bool { return !holds(member) })
	return list[:min(limit, len(list))]
}

func comparePlaces(a, b directory.MemberPlace) int {
	return cmp.Or(cmp.Compare(a.Key, b.Key), cmp.Compare(a.ID, b.ID))
}

func (m *model) SearchMembers(search directory.MemberSearch) ([]directory.Member, error) {
	return m.found(search.Limit, func(member directory.Member) bool {
		return strings.Contains(directory.SearchKey(member.Name, member.Email), directory.FoldLoosely(search.Text)) &&
			among(search.Statuses, member.Status) && among(search.Roles, member.Role) && among(search.Origins, member.Origin) &&
			(search.Team == "" || m.inTeam(member.ID, search.Team)) &&
			(search.NotInTeam == "" || !m.inTeam(member.ID, search.NotInTeam)) &&
			(!search.Licensed || member.Licensed) &&
			comparePlaces(member.Place(), search.After) > 0
	}), nil
}

// among says whether a value is one of those that are wanted; no list wants all.
func among[T comparable](wanted []T, value T) bool {
	return len(wanted) == 0 || slices.Contains(wanted, value)
}

func (m *model) inTeam(id directory.MemberID, team directory.TeamID) bool {
	if m.manual[team][id] {
		return true
	}
	for identity := range m.belongs[team] {
		if m.identities[identity].Member == id {
			return true
		}
	}
	return false
}

func (m *model) CountMembers() (directory.MemberCounts, error) {
	counts := directory.MemberCounts{
		ByStatus: make(map[directory.MemberStatus]int),
		ByOrigin: make(map[directory.ConnectionID]int),
	}
	for _, member := range m.members {
		counts.ByStatus[member.Status]++
		counts.ByOrigin[member.Origin]++
		if isActiveOwner(member) {
			counts.Owners++
		}
	}
	return counts, nil
}

func isActiveOwner(member directory.Member) bool {
	return member.Role == directory.RoleOwner && member.Status == directory.MemberActive
}

func (m *model) MembersByEmail(email string) ([]directory.Member, error) {
	return m.found(10, func(member directory.Member) bool { return hasEmail(member, email) }), nil
}

func hasEmail(member directory.Member, email string) bool {
	return email != "" && directory.FoldLoosely(member.Email) == directory.FoldLoosely(email)
}

func (m *model) IdentityMembers(ids []directory.IdentityID) ([]directory.Member, error) {
	behind := make(set[directory.MemberID])
	for _, id := range ids {
		behind[m.identities[id].Member] = true
	}
	return slices.SortedFunc(maps.Values(m.membersAmong(behind)), func(a, b directory.Member) int { return cmp.Compare(a.ID, b.ID) }), nil
}

func (m *model) membersAmong(ids set[directory.MemberID]) map[directory.MemberID]directory.Member {
	members := maps.Clone(m.members)
	maps.DeleteFunc(members, func(id directory.MemberID, _ directory.Member) bool { return !ids[id] })
	return members
}

func (m *model) CreateMember(member directory.Member) error {
	if _, ok := m.connections[member.Origin]; !ok && member.Origin != "" {
		return errNotFound
	}
	member.Licensed = false
	member.SignedOutAt = kept(member.SignedOutAt)
	member.CreatedAt, member.UpdatedAt = kept(member.CreatedAt), kept(member.UpdatedAt)
	m.members[member.ID] = member
	return nil
}

func (m *model) UpdateMember(member directory.Member) error {
	before, err := m.Member(member.ID)
	if err != nil {
		return err
	}
	if !isActiveOwner(member) {
		if err := m.checkOwnerStays(before); err != nil {
			return err
		}
	}
	before.Name, before.Email, before.Role, before.Status = member.Name, member.Email, member.Role, member.Status
	before.Identity, before.SignedOutAt = member.Identity, kept(member.SignedOutAt)
	before.UpdatedAt = kept(member.UpdatedAt)
	m.members[member.ID] = before
	return nil
}

func (m *model) SetAccount(id directory.MemberID, account directory.Account) error {
	member, err := m.Member(id)
	if err != nil {
		return err
	}
	if !account.Active {
		if err := m.checkOwnerStays(member); err != nil {
			return err
		}
		if member.Status != directory.MemberDeactivated {
			member.SignedOutAt = kept(account.UpdatedAt)
		}
	} else if err := m.TakeLicense(id); err != nil {
		return err
	}
	member.Identity, member.Name, member.Email, member.Status = account.Identity, account.Name, account.Email, account.Status()
	member.Licensed, member.UpdatedAt = account.Active, kept(account.UpdatedAt)
	m.members[id] = member
	return nil
}

// checkOwnerStays refuses to lose the last active owner.
func (m *model) checkOwnerStays(losing directory.Member) error {
	if !isActiveOwner(losing) {
		return nil
	}
	for _, member := range m.members {
		if member.ID != losing.ID && isActiveOwner(member) {
			return nil
		}
	}
	return directory.Errorf(directory.Refused, "This is the last owner.")
}

func (m *model) DeleteMember(id directory.MemberID) error {
	member, err := m.Member(id)
	if err != nil {
		return err
	}
	if err := m.checkOwnerStays(member); err != nil {
		return err
	}
	if identity, ok := m.identities[member.Identity]; ok && identity.Member == id {
		identity.Member = ""
		m.identities[identity.ID] = identity
	}
	delete(m.members, id)
	delete(m.passwords, id)
	for _, team := range m.manual {
		delete(team, id)
	}
	m.sessions = slices.DeleteFunc(m.sessions, func(s directory.Session) bool { return s.Member == id })
	m.links = slices.DeleteFunc(m.links, func(l directory.Link) bool { return l.Member == id })
	m.passkeys = slices.DeleteFunc(m.passkeys, func(p directory.Passkey) bool { return p.Member == id })
	return nil
}
