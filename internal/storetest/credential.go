package storetest

import (
	"errors"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

func testCredentials(t *testing.T, open Opener) {
	store, neighbour := open(t), open(t)

	t.Run("opens its connection", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 3)
		h.connect(t)
		connection := h.connect(t)
		connection.Policy = directory.Policy{UnknownMember: directory.RefuseUnknown}
		connection.State = directory.ConnectionDisabled // for the caller to look at
		credential := newCredential(connection)
		credential.LastFour = "é\"x "
		credential.CreatedAt = foreignMoment(2)
		h.update(t, func(tx directory.Tx) error {
			if err := tx.UpdateConnection(connection); err != nil {
				return err
			}
			return tx.CreateCredential(credential)
		})
		h.assert(t, connection.ID, "ada", "grace")
		h.gather(t, connection.ID, "Engineers")
		credential.CreatedAt = moment(2)

		// The totals are Connection's to tell.
		want := directory.Access{Credential: credential, Organization: h.organization, Connection: connection}
		for _, s := range []directory.Store{store, neighbour} {
			ask(s.Authenticate(t.Context(), credential.Hash)).is(t, want)
		}
		ask(h.view(t).Credentials(connection.ID)).is(t, []directory.Credential{credential})
	})

	t.Run("unknown", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		connection := h.connect(t)
		credential := newCredential(connection)
		h.update(t, func(tx directory.Tx) error { return tx.CreateCredential(credential) })
		ask(store.Authenticate(t.Context(), directory.CredentialHash{})).refused(t, directory.Unauthorized)
		for i := range credential.Hash {
			near := credential.Hash
			near[i] ^= 0x20
			ask(store.Authenticate(t.Context(), near)).refused(t, directory.Unauthorized)
		}
	})

	// Not in parallel: a neighbour's change would make a store forget what it must
	// not remember here.
	t.Run("an organization suspended in one store is in all", func(t *testing.T) {
		h := build(t, store, 0)
		credential := newCredential(h.connect(t))
		h.update(t, func(tx directory.Tx) error { return tx.CreateCredential(credential) })
		organization := h.organization
		for _, status := range []directory.OrganizationStatus{directory.OrganizationActive, directory.OrganizationSuspended, directory.OrganizationActive} {
			organization.Status = status
			h.update(t, func(tx directory.Tx) error { return tx.UpdateOrganization(organization) })
			for _, s := range []directory.Store{store, neighbour} {
				for range 2 { // as read, and as remembered
					ask(ask(s.Authenticate(t.Context(), credential.Hash)).ok(t).Organization, nil).is(t, organization)
				}
			}
		}
	})

	t.Run("revoked in one store counts at once in all", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		connection, other := h.connect(t), h.connect(t)
		var credentials []directory.Credential
		for i := range 3 {
			credential := newCredential(connection)
			credential.CreatedAt = moment(10 + i)
			credentials = append(credentials, credential)
		}
		kept := newCredential(other)
		h.update(t, func(tx directory.Tx) error {
			for _, credential := range append([]directory.Credential{kept}, credentials...) {
				if err := tx.CreateCredential(credential); err != nil {
					return err
				}
			}
			return nil
		})
		// Whatever a store might remember, let it remember it now.
		for _, s := range []directory.Store{store, neighbour} {
			for _, credential := range credentials {
				ask(s.Authenticate(t.Context(), credential.Hash)).ok(t)
			}
		}
		ask(h.view(t).Credentials(connection.ID)).is(t, credentials)

		revoke := func(s directory.Store, want int) {
			t.Helper()
			var revoked int
			h.through(s).update(t, func(tx directory.Tx) error {
				var err error
				revoked, err = tx.RevokeCredentials(connection.ID)
				return err
			})
			if revoked != want {
				t.Errorf("got %d credentials revoked, want %d", revoked, want)
			}
		}
		revoke(neighbour, 3)
		for _, s := range []directory.Store{store, neighbour} {
			for _, credential := range credentials {
				ask(s.Authenticate(t.Context(), credential.Hash)).refused(t, directory.Unauthorized)
			}
			ask(s.Authenticate(t.Context(), kept.Hash)).ok(t)
		}
		listed := ask(h.view(t).Credentials(connection.ID)).ok(t)
		if len(listed) != len(credentials) {
			t.Fatalf("got %d credentials, want the %d revoked ones listed", len(listed), len(credentials))
		}
		for i, got := range listed {
			if got.RevokedAt.IsZero() || got.RevokedAt.Location() != time.UTC || got.RevokedAt.Nanosecond()%1000 != 0 {
				t.Errorf("got RevokedAt %v, want a time in UTC to the microsecond", got.RevokedAt)
			}
			want := credentials[i]
			want.RevokedAt = got.RevokedAt
			ask(got, nil).is(t, want)
		}

		// A new one counts, and revoking again leaves the earlier times alone.
		fresh := newCredential(connection)
		fresh.CreatedAt = moment(20)
		h.update(t, func(tx directory.Tx) error { return tx.CreateCredential(fresh) })
		ask(neighbour.Authenticate(t.Context(), fresh.Hash)).ok(t)
		revoke(store, 1)
		revoke(store, 0)
		ask(neighbour.Authenticate(t.Context(), fresh.Hash)).refused(t, directory.Unauthorized)
		ask(ask(h.view(t).Credentials(connection.ID)).ok(t)[:3], nil).is(t, listed)
		ask(h.view(t).Credentials(other.ID)).is(t, []directory.Credential{kept})
	})

	t.Run("ended counts until then, in all", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		connection, other := h.connect(t), h.connect(t)
		former, latter := newCredential(connection), newCredential(connection)
		latter.CreatedAt = moment(3)
		h.update(t, func(tx directory.Tx) error {
			return errors.Join(tx.CreateCredential(former), tx.CreateCredential(latter))
		})
		for _, s := range []directory.Store{store, neighbour} {
			ask(s.Authenticate(t.Context(), former.Hash)).ok(t) // let it be remembered
		}
		end := func(s directory.Store, connection directory.ConnectionID, at time.Time, want bool) {
			t.Helper()
			var ended bool
			h.through(s).update(t, func(tx directory.Tx) error {
				var err error
				ended, err = tx.EndCredential(connection, former.Hash, at)
				return err
			})
			if ended != want {
				t.Errorf("ended: %v, want %v", ended, want)
			}
		}
		end(neighbour, other.ID, moment(1), false)
		end(neighbour, connection.ID, farAway, true)
		former.RevokedAt = farAway
		for _, s := range []directory.Store{store, neighbour} {
			for range 2 { // as read, and as remembered
				ask(ask(s.Authenticate(t.Context(), former.Hash)).ok(t).Credential, nil).is(t, former)
			}
		}
		ask(h.view(t).Credentials(connection.ID)).is(t, []directory.Credential{former, latter})

		// Nothing lets it count longer, or again; sooner it may end.
		end(store, connection.ID, farAway, false)
		end(store, connection.ID, farAway.Add(time.Second), false)
		end(store, connection.ID, moment(4), true)
		former.RevokedAt = moment(4)
		end(neighbour, connection.ID, farAway, false)
		for _, s := range []directory.Store{store, neighbour} {
			ask(s.Authenticate(t.Context(), former.Hash)).refused(t, directory.Unauthorized)
			ask(s.Authenticate(t.Context(), latter.Hash)).ok(t)
		}
		ask(h.view(t).Credentials(connection.ID)).is(t, []directory.Credential{former, latter})
	})

	t.Run("one that was to end later is revoked with the others", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		connection := h.connect(t)
		ending, ended := newCredential(connection), newCredential(connection)
		var revoked int
		h.update(t, func(tx directory.Tx) error {
			if err := errors.Join(tx.CreateCredential(ending), tx.CreateCredential(ended)); err != nil {
				return err
			}
			_, late := tx.EndCredential(connection.ID, ending.Hash, farAway)
			_, early := tx.EndCredential(connection.ID, ended.Hash, moment(1))
			return errors.Join(late, early)
		})
		h.update(t, func(tx directory.Tx) error {
			var err error
			revoked, err = tx.RevokeCredentials(connection.ID)
			return err
		})
		if revoked != 1 {
			t.Errorf("got %d credentials revoked, want 1", revoked)
		}
		ask(neighbour.Authenticate(t.Context(), ending.Hash)).refused(t, directory.Unauthorized)
	})

	t.Run("a hash is given once", func(t *testing.T) {
		t.Parallel()
		h, elsewhere := build(t, store, 0), build(t, store, 0)
		credential := newCredential(h.connect(t))
		h.update(t, func(tx directory.Tx) error { return tx.CreateCredential(credential) })
		again := newCredential(elsewhere.connect(t))
		again.Hash = credential.Hash
		if err := elsewhere.try(t, func(tx directory.Tx) error { return tx.CreateCredential(again) }); err == nil {
			t.Error("one secret opens two connections")
		}
		access := ask(store.Authenticate(t.Context(), credential.Hash)).ok(t)
		ask(access.Credential, nil).is(t, credential)
	})

	t.Run("a change that fails makes and revokes none", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		connection := h.connect(t)
		credential, never := newCredential(connection), newCredential(connection)
		h.update(t, func(tx directory.Tx) error { return tx.CreateCredential(credential) })
		refused(t, h.try(t, func(tx directory.Tx) error {
			if _, err := tx.RevokeCredentials(connection.ID); err != nil {
				return err
			}
			if err := tx.CreateCredential(never); err != nil {
				return err
			}
			return directory.Errorf(directory.Refused, "Not today.")
		}), directory.Refused)
		ask(store.Authenticate(t.Context(), credential.Hash)).ok(t)
		ask(store.Authenticate(t.Context(), never.Hash)).refused(t, directory.Unauthorized)
	})
}
