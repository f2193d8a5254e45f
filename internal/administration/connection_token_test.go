package administration_test

import (
	"sync/atomic"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/secret"
	"github.com/musterhq/muster/internal/sqlstore"
	"github.com/musterhq/muster/internal/sqlstore/pgtest"
)

// rotation is an office with a connection, whose clock the test moves.
type rotation struct {
	office
	organization directory.OrganizationID
	id           directory.ConnectionID
	clock        *atomic.Int64 // seconds
}

// onRotations runs a test on both engines, under a policy.
func onRotations(t *testing.T, policy directory.Policy, test func(t *testing.T, r rotation, first secret.Secret)) {
	t.Parallel()
	for name, open := range map[string]func(t *testing.T, options sqlstore.Options) (*sqlstore.Store, error){
		"sqlite": func(t *testing.T, options sqlstore.Options) (*sqlstore.Store, error) {
			return sqlstore.OpenSQLite(t.Context(), t.TempDir(), options)
		},
		"postgres": func(t *testing.T, options sqlstore.Options) (*sqlstore.Store, error) {
			return sqlstore.OpenPostgreSQL(t.Context(), pgtest.Database(t), options)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			clock := &atomic.Int64{}
			now := func() time.Time {
				return time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC).Add(time.Duration(clock.Load()) * time.Second)
			}
			store, err := open(t, sqlstore.Options{RunTwice: true, Now: now})
			if err != nil {
				t.Fatal(err)
			}
			o := officeOf(t, store, now)
			organization := o.organization("Acme")
			connection, first, err := o.CreateConnection(t.Context(), administration.Operator(), organization.ID, directory.Okta, policy)
			if err != nil {
				t.Fatal(err)
			}
			test(t, rotation{o, organization.ID, connection.ID, clock}, first)
		})
	}
}

// next issues a token a minute later.
func (r rotation) next() secret.Secret {
	r.Helper()
	r.clock.Add(60)
	token, err := r.IssueToken(r.Context(), administration.Operator(), r.organization, r.id)
	if err != nil {
		r.Fatal(err)
	}
	return token
}

// wantOpen holds which of the tokens count, twice: as read and as remembered.
func (r rotation) wantOpen(when string, tokens map[string]secret.Secret, open ...string) {
	r.Helper()
	for range 2 {
		for name, token := range tokens {
			want := false
			for _, each := range open {
				want = want || each == name
			}
			if got := r.opens(token); got != want {
				r.Errorf("%s the %s token counts: %v, want %v", when, name, got, want)
			}
		}
	}
}

func (r rotation) revoke(token secret.Secret) error {
	r.Helper()
	id := directory.Credential{Hash: directory.CredentialHash(token.Hash())}.ID()
	return r.RevokeToken(r.Context(), administration.Operator(), r.organization, r.id, id)
}

// TestTokensOverlap: the former token counts for a day and no longer, two count at
// the most, each is revoked by itself, and turning off ends both.
func TestTokensOverlap(t *testing.T) {
	policy := directory.Standard()
	policy.TokenRotation = directory.OverlapTokens
	onRotations(t, policy, func(t *testing.T, r rotation, first secret.Secret) {
		tokens := map[string]secret.Secret{"first": first}
		tokens["second"] = r.next()
		r.wantOpen("after a new one", tokens, "first", "second")
		r.clock.Add(24*60*60 - 1)
		r.wantOpen("a second before its end", tokens, "first", "second")
		r.clock.Add(1)
		r.wantOpen("a day later", tokens, "second")

		tokens["third"] = r.next()
		tokens["fourth"] = r.next()
		r.wantOpen("after two new ones", tokens, "third", "fourth")
		if err := r.revoke(tokens["third"]); err != nil {
			t.Error(err)
		}
		r.wantOpen("revoked by hand", tokens, "fourth")
		wantCode(t, r.revoke(tokens["third"]), directory.NotFound)
		wantCode(t, r.revoke(tokens["first"]), directory.NotFound)

		tokens["fifth"] = r.next()
		if counted, err := r.Consequences(t.Context(), r.organization, r.id); err != nil || !counted.HasToken {
			t.Errorf("with two tokens off ends %+v, %v", counted, err)
		}
		if err := r.revoke(tokens["fifth"]); err != nil {
			t.Error(err)
		}
		r.wantOpen("the newer revoked", tokens, "fourth")
		tokens["sixth"] = r.next()
		r.wantOpen("another after that", tokens, "fourth", "sixth")
		if err := r.DisableConnection(t.Context(), administration.Operator(), r.organization, r.id); err != nil {
			t.Fatal(err)
		}
		r.wantOpen("off", tokens)
		if err := r.EnableConnectionWithoutToken(t.Context(), administration.Operator(), r.organization, r.id); err != nil {
			t.Fatal(err)
		}
		r.wantOpen("on again", tokens)
		wantCode(t, r.RevokeToken(t.Context(), administration.Operator(), r.organization, "nobody", "0"), directory.NotFound)
		r.wantKinds(r.organization,
			directory.OrganizationCreated, directory.ConnectionCreated, directory.ConnectionTokenCreated,
			directory.ConnectionTokenCreated,                                   // second
			directory.ConnectionTokenCreated,                                   // third
			directory.ConnectionTokenRevoked, directory.ConnectionTokenCreated, // second, for fourth
			directory.ConnectionTokenRevoked,                                   // third
			directory.ConnectionTokenCreated, directory.ConnectionTokenRevoked, // fifth
			directory.ConnectionTokenCreated, // sixth
			directory.ConnectionWasDisabled, directory.ConnectionTokenRevoked, directory.ConnectionWasEnabled)
	})
}

// TestTokensEndAtOnce: under the other value nothing overlaps, not even what did
// before.
func TestTokensEndAtOnce(t *testing.T) {
	policy := directory.Standard()
	policy.TokenRotation = directory.OverlapTokens
	onRotations(t, policy, func(t *testing.T, r rotation, first secret.Secret) {
		tokens := map[string]secret.Secret{"first": first, "second": r.next()}
		if _, err := r.ChangePolicy(t.Context(), administration.Operator(), r.organization, r.id, directory.Standard()); err != nil {
			t.Fatal(err)
		}
		r.wantOpen("another rule", tokens, "first", "second")
		tokens["third"] = r.next()
		r.wantOpen("after a new one", tokens, "third")
	})
}
