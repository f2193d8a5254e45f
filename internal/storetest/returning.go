package storetest

import (
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

func testReturning(t *testing.T, open Opener) {
	store := open(t)

	t.Run("who was edited", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		okta, entra := h.connect(t).ID, h.connect(t).ID
		people, bob := h.assert(t, okta, "ada", "grace", "eve"), h.assert(t, entra, "bob")[0]
		edits := func(identity *directory.Identity, edited bool) {
			t.Helper()
			h.update(t, func(tx directory.Tx) error { return tx.SetEdited(identity.Connection, identity.ID, edited) })
			identity.Edited = edited
			identity.Version++
			ask(h.view(t).Identity(identity.Connection, identity.ID)).is(t, *identity)
		}
		ask(h.view(t).EditedIdentities(okta, 9)).is(t, nil)
		ada, eve := people[0], people[2]
		edits(&eve, true)
		edits(&ada, true)
		edits(&bob, true)
		ask(h.view(t).EditedIdentities(okta, 9)).is(t, []directory.Identity{ada, eve})
		ask(h.view(t).EditedIdentities(okta, 1)).is(t, []directory.Identity{ada})
		ask(h.view(t).CountEdited(okta)).is(t, directory.EditedCounts{Identities: 2})
		h.update(t, func(tx directory.Tx) error { return updateIdentity(tx, &ada) }) // leaves it
		ask(h.view(t).EditedIdentities(okta, 9)).is(t, []directory.Identity{ada, eve})
		edits(&ada, false)
		h.update(t, func(tx directory.Tx) error { return tx.DeleteIdentity(okta, eve.ID) })
		ask(h.view(t).EditedIdentities(okta, 9)).is(t, nil)
		ask(h.view(t).CountEdited(okta)).is(t, directory.EditedCounts{})

		// Whoever is removed was not edited.
		ivy := newMember("ivy")
		hers := newIdentity(okta, "ivy")
		ivy.Origin, ivy.Identity, hers.Member = okta, hers.ID, ivy.ID
		h.update(t, func(tx directory.Tx) error {
			return inTurn(
				func() error { return addMember(tx, &ivy) },
				func() error { return addIdentity(tx, &hers) },
				func() error { return tx.SetEdited(okta, hers.ID, true) },
			)
		})
		ask(h.view(t).CountEdited(okta)).is(t, directory.EditedCounts{Identities: 1})
		h.update(t, func(tx directory.Tx) error { return tx.DeleteMember(ivy.ID) })
		ask(h.view(t).CountEdited(okta)).is(t, directory.EditedCounts{})

		// An edit that was planned before is planned again.
		read, stored := people[1], true
		edited := read
		edited.Name = "Grace H."
		h.update(t, func(tx directory.Tx) (err error) {
			if err := tx.SetEdited(okta, read.ID, true); err != nil {
				return err
			}
			stored, err = tx.UpdateIdentity(read, edited)
			return err
		})
		ask(stored, nil).is(t, false)
		for _, id := range append([]string{string(bob.ID)}, hostile...) {
			refused(t, h.try(t, func(tx directory.Tx) error { return tx.SetEdited(okta, directory.IdentityID(id), true) }), directory.NotFound)
			refused(t, h.try(t, func(tx directory.Tx) error { return tx.SetEdited(directory.ConnectionID(id), ada.ID, true) }), directory.NotFound)
		}
	})

	t.Run("what a team was called", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		okta := h.connect(t)
		crew, other := newTeam(okta.ID, "Crew"), newTeam(okta.ID, "Other")
		h.update(t, func(tx directory.Tx) error {
			return inTurn(func() error { return addTeam(tx, &crew) }, func() error { return addTeam(tx, &other) })
		})
		named := func(name string, want ...directory.Team) {
			t.Helper()
			key := directory.TeamKey{By: directory.TeamByName, Value: name}
			ask(h.view(t).Teams(okta.ID, directory.TeamQuery{Key: key, Limit: 9})).is(t, want)
		}
		crew.Name, crew.Asserted = "Mine", "Crew"
		h.update(t, func(tx directory.Tx) error { return tx.UpdateTeam(crew) })
		named("MINE", crew)
		named("CREW", crew)
		other.Name, other.Asserted = "CREW", "Other"
		h.update(t, func(tx directory.Tx) error { return tx.UpdateTeam(other) })
		named("crew", crew, other)
		ask(h.view(t).RenamedTeams(okta.ID, 9)).is(t, []directory.Team{crew, other})
		ask(h.view(t).RenamedTeams(okta.ID, 1)).is(t, []directory.Team{crew})
		ask(h.view(t).CountEdited(okta.ID)).is(t, directory.EditedCounts{Teams: 2})
		other.Name, other.Asserted = "Other", ""
		h.update(t, func(tx directory.Tx) error { return tx.UpdateTeam(other) })
		named("crew", crew)
		ask(h.view(t).RenamedTeams(okta.ID, 9)).is(t, []directory.Team{crew})
		ask(h.view(t).RenamedTeams("", 9)).is(t, nil)
	})

	t.Run("when it was turned on again", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		okta := h.connect(t)
		ask(ask(h.view(t).Connection(okta.ID)).ok(t).ReconnectedAt.IsZero(), nil).is(t, true)
		okta.ReconnectedAt = foreignMoment(9)
		h.update(t, func(tx directory.Tx) error { return tx.UpdateConnection(okta) })
		ask(ask(h.view(t).Connection(okta.ID)).ok(t).ReconnectedAt, nil).is(t, moment(9))
	})

	t.Run("what ended", func(t *testing.T) {
		t.Parallel()
		testEnded(t, build(t, store, 0))
	})

	t.Run("a released team", func(t *testing.T) {
		t.Parallel()
		o := openOffice(t, store)
		pushed := ask(o.view(t).AnyTeam(o.pushed)).ok(t)
		manual := ask(o.view(t).AnyTeam(o.manual)).ok(t)
		o.update(t, func(tx directory.Tx) error {
			_, err := tx.AddUnknownMembers(pushed.ID, []directory.IdentityID{"nobody"})
			return err
		})
		pushed.Name, pushed.UpdatedAt = manual.Name, foreignMoment(9)
		taken(t, o.try(t, func(tx directory.Tx) error { return tx.ReleaseTeam(pushed) }), "team name")
		pushed.Name = "Released"
		o.update(t, func(tx directory.Tx) error { return tx.ReleaseTeam(pushed) })

		released := ask(o.view(t).Team("", pushed.ID)).ok(t)
		want := pushed
		want.Size = 2
		want.Origin, want.Formerly, want.TeamAssertion, want.UpdatedAt = "", o.okta, directory.TeamAssertion{Name: "Released", Resource: released.Resource}, moment(9)
		ask(released, nil).is(t, want)
		ask(len(released.Resource), nil).is(t, 0)
		ask(o.view(t).Team(o.okta, pushed.ID)).refused(t, directory.NotFound)
		ask(o.view(t).UnknownMembers(pushed.ID)).is(t, nil)
		ask(o.view(t).TeamMembers(pushed.ID, "", 9)).is(t, nil)
		here := ask(o.view(t).SearchMembers(directory.MemberSearch{Team: pushed.ID, Limit: 9})).ok(t)
		ask(len(here), nil).is(t, 2) // the third has nobody
		ask(ask(o.view(t).Connection(o.okta)).ok(t).Teams, nil).is(t, int64(0))
		for _, team := range []directory.Team{released, {Origin: o.okta, ID: "nobody", TeamAssertion: released.TeamAssertion}} {
			refused(t, o.try(t, func(tx directory.Tx) error { return tx.ReleaseTeam(team) }), directory.NotFound)
		}
	})
}

func testEnded(t *testing.T, h house) {
	okta, entra := h.connect(t).ID, h.connect(t).ID
	people := h.employ(t, "ada", "grace", "eve")
	ada, grace, eve := people[0].ID, people[1].ID, people[2].ID
	crew, again := newTeam("", "Crew"), newTeam(okta, "Crew")
	h.update(t, func(tx directory.Tx) error {
		return inTurn(func() error { return addTeam(tx, &crew) }, func() error { return addTeam(tx, &again) })
	})
	put := func(ended directory.Ended) directory.Ended {
		t.Helper()
		h.update(t, func(tx directory.Tx) error { return tx.PutEnded(ended) })
		return ended
	}
	second := put(directory.Ended{Number: 12, Connection: okta, Member: grace, Name: "GRACE"})
	first := put(directory.Ended{Number: 11, Connection: okta, Member: ada, ExternalID: "00u1", Name: "Ada"})
	team := put(directory.Ended{Number: 13, Connection: okta, Team: crew.ID, Name: "Crew"})
	put(directory.Ended{Number: 14, Connection: entra, Member: eve, ExternalID: "00u1", Name: "Ada"})

	view := h.view(t)
	ask(view.EndedOf(okta, 9)).is(t, []directory.Ended{first, second, team})
	ask(view.EndedOf(okta, 1)).is(t, []directory.Ended{first})
	ask(view.CountEnded(okta)).is(t, directory.EndedCounts{Members: 2, Teams: 1})
	ask(view.EndedMember(okta, "00u1", "somebody")).is(t, first)
	ask(view.EndedMember(okta, "00U1", "somebody")).is(t, directory.Ended{})
	ask(view.EndedMember(okta, "", "grace")).is(t, second)
	ask(view.EndedMember(okta, "", "crew")).is(t, directory.Ended{})
	ask(view.EndedMember(entra, "", "grace")).is(t, directory.Ended{})
	ask(view.EndedTeam(okta, "CREW")).is(t, team)
	ask(view.EndedTeam(okta, "ada")).is(t, directory.Ended{})
	ask(view.DuplicatesOfMembers([]directory.MemberID{ada, grace})).is(t, nil)
	for _, text := range hostile {
		ask(view.EndedMember(okta, text, text)).is(t, directory.Ended{})
		ask(view.EndedTeam(okta, text)).is(t, directory.Ended{})
		refused(t, h.try(t, func(tx directory.Tx) error {
			return tx.PutEnded(directory.Ended{Number: 15, Connection: okta, Member: directory.MemberID("x" + text)})
		}), directory.NotFound)
		refused(t, h.try(t, func(tx directory.Tx) error {
			return tx.PutEnded(directory.Ended{Number: 15, Connection: okta, NewTeam: directory.TeamID("x" + text)})
		}), directory.NotFound)
	}

	// Created again, it is nobody to be recognized any more.
	second.NewMember = eve
	put(second)
	team.NewTeam = again.ID
	put(team)
	ask(view.EndedOf(okta, 9)).is(t, []directory.Ended{first})
	ask(view.CountEnded(okta)).is(t, directory.EndedCounts{Members: 1})
	ask(view.EndedMember(okta, "", "grace")).is(t, directory.Ended{})
	ask(view.EndedTeam(okta, "crew")).is(t, directory.Ended{})
	ask(view.DuplicatesOfMembers([]directory.MemberID{eve})).is(t, []directory.Ended{second})
	ask(view.DuplicatesOfMembers([]directory.MemberID{ada, grace, grace})).is(t, []directory.Ended{second})
	ask(view.DuplicatesOfTeams([]directory.TeamID{crew.ID})).is(t, []directory.Ended{team})
	ask(view.DuplicatesOfTeams([]directory.TeamID{again.ID})).is(t, []directory.Ended{team})
	ask(view.DuplicatesOfMembers(nil)).is(t, nil)

	h.update(t, func(tx directory.Tx) error { return tx.DeleteMember(eve) })
	h.update(t, func(tx directory.Tx) error { return tx.DeleteMember(ada) })
	h.update(t, func(tx directory.Tx) error { return tx.DeleteTeam(okta, again.ID) })
	ask(view.DuplicatesOfMembers([]directory.MemberID{grace})).is(t, nil)
	ask(view.DuplicatesOfTeams([]directory.TeamID{crew.ID})).is(t, nil)
	ask(view.EndedOf(okta, 9)).is(t, nil)
	ask(view.EndedOf(entra, 9)).is(t, nil)
}
