package sqlstore

import (
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// These measure the store alone, asked as the SCIM server asks it; what users
// notice is measured in bench/.

// BenchmarkCreate is what Okta's assignment of one person costs: a lookup and a
// create, each after a look at the credential.
func BenchmarkCreate(b *testing.B) {
	for _, engine := range engines() {
		for _, clients := range []int{1, 8, 16} {
			b.Run(fmt.Sprintf("%s/clients=%d", engine.name, clients), func(b *testing.B) {
				o := furnish(b, openStore(b, engine.create(b), Options{}))
				concurrently(b, clients, func(n int64) error {
					name := userName(n)
					if _, err := o.store.Authenticate(b.Context(), o.hash); err != nil {
						return err
					}
					if _, err := o.find(b, name); err != nil {
						return err
					}
					if _, err := o.store.Authenticate(b.Context(), o.hash); err != nil {
						return err
					}
					_, err := o.create(b, name)
					return err
				})
			})
		}
	}
}

// BenchmarkRead is a lookup by user name, and a read by id with teams.
func BenchmarkRead(b *testing.B) {
	for _, engine := range engines() {
		for _, people := range []int64{10_000, 100_000} {
			if testing.Short() && people > 10_000 {
				continue
			}
			o := furnish(b, openStore(b, engine.create(b), Options{}))
			o.fill(b, people)
			b.Run(fmt.Sprintf("%s/lookup/people=%d", engine.name, people), func(b *testing.B) {
				concurrently(b, 8, func(int64) error {
					if _, err := o.store.Authenticate(b.Context(), o.hash); err != nil {
						return err
					}
					found, err := o.find(b, userName(rand.Int64N(people)))
					if err == nil && len(found) != 1 {
						return fmt.Errorf("found %d", len(found))
					}
					return err
				})
			})
			b.Run(fmt.Sprintf("%s/page/people=%d", engine.name, people), func(b *testing.B) {
				concurrently(b, 8, func(int64) error {
					_, err := o.view(b).Identities(o.connection, directory.IdentityQuery{
						After: rand.Int64N(people), Limit: 100, WithTeams: true,
					})
					return err
				})
			})
			b.Run(fmt.Sprintf("%s/update/people=%d", engine.name, people), func(b *testing.B) {
				concurrently(b, 8, func(n int64) error {
					found, err := o.find(b, userName(rand.Int64N(people)))
					if err != nil {
						return err
					}
					return o.rename(b, found[0].ID, fmt.Sprint("Name ", n))
				})
			})
		}
	}
}

// concurrently runs b.N calls from a number of goroutines.
func concurrently(b *testing.B, clients int, call func(n int64) error) {
	b.Helper()
	var next atomic.Int64
	ends := make(chan error, clients)
	b.ResetTimer()
	for range clients {
		go func() {
			for {
				n := next.Add(1) - 1
				if n >= int64(b.N) {
					ends <- nil
					return
				}
				if err := call(n); err != nil {
					ends <- err
					return
				}
			}
		}()
	}
	for range clients {
		if err := <-ends; err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "op/s")
}

// office is an organization with one connection and its credential.
type office struct {
	store      *Store
	id         directory.OrganizationID
	connection directory.ConnectionID
	hash       directory.CredentialHash
}

func furnish(tb testing.TB, store *Store) office {
	tb.Helper()
	id := directory.NewID()
	o := office{
		store:      store,
		id:         directory.OrganizationID(id),
		connection: directory.ConnectionID(directory.NewID()),
		hash:       sha256.Sum256([]byte(id)),
	}
	now := time.Now()
	err := store.CreateOrganization(tb.Context(), directory.Organization{
		ID: o.id, Name: "Example", Status: directory.OrganizationActive, CreatedAt: now,
	}, 1_000_000, directory.Entry{Kind: directory.OrganizationCreated, At: now})
	if err != nil {
		tb.Fatal(err)
	}
	o.update(tb, func(tx directory.Tx) error {
		err := tx.CreateConnection(directory.Connection{
			ID: o.connection, Provider: directory.Okta, State: directory.ConnectionEnabled,
			Profile: directory.Tolerant, Policy: directory.Standard(), CreatedAt: now, UpdatedAt: now,
		})
		if err != nil {
			return err
		}
		return tx.CreateCredential(directory.Credential{Hash: o.hash, Connection: o.connection, LastFour: "abcd", CreatedAt: now})
	})
	return o
}

func (o office) view(tb testing.TB) directory.Reader { return o.store.View(tb.Context(), o.id) }

func (o office) update(tb testing.TB, change func(directory.Tx) error) {
	tb.Helper()
	if err := o.store.Update(tb.Context(), o.id, change); err != nil {
		tb.Fatal(err)
	}
}

func (o office) find(tb testing.TB, name string) ([]directory.Identity, error) {
	return o.view(tb).Identities(o.connection, directory.IdentityQuery{
		Key: directory.IdentityKey{By: directory.ByUserName, Value: name}, Limit: 2, WithTeams: true,
	})
}

// create makes a person in a change of its own.
func (o office) create(tb testing.TB, name string) (directory.IdentityID, error) {
	var id directory.IdentityID
	err := o.store.Update(tb.Context(), o.id, func(tx directory.Tx) error {
		var err error
		id, err = o.add(tx, name)
		return err
	})
	return id, err
}

// add makes a person as provisioning does.
func (o office) add(tx directory.Tx, name string) (directory.IdentityID, error) {
	found, err := tx.Identities(o.connection, directory.IdentityQuery{
		Key: directory.IdentityKey{By: directory.ByUserName, Value: name}, Limit: 1,
	})
	if err != nil {
		return "", err
	}
	if len(found) > 0 {
		return "", directory.Errorf(directory.Taken, "%s is taken", name)
	}
	identity, member := directory.IdentityID(directory.NewID()), directory.MemberID(directory.NewID())
	now := time.Now()
	ordinal, err := tx.Append(directory.Entry{
		At: now, Kind: directory.MemberCreated, Actor: directory.Actor{Kind: directory.ActorConnection, Name: "Okta (SCIM)"},
		Request: "0123456789abcdef", Connection: o.connection, Identity: identity, Member: member,
		Personal: &directory.Personal{Subject: name},
	})
	if err != nil {
		return "", err
	}
	err = tx.CreateMember(directory.Member{
		ID: member, Ordinal: ordinal, Origin: o.connection, Identity: identity, Name: name, Email: name,
		Role: directory.RoleMember, Status: directory.MemberActive, CreatedAt: now, UpdatedAt: now,
	})
	if err != nil {
		return "", err
	}
	if err := tx.TakeLicense(member); err != nil {
		return "", err
	}
	return identity, tx.CreateIdentity(directory.Identity{
		Connection: o.connection, ID: identity, Ordinal: ordinal, Member: member, CreatedAt: now, UpdatedAt: now,
		Assertion: directory.Assertion{
			UserName: name, ExternalID: "00u" + name, Name: name, Emails: []string{name}, Active: true,
			Resource: []byte(`{"userName":"` + name + `","x":"` + strings.Repeat("x", 400) + `"}`),
		},
	})
}

// rename changes a person's shown name.
func (o office) rename(tb testing.TB, id directory.IdentityID, name string) error {
	return o.store.Update(tb.Context(), o.id, func(tx directory.Tx) error {
		identity, err := tx.Identity(o.connection, id)
		if err != nil {
			return err
		}
		_, err = tx.Append(directory.Entry{
			At: time.Now(), Kind: directory.MemberUpdated, Connection: o.connection, Identity: id, Member: identity.Member,
			Personal: &directory.Personal{Changes: []directory.Change{{Field: "name", Before: identity.Name, After: name}}},
		})
		if err != nil {
			return err
		}
		renamed := identity
		renamed.Name = name
		if _, err := tx.UpdateIdentity(identity, renamed); err != nil {
			return err
		}
		_, err = tx.SetAccount(identity.Member, directory.Account{Name: name, Email: identity.Email(), Status: directory.MemberActive, License: directory.HoldLicense})
		return err
	})
}

// fill makes people, many in a change.
func (o office) fill(tb testing.TB, people int64) {
	tb.Helper()
	const together = 1000
	for from := int64(0); from < people; from += together {
		o.update(tb, func(tx directory.Tx) error {
			for n := from; n < min(from+together, people); n++ {
				if _, err := o.add(tx, userName(n)); err != nil {
					return err
				}
			}
			return nil
		})
	}
}

// userName returns the name of the n-th person, in an order far from that of
// the index.
func userName(n int64) string {
	return fmt.Sprintf("%08x.person@example.com", uint32(n)*2654435761)
}
