package storetest

import (
	"context"

	"github.com/musterhq/muster/internal/directory"
)

func (s *memory) FindLoginMethod(ctx context.Context, id directory.LoginMethodID) (directory.LoginMethod, error) {
	return across(ctx, s, errNotFound, func(m *model) (directory.LoginMethod, bool) {
		method, ok := m.loginMethods[id]
		return method, ok
	})
}

func (s *memory) DomainOwner(ctx context.Context, name string) (directory.OrganizationID, error) {
	return across(ctx, s, errNotFound, func(m *model) (directory.OrganizationID, bool) {
		domain, ok := m.domains[name]
		return domain.Organization, ok && (domain.Verified() || s.fault.trustsListed)
	})
}

// verifiedElsewhere tells an organization what the others have verified.
func (s *memory) verifiedElsewhere(organization directory.OrganizationID) func(name string) bool {
	return func(name string) bool {
		s.lock.RLock()
		defer s.lock.RUnlock()
		for id, m := range s.organizations {
			if id != organization && m.domains[name].Verified() && !s.fault.verifiesTwice {
				return true
			}
		}
		return false
	}
}

func (v memoryView) LoginMethods() ([]directory.LoginMethod, error) {
	return look(v, directory.Reader.LoginMethods)
}

func (v memoryView) LoginMethod(id directory.LoginMethodID) (directory.LoginMethod, error) {
	return look(v, func(r directory.Reader) (directory.LoginMethod, error) { return r.LoginMethod(id) })
}

func (v memoryView) Login(method directory.LoginMethodID, subject string) (directory.Login, error) {
	return look(v, func(r directory.Reader) (directory.Login, error) { return r.Login(method, subject) })
}

func (v memoryView) Logins(member directory.MemberID) ([]directory.Login, error) {
	return look(v, func(r directory.Reader) ([]directory.Login, error) { return r.Logins(member) })
}

func (v memoryView) Domains() ([]directory.Domain, error) { return look(v, directory.Reader.Domains) }
