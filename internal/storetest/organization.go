package storetest

import (
	"context"
	"errors"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

func testOrganizations(t *testing.T, open Opener) {
	store := open(t)

	// This one comes first: it is the only test that looks at all of a database.
	t.Run("listed by name and then id", func(t *testing.T) {
		ask(store.Organizations(t.Context())).is(t, nil)
		var want []directory.Organization
		for _, id := range []directory.OrganizationID{"o7", "o1", "o6", "o2", "o5", "o4", "o3"} {
			name := map[directory.OrganizationID]string{
				"o1": "Beta", "o2": "Zeta", "o3": "alpha", "o4": "alpha", "o5": "alpha & sons", "o6": "zeta", "o7": "Äther",
			}[id]
			organization := newOrganization(name)
			organization.ID = id
			done(t, store.CreateOrganization(t.Context(), organization, 0, entry(directory.OrganizationCreated)))
		}
		for _, row := range [][2]string{
			{"o1", "Beta"}, {"o2", "Zeta"}, {"o3", "alpha"}, {"o4", "alpha"}, {"o5", "alpha & sons"}, {"o6", "zeta"}, {"o7", "Äther"},
		} {
			organization := newOrganization(row[1])
			organization.ID = directory.OrganizationID(row[0])
			want = append(want, organization)
		}
		ask(store.Organizations(t.Context())).is(t, want)
	})

	t.Run("kept as given", func(t *testing.T) {
		t.Parallel()
		want := directory.Organization{
			ID:            directory.OrganizationID(directory.NewID()),
			Name:          "  Ünïcode & Söhne 株式会社 \U0001F60A ",
			Kind:          directory.Customer,
			Status:        directory.OrganizationSuspended,
			Provisioning:  true,
			LogDays:       7,
			ProvidersOnly: true,
			BreakGlass:    "somebody",
			CreatedAt:     foreignMoment(1),
			UpdatedAt:     foreignMoment(2),
		}
		first := entry(directory.OrganizationCreated)
		first.Number = 77 // not the caller's to give
		done(t, store.CreateOrganization(t.Context(), want, 12, first))
		want.CreatedAt, want.UpdatedAt = moment(1), moment(2)
		first.Number = 1

		view := store.View(t.Context(), want.ID)
		ask(view.Organization()).is(t, want)
		ask(view.Licenses()).is(t, directory.Licenses{Bought: 12})
		ask(view.Journal(0, everything)).is(t, []directory.Entry{first})
	})

	t.Run("what is left out has a meaning", func(t *testing.T) {
		t.Parallel()
		bare := directory.Organization{ID: directory.OrganizationID(directory.NewID()), Name: "Bare", CreatedAt: moment(1)}
		done(t, store.CreateOrganization(t.Context(), bare, 0, entry(directory.OrganizationCreated)))
		bare.Kind, bare.LogDays, bare.UpdatedAt = directory.Customer, directory.DefaultLogDays, moment(1)
		ask(store.View(t.Context(), bare.ID).Organization()).is(t, bare)
	})

	t.Run("update", func(t *testing.T) {
		t.Parallel()
		h, other := build(t, store, 3), build(t, store, 4)
		change := directory.Organization{
			ID: other.organization.ID, Kind: directory.Installation, CreatedAt: moment(99), // never change
			Name: "Näme", Status: directory.OrganizationSuspended, LogDays: directory.MaxLogDays, UpdatedAt: foreignMoment(20),
			ProvidersOnly: true, BreakGlass: "somebody",
		}
		var inside directory.Organization
		h.update(t, func(tx directory.Tx) error {
			if err := tx.UpdateOrganization(change); err != nil {
				return err
			}
			var err error
			inside, err = tx.Organization()
			return err
		})
		want := h.organization
		want.Name, want.Status, want.Provisioning, want.LogDays = change.Name, change.Status, false, change.LogDays
		want.ProvidersOnly, want.BreakGlass, want.UpdatedAt = true, "somebody", moment(20)
		ask(inside, nil).is(t, want)
		ask(h.view(t).Organization()).is(t, want)
		ask(h.view(t).Licenses()).is(t, directory.Licenses{Bought: 3})
		ask(other.view(t).Organization()).is(t, other.organization)
	})

	t.Run("an id is given once", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 5)
		again := h.organization
		again.Name = "Another"
		if err := store.CreateOrganization(t.Context(), again, 9, entry(directory.OrganizationCreated)); err == nil {
			t.Error("a second organization of the same id was accepted")
		}
		ask(h.view(t).Organization()).is(t, h.organization)
		ask(h.view(t).Licenses()).is(t, directory.Licenses{Bought: 5})
		if got := ask(h.view(t).Journal(0, everything)).ok(t); len(got) != 1 {
			t.Errorf("got %d journal entries, want 1", len(got))
		}
	})

	t.Run("unknown", func(t *testing.T) {
		t.Parallel()
		unknown := directory.OrganizationID(directory.NewID())
		view := store.View(t.Context(), unknown)
		ask(view.Organization()).refused(t, directory.NotFound)
		ask(view.Licenses()).refused(t, directory.NotFound)
		ask(view.Journal(0, everything)).is(t, nil)
		ran := false
		err := store.Update(t.Context(), unknown, func(directory.Tx) error {
			ran = true
			return nil
		})
		refused(t, err, directory.NotFound)
		if ran {
			t.Error("a change ran in an organization that does not exist")
		}
	})

	t.Run("reachable", func(t *testing.T) {
		t.Parallel()
		done(t, store.Ping(t.Context()))
	})

	t.Run("a cancelled context creates nothing", func(t *testing.T) {
		t.Parallel()
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		organization := newOrganization("Never")
		err := store.CreateOrganization(ctx, organization, 1, entry(directory.OrganizationCreated))
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v, want context.Canceled", err)
		}
		ask(store.View(t.Context(), organization.ID).Organization()).refused(t, directory.NotFound)
	})
}
