package storetest

import (
	"slices"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

func testManualTeams(t *testing.T, open Opener) {
	store := open(t)
	sortedIDs := func(members ...directory.Member) []directory.MemberID {
		var ids []directory.MemberID
		for _, member := range members {
			ids = append(ids, member.ID)
		}
		slices.Sort(ids)
		return ids
	}

	t.Run("members come and go", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		people := h.employ(t, "a", "b", "c")
		team := h.gather(t, "", "crew")[0]
		var added, again, removed, gone []directory.MemberID
		h.update(t, func(tx directory.Tx) error {
			late := newMember("late")
			asked := []directory.MemberID{people[1].ID, "nobody", people[0].ID, people[1].ID, "", "\x00", late.ID}
			return inTurn(
				func() error { return addMember(tx, &late) },
				func() (err error) { added, err = tx.AddToManualTeam(team.ID, asked); return },
				func() (err error) { again, err = tx.AddToManualTeam(team.ID, asked); return },
				func() (err error) {
					removed, err = tx.RemoveFromManualTeam(team.ID, []directory.MemberID{late.ID, people[2].ID, "nobody"})
					return
				},
				func() (err error) { gone, err = tx.RemoveFromManualTeam(team.ID, nil); return },
			)
		})
		ask(len(added), nil).is(t, 3)
		ask(slices.IsSorted(added), nil).is(t, true)
		ask(append(again, gone...), nil).is(t, nil)
		ask(len(removed), nil).is(t, 1)
		ask(ask(h.view(t).Team("", team.ID)).ok(t).Size, nil).is(t, int64(2))
		got := ask(h.view(t).SearchMembers(directory.MemberSearch{Team: team.ID, Limit: 9})).ok(t)
		ask(sortedIDs(got...), nil).is(t, sortedIDs(people[0], people[1]))
	})

	t.Run("the two kinds do not mix", func(t *testing.T) {
		t.Parallel()
		o := openOffice(t, store)
		before := snap(t, o.view(t))
		o.update(t, func(tx directory.Tx) error {
			added, err := tx.AddToManualTeam(o.pushed, []directory.MemberID{o.named(t, "ona").ID})
			if err != nil {
				return err
			}
			ask(added, nil).is(t, nil)
			joined, err := tx.AddTeamMembers(o.manual, []directory.IdentityID{o.adaSpeaks})
			ask(joined, nil).is(t, nil)
			return err
		})
		unchanged(t, before, snap(t, o.view(t)))
	})

	t.Run("a deleted team is nobody's", func(t *testing.T) {
		t.Parallel()
		o := openOffice(t, store)
		o.update(t, func(tx directory.Tx) error { return tx.DeleteTeam("", o.manual) })
		bob := o.named(t, "bob")
		ask(o.view(t).SearchMembers(directory.MemberSearch{Team: o.manual, Limit: 9})).is(t, nil)
		want := []directory.MemberTeam{{Member: bob.ID, Team: directory.TeamRef{ID: o.pushed, Name: "pushed"}, Origin: o.okta}}
		ask(o.view(t).TeamsOfMembers([]directory.MemberID{bob.ID})).is(t, want)
	})

	t.Run("teams of members", func(t *testing.T) {
		t.Parallel()
		o := openOffice(t, store)
		ada, bob, ona := o.named(t, "ada"), o.named(t, "bob"), o.named(t, "ona")
		more := o.gather(t, "", "Zeta", "alpha", "Beta")
		o.update(t, func(tx directory.Tx) error {
			for _, team := range more {
				if _, err := tx.AddToManualTeam(team.ID, []directory.MemberID{ona.ID}); err != nil {
					return err
				}
			}
			return nil
		})
		team := func(member directory.Member, id directory.TeamID, name string, origin directory.ConnectionID) directory.MemberTeam {
			return directory.MemberTeam{Member: member.ID, Team: directory.TeamRef{ID: id, Name: name}, Origin: origin}
		}
		want := []directory.MemberTeam{
			team(ada, o.pushed, "pushed", o.okta),
			team(bob, o.manual, "manual", ""), team(bob, o.pushed, "pushed", o.okta),
			team(ona, more[1].ID, "alpha", ""), team(ona, more[2].ID, "Beta", ""), team(ona, o.manual, "manual", ""), team(ona, more[0].ID, "Zeta", ""),
		}
		ask(o.view(t).TeamsOfMembers([]directory.MemberID{ona.ID, bob.ID, "nobody", ada.ID, bob.ID, "\x00"})).is(t, want)
		ask(o.view(t).TeamsOfMembers(nil)).is(t, nil)
	})

	t.Run("names", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		h.gather(t, "", "Crew")
		again := newTeam("", "CREW")
		err := h.try(t, func(tx directory.Tx) error { return addTeam(tx, &again) })
		refused(t, err, directory.Taken)
		ask(fieldOf(err), nil).is(t, "team name")
	})
}

func testTeamSearch(t *testing.T, open Opener) {
	store := open(t)
	h := build(t, store, 0)
	okta, entra := h.connect(t).ID, h.connect(t).ID
	h.gather(t, okta, "Sales", "ÄRZTE", "100%")
	h.gather(t, entra, "sales", "Design")
	h.gather(t, "", "Sales", "50_50", "Design")
	model := newModel(h.organization, 0, directory.Entry{})
	model.connections[okta], model.connections[entra] = directory.Connection{}, directory.Connection{}
	for _, origin := range []directory.ConnectionID{okta, entra, ""} {
		for _, team := range ask(h.view(t).Teams(origin, directory.TeamQuery{Limit: 9})).ok(t) {
			done(t, model.CreateTeam(team))
		}
	}

	t.Run("finds", func(t *testing.T) {
		for _, text := range []string{"", "SALES", "ärzt", "%", "_", "esi", "nothing", "\x00", "'"} {
			for _, origins := range [][]directory.ConnectionID{nil, {okta}, {""}, {entra, ""}, {"nobody"}} {
				search := directory.TeamSearch{Text: text, Origins: origins, Limit: 9}
				want := ask(model.SearchTeams(search)).ok(t)
				ask(h.view(t).SearchTeams(search)).is(t, want)
			}
		}
		if got := ask(h.view(t).SearchTeams(directory.TeamSearch{Text: "sale", Limit: 9})).ok(t); len(got) != 3 {
			t.Errorf("found %d teams, want 3", len(got))
		}
	})

	t.Run("pages in order of names", func(t *testing.T) {
		want := ask(model.SearchTeams(directory.TeamSearch{Limit: everything})).ok(t)
		ask(len(want), nil).is(t, 8)
		for _, limit := range []int{1, 3, 8, 9} {
			got := pages(t, limit, func(after directory.TeamPlace) ([]directory.Team, error) {
				return h.view(t).SearchTeams(directory.TeamSearch{After: after, Limit: limit})
			}, directory.Team.Place)
			ask(got, nil).is(t, want)
		}
	})

	t.Run("counts", func(t *testing.T) {
		ask(h.view(t).CountTeams()).is(t, map[directory.ConnectionID]int{okta: 3, entra: 2, "": 3})
		ask(build(t, store, 0).view(t).CountTeams()).is(t, nil)
	})

	t.Run("of any origin", func(t *testing.T) {
		for _, team := range ask(model.SearchTeams(directory.TeamSearch{Limit: 9})).ok(t) {
			ask(h.view(t).AnyTeam(team.ID)).is(t, team)
		}
		for _, id := range hostile {
			ask(h.view(t).AnyTeam(directory.TeamID(id))).refused(t, directory.NotFound)
		}
	})
}
