package storetest

import (
	"slices"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

func testConnections(t *testing.T, open Opener) {
	store := open(t)

	t.Run("kept as given", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		want := directory.Connection{
			Organization: h.organization.ID,
			ID:           directory.ConnectionID(directory.NewID()),
			Provider:     directory.Entra,
			State:        directory.ConnectionDisabled,
			Profile:      directory.Tolerant,
			Policy:       directory.Policy{UnknownMember: directory.RefuseUnknown},
			Identities:   41, // kept by the store, not by the caller
			Teams:        42,
			CreatedAt:    foreignMoment(1),
			UpdatedAt:    foreignMoment(2),
		}
		var inside directory.Connection
		h.update(t, func(tx directory.Tx) error {
			if err := tx.CreateConnection(want); err != nil {
				return err
			}
			var err error
			inside, err = tx.Connection(want.ID)
			return err
		})
		want.Identities, want.Teams = 0, 0
		want.CreatedAt, want.UpdatedAt = moment(1), moment(2)
		ask(inside, nil).is(t, want)
		ask(h.view(t).Connection(want.ID)).is(t, want)
		ask(h.view(t).Connections()).is(t, []directory.Connection{want})
	})

	t.Run("update", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		other := h.connect(t)
		want := h.connect(t)
		h.assert(t, want.ID, "ada", "grace")
		h.gather(t, want.ID, "Engineers")
		change := want
		change.Provider = directory.Google // only state, profile and policy change
		change.State = directory.ConnectionDisabled
		change.Profile = "interop"
		change.Policy = directory.Policy{UnknownMember: directory.RefuseUnknown}
		change.Identities, change.Teams = 7, 8
		change.CreatedAt = moment(100)
		change.UpdatedAt = foreignMoment(101)
		h.update(t, func(tx directory.Tx) error { return tx.UpdateConnection(change) })
		want.State, want.Profile, want.Policy = change.State, change.Profile, change.Policy
		want.Identities, want.Teams = 2, 1

		got := ask(h.view(t).Connection(want.ID)).ok(t)
		want.UpdatedAt = got.UpdatedAt // whether this is among what is stored, the interface leaves open
		ask(got, nil).is(t, want)
		ask(h.view(t).Connection(other.ID)).is(t, other)
	})

	t.Run("listed by age", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		var want []directory.Connection
		for i := range 5 {
			connection := newConnection(h.organization.ID)
			connection.CreatedAt, connection.UpdatedAt = moment(i), moment(i)
			want = append(want, connection)
		}
		// Later ids sort later: give the oldest the last id.
		for i, connection := range slices.Clone(want) {
			want[len(want)-1-i].ID = connection.ID
		}
		h.update(t, func(tx directory.Tx) error {
			for _, connection := range want {
				if err := tx.CreateConnection(connection); err != nil {
					return err
				}
			}
			return nil
		})
		ask(h.view(t).Connections()).is(t, want)
	})

	t.Run("unknown", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		ask(h.view(t).Connections()).is(t, nil)
		for _, id := range hostile {
			ask(h.view(t).Connection(directory.ConnectionID(id))).refused(t, directory.NotFound)
		}
		err := h.try(t, func(tx directory.Tx) error { return tx.UpdateConnection(newConnection(h.organization.ID)) })
		refused(t, err, directory.NotFound)
	})

	t.Run("totals are kept", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		first, second := h.connect(t), h.connect(t)
		identities := h.assert(t, first.ID, "ada", "grace", "edsger")
		h.assert(t, second.ID, "ada")
		teams := h.gather(t, first.ID, "One", "Two")
		h.gather(t, "", "One", "By hand")
		totals := func(want ...int64) {
			t.Helper()
			a, b := ask(h.view(t).Connection(first.ID)).ok(t), ask(h.view(t).Connection(second.ID)).ok(t)
			got := []int64{a.Identities, a.Teams, b.Identities, b.Teams}
			if !slices.Equal(got, want) {
				t.Errorf("got totals %v, want %v", got, want)
			}
		}
		totals(3, 2, 1, 0)
		h.update(t, func(tx directory.Tx) error {
			if err := tx.DeleteIdentity(first.ID, identities[1].ID); err != nil {
				return err
			}
			return tx.DeleteTeam(first.ID, teams[0].ID)
		})
		totals(2, 1, 1, 0)
		// What is not there is not counted down.
		refused(t, h.try(t, func(tx directory.Tx) error { return tx.DeleteIdentity(first.ID, identities[1].ID) }), directory.NotFound)
		refused(t, h.try(t, func(tx directory.Tx) error { return tx.DeleteTeam(first.ID, teams[0].ID) }), directory.NotFound)
		refused(t, h.try(t, func(tx directory.Tx) error { return tx.DeleteIdentity(second.ID, identities[0].ID) }), directory.NotFound)
		totals(2, 1, 1, 0)
		refused(t, h.try(t, func(tx directory.Tx) error { return tx.CreateIdentity(newIdentity(first.ID, "ADA")) }), directory.Taken)
		refused(t, h.try(t, func(tx directory.Tx) error { return tx.CreateTeam(newTeam(first.ID, "two")) }), directory.Taken)
		totals(2, 1, 1, 0)
		h.assert(t, first.ID, "barbara")
		totals(3, 1, 1, 0)
	})
}

// hostile are texts that may come where an id is expected: from a path, from a
// filter. To a store they are ids that nothing has.
var hostile = []string{
	"",
	"nobody",
	" ",
	"a\x00b",
	"\xff\xfe",
	"' OR 1=1 --",
	"%",
	"_",
	"\u202e",
	string(make([]byte, 1<<16)),
}
