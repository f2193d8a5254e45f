package storetest

import (
	"cmp"
	"slices"

	"github.com/musterhq/muster/internal/directory"
)

func (m *model) UnclaimedMembers(email string) ([]directory.Member, error) {
	list, err := m.Members(directory.MemberQuery{Limit: everything})
	list = slices.DeleteFunc(list, func(member directory.Member) bool { return !member.Unclaimed() || !hasEmail(member, email) })
	return list[:min(10, len(list))], err
}

func (m *model) CreateFirstIdentity(identity directory.Identity, address string) error {
	if err := m.checkIdentity(identity); err != nil {
		return err
	}
	if holders, err := m.UnclaimedMembers(address); err != nil || len(holders) > 0 {
		return cmp.Or(err, error(directory.ErrAddressIsHeld))
	}
	return m.CreateIdentity(identity)
}

func (m *model) Adoptions(members []directory.MemberID) ([]directory.Adoption, error) {
	list := slices.Clone(m.adoptions)
	list = slices.DeleteFunc(list, func(a directory.Adoption) bool { return !slices.Contains(members, a.Member) })
	slices.SortFunc(list, func(a, b directory.Adoption) int {
		return cmp.Or(cmp.Compare(a.Member, b.Member), cmp.Compare(a.Connection, b.Connection))
	})
	return list, nil
}

func (m *model) PutAdoption(adoption directory.Adoption) error {
	if _, ok := m.connections[adoption.Connection]; !ok {
		return errNotFound
	}
	if _, ok := m.members[adoption.Member]; !ok {
		return errNotFound
	}
	adoption.AskedAt, adoption.ConfirmedAt, adoption.AdoptedAt = kept(adoption.AskedAt), kept(adoption.ConfirmedAt), kept(adoption.AdoptedAt)
	m.adoptions = slices.DeleteFunc(m.adoptions, func(a directory.Adoption) bool {
		return a.Member == adoption.Member && a.Connection == adoption.Connection
	})
	m.adoptions = append(m.adoptions, adoption)
	return nil
}
