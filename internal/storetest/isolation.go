package storetest

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/musterhq/muster/internal/directory"
)

// things is what may be asked for by name in an organization: one of each.
type things struct {
	connection directory.ConnectionID
	identity   directory.IdentityID
	member     directory.MemberID
	team       directory.TeamID
	// mark is in every text of the organization: names, addresses, reasons.
	mark string
}

func (th things) ids() []string {
	return []string{string(th.connection), string(th.identity), string(th.member), string(th.team)}
}

// nothing are ids and texts that no organization has.
func nothing() things {
	return things{
		connection: directory.ConnectionID(directory.NewID()),
		identity:   directory.IdentityID(directory.NewID()),
		member:     directory.MemberID(directory.NewID()),
		team:       directory.TeamID(directory.NewID()),
		mark:       "mark-" + directory.NewID(),
	}
}

// furnish makes an organization that has one of everything.
func furnish(t *testing.T, store directory.Store) (house, things) {
	t.Helper()
	h, th := house{store, directory.Organization{
		ID: directory.OrganizationID(directory.NewID()), Status: directory.OrganizationActive, CreatedAt: moment(0),
	}}, nothing()
	h.organization.Name = th.mark
	first := entry(directory.OrganizationCreated)
	first.Personal = &directory.Personal{Subject: th.mark}
	done(t, store.CreateOrganization(t.Context(), h.organization, 2, first))

	connection := newConnection(h.organization.ID)
	connection.ID = th.connection
	credential := newCredential(connection)
	credential.LastFour = th.mark
	member := newMember(th.mark)
	member.ID, member.Origin = th.member, th.connection
	identity := newIdentity(th.connection, th.mark)
	identity.ID, identity.Member = th.identity, th.member
	identity.Emails, identity.ExternalID = []string{th.mark}, th.mark
	identity.Resource = []byte("{}")
	team := newTeam(th.connection, th.mark)
	team.ID, team.ExternalID = th.team, th.mark
	manual := newTeam("", th.mark)
	team.Resource, manual.Resource = []byte("{}"), []byte("{}")
	h.update(t, func(tx directory.Tx) error {
		for _, write := range []func() error{
			func() error { return tx.CreateConnection(connection) },
			func() error { return tx.CreateCredential(credential) },
			func() error { return addMember(tx, &member) },
			func() error { return tx.TakeLicense(th.member) },
			func() error { return addIdentity(tx, &identity) },
			func() error { return addTeam(tx, &team) },
			func() error { return addTeam(tx, &manual) },
			func() error { _, err := tx.AddTeamMembers(th.team, idsOf(identity)); return err },
			func() error {
				_, err := tx.AddUnknownMembers(th.team, []directory.IdentityID{directory.IdentityID(th.mark)})
				return err
			},
		} {
			if err := write(); err != nil {
				return err
			}
		}
		return nil
	})
	return h, th
}

func testIsolation(t *testing.T, open Opener) {
	store := open(t)

	t.Run("every method has a case", func(t *testing.T) {
		methodsOfReader, methodsOfTx := methods[directory.Reader](), methods[directory.Tx]()
		for name := range methodsOfTx {
			cases := len(writes[name])
			if methodsOfReader[name] {
				cases = len(reads[name])
			}
			if cases == 0 {
				t.Errorf("%s has no case here: show that it does not reach another organization", name)
			}
		}
	})

	foreign, foreignThings := furnish(t, store)
	before := snap(t, foreign.view(t))
	unknown := nothing()

	// both runs one attempt by the ids of the foreign organization and by
	// unknown ones, each in an organization of its own, and compares the
	// answers and what became of the two organizations.
	both := func(t *testing.T, attempt func(h house, own, other things) (any, error)) {
		t.Helper()
		there, thereThings := furnish(t, store)
		value, err := attempt(there, thereThings, foreignThings)
		got := describe(t, value, err, there, thereThings, foreignThings)
		if strings.Contains(got, "other's mark") && err == nil {
			t.Errorf("another organization's text shows: %s", got)
		}
		nowhere, nowhereThings := furnish(t, store)
		value, err = attempt(nowhere, nowhereThings, unknown)
		want := describe(t, value, err, nowhere, nowhereThings, unknown)
		if got != want {
			t.Errorf("a foreign thing is answered\n%s\nand an unknown one\n%s", got, want)
		}
		got = describe(t, snap(t, there.view(t)), nil, there, thereThings, foreignThings)
		want = describe(t, snap(t, nowhere.view(t)), nil, nowhere, nowhereThings, unknown)
		if got != want {
			t.Errorf("a foreign thing led to (-foreign +unknown)\n%s", cmp.Diff(got, want))
		}
	}

	t.Run("each method", func(t *testing.T) {
		for name, list := range reads {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				for _, do := range list {
					both(t, func(h house, own, other things) (any, error) { return do(h.view(t), own, other) })
					both(t, func(h house, own, other things) (value any, err error) {
						err = h.try(t, func(tx directory.Tx) error {
							value, err = do(tx, own, other)
							return err
						})
						return value, err
					})
				}
			})
		}
		for name, list := range writes {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				for _, do := range list {
					both(t, func(h house, own, other things) (value any, err error) {
						err = h.try(t, func(tx directory.Tx) error {
							value, err = do(tx, own, other)
							return err
						})
						return value, err
					})
				}
			})
		}
	})
	unchanged(t, before, snap(t, foreign.view(t)))
}

func methods[T any]() map[string]bool {
	names := make(map[string]bool)
	for method := range reflect.TypeFor[T]().Methods() {
		names[method.Name] = true
	}
	return names
}

// anID is any id that directory.NewID makes.
var anID = regexp.MustCompile(`\b[0-9a-v]{26}\b`)

// describe puts an answer in words in which the ids and texts of both sides of
// a comparison have the same names.
func describe(t *testing.T, value any, err error, h house, own, other things) string {
	t.Helper()
	answer := "an internal error"
	var refusal *directory.Error
	switch {
	case err == nil:
		if s, ok := value.(snapshot); ok {
			for _, credentials := range s.Credentials {
				for i := range credentials {
					credentials[i].Hash = directory.CredentialHash{} // random
				}
			}
		}
		text, marshalErr := json.MarshalIndent(value, "", " ")
		done(t, marshalErr)
		answer = string(text)
	case errors.As(err, &refusal):
		answer = fmt.Sprintf("%v %q: %s", refusal.Code, refusal.Field, refusal.Message)
	}
	names := []string{string(h.organization.ID), "this organization", own.mark, "own mark", other.mark, "other's mark"}
	for i, id := range own.ids() {
		names = append(names, id, fmt.Sprintf("own id %d", i))
	}
	for i, id := range other.ids() {
		names = append(names, id, fmt.Sprintf("other's id %d", i))
	}
	return anID.ReplaceAllString(strings.NewReplacer(names...).Replace(answer), "some id")
}
