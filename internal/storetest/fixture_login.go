package storetest

import (
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

func newLoginMethod(name string) directory.LoginMethod {
	return directory.LoginMethod{
		ID:       directory.LoginMethodID(directory.NewID()),
		Provider: directory.Okta,
		Protocol: directory.OIDC,
		Name:     name,
		Active:   true,
		Settings: directory.LoginSettings{OIDC: directory.OIDCSettings{
			Issuer: "https://" + name + ".example.com", ClientID: "client", ClientSecret: "secret",
		}},
		CreatedAt: moment(11),
		UpdatedAt: moment(11),
	}
}

func newLogin(method directory.LoginMethodID, subject string, member directory.MemberID) directory.Login {
	return directory.Login{Method: method, Subject: subject, Member: member, CreatedAt: moment(12), UsedAt: moment(12)}
}

func newDomain(name string) directory.Domain {
	return directory.Domain{Name: name, Proof: "proof of " + name, CreatedAt: moment(13)}
}

// enable makes login methods of these names, in this order.
func (h house) enable(t *testing.T, names ...string) []directory.LoginMethod {
	t.Helper()
	methods := make([]directory.LoginMethod, len(names))
	h.update(t, func(tx directory.Tx) error {
		for i, name := range names {
			methods[i] = newLoginMethod(name)
			methods[i].Organization = h.organization.ID
			methods[i].CreatedAt = moment(20 + i)
			if err := tx.CreateLoginMethod(methods[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return methods
}

// tie ties a subject to a member.
func (h house) tie(t *testing.T, login directory.Login) error {
	t.Helper()
	return h.try(t, func(tx directory.Tx) error { return tx.CreateLogin(login) })
}

// spend uses an assertion at a time, until another; both count in moments.
func (h house) spend(t *testing.T, method directory.LoginMethodID, assertion string, until, now int) error {
	t.Helper()
	return h.try(t, func(tx directory.Tx) error {
		return tx.UseAssertion(method, assertion, moment(until), moment(now))
	})
}

// verify verifies a domain.
func (h house) verify(t *testing.T, name string, at int) error {
	t.Helper()
	return h.try(t, func(tx directory.Tx) error { return tx.VerifyDomain(name, moment(at)) })
}
