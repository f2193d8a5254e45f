package storetest

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

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
	list := slices.SortedFunc(maps.Values(m.members), func(a, b directory.Member) int { return cmp.Compare(a.ID, b.ID) })
	list = slices.DeleteFunc(list, func(member directory.Member) bool { return member.ID <= query.After })
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
			among(search.Statuses, member.Status) && among(search.Roles, member.Role) && among(search.Connections, member.Connection()) &&
			(search.Team == "" || m.inTeam(member.ID, search.Team)) &&
			(search.NotInTeam == "" || !m.inTeam(member.ID, search.NotInTeam)) &&
			(!search.Licensed || member.Licensed) && among(search.Among, member.ID) &&
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
		ByStatus:     make(map[directory.MemberStatus]int),
		ByConnection: make(map[directory.ConnectionID]int),
	}
	for _, member := range m.members {
		counts.ByStatus[member.Status]++
		counts.ByConnection[member.Connection()]++
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

func (m *model) MemberWhoLeft(origin directory.ConnectionID, externalID string) (directory.MemberID, error) {
	var latest directory.Member
	for id, left := range m.left {
		member := m.members[id]
		if left == externalID && member.Connection() == origin && member.Identity == "" &&
			cmp.Or(cmp.Compare(member.Ordinal, latest.Ordinal), cmp.Compare(member.ID, latest.ID)) > 0 {
			latest = member
		}
	}
	return latest.ID, nil
}

func (m *model) LeaveAs(id directory.MemberID, externalID string) error {
	if _, ok := m.members[id]; !ok {
		return errNotFound
	}
	delete(m.left, id)
	if externalID != "" {
		m.left[id] = externalID
	}
	return nil
}

func (m *model) membersAmong(ids set[directory.MemberID]) map[directory.MemberID]directory.Member {
	members := maps.Clone(m.members)
	maps.DeleteFunc(members, func(id directory.MemberID, _ directory.Member) bool { return !ids[id] })
	return members
}

func (m *model) CreateMember(member directory.Member) error {
	if _, ok := m.connections[member.Origin]; !ok && member.Origin != "" || !m.knows(member.JoinedBy) {
		return errNotFound
	}
	member.AdoptedBy, member.Licensed, member.Wait.Since = "", false, kept(member.Wait.Since)
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

func (m *model) SetAccount(id directory.MemberID, account directory.Account) (directory.LicenseEffect, error) {
	before, err := m.Member(id)
	if err != nil {
		return "", err
	}
	if _, ok := m.connections[account.AdoptedBy]; !ok && account.AdoptedBy != "" {
		return "", errNotFound
	}
	if account.Status != directory.MemberActive {
		if err := m.checkOwnerStays(before); err != nil {
			return "", err
		}
	}
	if err := m.useLicense(id, account); err != nil {
		return "", err
	}
	member := m.members[id]
	if account.Status == directory.MemberDeactivated && before.Status != directory.MemberDeactivated {
		member.SignedOutAt = m.signOut(id, kept(account.UpdatedAt))
	}
	if account.AdoptedBy != "" {
		member.AdoptedBy = account.AdoptedBy
	}
	member.Identity, member.Name, member.Email, member.Status = account.Identity, account.Name, account.Email, account.Status
	member.UpdatedAt = kept(account.UpdatedAt)
	m.members[id] = member
	return effectOf(before, member), nil
}

// signOut is when a member is signed out so that nothing of theirs is younger.
func (m *model) signOut(id directory.MemberID, at time.Time) time.Time {
	for _, session := range m.sessions {
		if session.Member == id && session.CreatedAt.After(at) {
			at = session.CreatedAt
		}
	}
	for _, key := range m.apiKeys {
		if key.CreatedBy == id && key.CreatedAt.After(at) {
			at = key.CreatedAt
		}
	}
	return at
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
		identity.Member, identity.Edited = "", false
		identity.Version++
		m.identities[identity.ID] = identity
	}
	delete(m.members, id)
	delete(m.left, id)
	m.ended = slices.DeleteFunc(m.ended, func(e directory.Ended) bool { return e.Member == id || e.NewMember == id })
	delete(m.passwords, id)
	for _, team := range m.manual {
		delete(team, id)
	}
	m.sessions = slices.DeleteFunc(m.sessions, func(s directory.Session) bool { return s.Member == id })
	m.links = slices.DeleteFunc(m.links, func(l directory.Link) bool { return l.Member == id })
	m.passkeys = slices.DeleteFunc(m.passkeys, func(p directory.Passkey) bool { return p.Member == id })
	m.logins = slices.DeleteFunc(m.logins, func(l directory.Login) bool { return l.Member == id })
	m.adoptions = slices.DeleteFunc(m.adoptions, func(a directory.Adoption) bool { return a.Member == id })
	return nil
}
