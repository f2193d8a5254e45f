package storetest

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// usedAssertion is what was used, and by which method.
type usedAssertion struct {
	method    directory.LoginMethodID
	assertion string
}

func (m *model) LoginMethods() ([]directory.LoginMethod, error) {
	return slices.SortedFunc(maps.Values(m.loginMethods), func(a, b directory.LoginMethod) int {
		return cmp.Or(a.CreatedAt.Compare(b.CreatedAt), cmp.Compare(a.ID, b.ID))
	}), nil
}

func (m *model) LoginMethod(id directory.LoginMethodID) (directory.LoginMethod, error) {
	method, ok := m.loginMethods[id]
	if !ok {
		return directory.LoginMethod{}, errNotFound
	}
	return method, nil
}

// knows says whether there is this login method, or none is meant.
func (m *model) knows(method directory.LoginMethodID) bool {
	_, ok := m.loginMethods[method]
	return ok || method == ""
}

func keptKeys(keys []directory.SigningKey) []directory.SigningKey {
	stored := slices.Clone(keys)
	for i := range stored {
		stored[i].CreatedAt = kept(stored[i].CreatedAt)
	}
	return stored
}

func (m *model) CreateLoginMethod(method directory.LoginMethod) error {
	method.Organization, method.Keys = m.organization.ID, keptKeys(method.Keys)
	method.CreatedAt, method.UpdatedAt = kept(method.CreatedAt), kept(method.UpdatedAt)
	m.loginMethods[method.ID] = method
	return nil
}

func (m *model) UpdateLoginMethod(method directory.LoginMethod) error {
	stored, err := m.LoginMethod(method.ID)
	if err != nil {
		return err
	}
	stored.Name, stored.Active, stored.JustInTime = method.Name, method.Active, method.JustInTime
	stored.Settings, stored.Keys = method.Settings, keptKeys(method.Keys)
	stored.UpdatedAt = kept(method.UpdatedAt)
	m.loginMethods[method.ID] = stored
	return nil
}

func (m *model) DeleteLoginMethod(id directory.LoginMethodID) error {
	if _, err := m.LoginMethod(id); err != nil {
		return err
	}
	delete(m.loginMethods, id)
	m.logins = slices.DeleteFunc(m.logins, func(l directory.Login) bool { return l.Method == id })
	maps.DeleteFunc(m.assertions, func(used usedAssertion, _ time.Time) bool { return used.method == id })
	_, err := m.EndLoginSessions(id)
	return err
}

func (m *model) EndLoginSessions(id directory.LoginMethodID) (int, error) {
	before := len(m.sessions)
	m.sessions = slices.DeleteFunc(m.sessions, func(s directory.Session) bool { return id != "" && s.Method == id })
	return before - len(m.sessions), nil
}

func (m *model) loginAt(method directory.LoginMethodID, subject string) int {
	return slices.IndexFunc(m.logins, func(l directory.Login) bool { return l.Method == method && l.Subject == subject })
}

func (m *model) Login(method directory.LoginMethodID, subject string) (directory.Login, error) {
	at := m.loginAt(method, subject)
	if at < 0 {
		return directory.Login{}, errNotFound
	}
	return m.logins[at], nil
}

func (m *model) Logins(member directory.MemberID) ([]directory.Login, error) {
	list := slices.DeleteFunc(slices.Clone(m.logins), func(l directory.Login) bool { return l.Member != member })
	slices.SortFunc(list, func(a, b directory.Login) int {
		return cmp.Or(a.CreatedAt.Compare(b.CreatedAt), cmp.Compare(a.Method, b.Method))
	})
	return list, nil
}

func (m *model) CreateLogin(login directory.Login) error {
	if _, err := m.LoginMethod(login.Method); err != nil {
		return err
	}
	if _, err := m.Member(login.Member); err != nil {
		return err
	}
	for _, tied := range m.logins {
		if tied.Method == login.Method && (tied.Subject == login.Subject || tied.Member == login.Member) {
			return &directory.Error{Code: directory.Taken, Field: "subject", Message: "These are tied."}
		}
	}
	login.CreatedAt, login.UsedAt = kept(login.CreatedAt), kept(login.UsedAt)
	m.logins = append(m.logins, login)
	return nil
}

func (m *model) UpdateLogin(login directory.Login) error {
	at := m.loginAt(login.Method, login.Subject)
	if at < 0 {
		return errNotFound
	}
	m.logins[at].UsedAt = kept(login.UsedAt)
	return nil
}

func (m *model) DeleteLogin(method directory.LoginMethodID, member directory.MemberID) error {
	at := slices.IndexFunc(m.logins, func(l directory.Login) bool { return l.Method == method && l.Member == member })
	if at < 0 {
		return errNotFound
	}
	m.logins = slices.Delete(m.logins, at, at+1)
	return nil
}

func (m *model) UseAssertion(method directory.LoginMethodID, assertion string, until, now time.Time) error {
	if _, err := m.LoginMethod(method); err != nil {
		return err
	}
	used := usedAssertion{method, assertion}
	if m.assertions[used].After(now) {
		return &directory.Error{Code: directory.Taken, Field: "assertion", Message: "This was used."}
	}
	m.assertions[used] = kept(until)
	maps.DeleteFunc(m.assertions, func(old usedAssertion, until time.Time) bool {
		return old.method == method && !until.After(now)
	})
	return nil
}

func (m *model) Domains() ([]directory.Domain, error) {
	return slices.SortedFunc(maps.Values(m.domains), func(a, b directory.Domain) int { return cmp.Compare(a.Name, b.Name) }), nil
}

func domainTaken() error {
	return &directory.Error{Code: directory.Taken, Field: "domain", Message: "There is this domain."}
}

func (m *model) CreateDomain(domain directory.Domain) error {
	if _, ok := m.domains[domain.Name]; ok {
		return domainTaken()
	}
	domain.Organization, domain.CreatedAt, domain.VerifiedAt = m.organization.ID, kept(domain.CreatedAt), time.Time{}
	m.domains[domain.Name] = domain
	return nil
}

func (m *model) VerifyDomain(name string, at time.Time) error {
	domain, ok := m.domains[name]
	if !ok {
		return errNotFound
	}
	if m.verifiedElsewhere != nil && m.verifiedElsewhere(name) {
		return domainTaken()
	}
	domain.VerifiedAt = kept(at)
	m.domains[name] = domain
	return nil
}

func (m *model) DeleteDomain(name string) error {
	if _, ok := m.domains[name]; !ok {
		return errNotFound
	}
	delete(m.domains, name)
	return nil
}
