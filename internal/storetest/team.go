package storetest

import (
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

func testTeams(t *testing.T, open Opener) {
	store := open(t)
	find := func(by directory.TeamIndex, value string) directory.TeamQuery {
		return directory.TeamQuery{Key: directory.TeamKey{By: by, Value: value}, Limit: 9}
	}

	t.Run("kept as given", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		for _, origin := range []directory.ConnectionID{h.connect(t).ID, ""} {
			want := directory.Team{
				ID:     directory.TeamID(directory.NewID()),
				Origin: origin,
				TeamAssertion: directory.TeamAssertion{
					Name:       " Ünïcode 'Team' \u212a ",
					ExternalID: "00g\U0001F60A\" \\",
					Resource:   []byte("{}\x00\xff not even text"),
				},
				Size:      41, // kept by the store, not by the caller
				Unknown:   42,
				CreatedAt: foreignMoment(1),
				UpdatedAt: foreignMoment(2),
			}
			var inside directory.Team
			h.update(t, func(tx directory.Tx) error {
				if err := addTeam(tx, &want); err != nil {
					return err
				}
				var err error
				inside, err = tx.Team(origin, want.ID)
				return err
			})
			want.Size, want.Unknown = 0, 0
			want.CreatedAt, want.UpdatedAt = moment(1), moment(2)
			ask(inside, nil).is(t, want)
			ask(h.view(t).Team(origin, want.ID)).is(t, want)
			ask(h.view(t).Teams(origin, directory.TeamQuery{Limit: 9})).is(t, []directory.Team{want})
		}
	})

	t.Run("update", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		origin := h.connect(t).ID
		teams := h.gather(t, origin, "One", "Two")
		want, other := teams[0], teams[1]
		ada := h.assert(t, origin, "ada")[0]
		h.update(t, func(tx directory.Tx) error {
			if _, err := tx.AddTeamMembers(want.ID, idsOf(ada)); err != nil {
				return err
			}
			_, err := tx.AddUnknownMembers(want.ID, unknownIDs(2))
			return err
		})
		change := want
		change.TeamAssertion = directory.TeamAssertion{Name: "Other", Resource: []byte("new")}
		change.Size, change.Unknown, change.Ordinal, change.CreatedAt = 7, 8, 999, moment(900) // not UpdateTeam's to change
		change.UpdatedAt = foreignMoment(20)
		h.update(t, func(tx directory.Tx) error { return tx.UpdateTeam(change) })
		want.TeamAssertion, want.UpdatedAt = change.TeamAssertion, moment(20)
		want.Size, want.Unknown = 1, 2
		ask(h.view(t).Teams(origin, directory.TeamQuery{Limit: 9})).is(t, []directory.Team{want, other})
		ask(h.view(t).Teams(origin, find(directory.TeamByName, "ONE"))).is(t, nil)
		ask(h.view(t).Teams(origin, find(directory.TeamByName, "OTHER"))).is(t, []directory.Team{want})
	})

	t.Run("unknown", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		origin, other := h.connect(t).ID, h.connect(t).ID
		ask(h.view(t).Teams(origin, directory.TeamQuery{Limit: 9})).is(t, nil)
		ask(h.view(t).TeamOrdinal(origin, 1)).is(t, 0)
		team, manual := h.gather(t, origin, "One")[0], h.gather(t, "", "Two")[0]
		for _, id := range hostile {
			ask(h.view(t).Team(origin, directory.TeamID(id))).refused(t, directory.NotFound)
			refused(t, h.try(t, func(tx directory.Tx) error { return tx.DeleteTeam(origin, directory.TeamID(id)) }), directory.NotFound)
			if id != "" { // an empty origin means manual teams
				ask(h.view(t).Team(directory.ConnectionID(id), team.ID)).refused(t, directory.NotFound)
			}
		}
		for _, astray := range []directory.Team{{ID: team.ID, Origin: other}, {ID: team.ID}, {ID: manual.ID, Origin: origin}} {
			ask(h.view(t).Team(astray.Origin, astray.ID)).refused(t, directory.NotFound)
			astray.Name = "stolen"
			refused(t, h.try(t, func(tx directory.Tx) error { return tx.UpdateTeam(astray) }), directory.NotFound)
			refused(t, h.try(t, func(tx directory.Tx) error { return tx.DeleteTeam(astray.Origin, astray.ID) }), directory.NotFound)
		}
		refused(t, h.try(t, func(tx directory.Tx) error { return tx.UpdateTeam(newTeam(origin, "new")) }), directory.NotFound)
		ask(h.view(t).Team(origin, team.ID)).is(t, team)
		ask(h.view(t).Team("", manual.ID)).is(t, manual)
	})

	t.Run("names", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		origin, other := h.connect(t).ID, h.connect(t).ID
		for _, origin := range []directory.ConnectionID{origin, ""} {
			for _, group := range spellings {
				want := h.gather(t, origin, group[0])
				for _, name := range group {
					ask(h.view(t).Teams(origin, find(directory.TeamByName, name))).is(t, want)
					taken(t, h.try(t, func(tx directory.Tx) error { return tx.CreateTeam(newTeam(origin, name)) }), "team name")
				}
			}
		}
		team, rival := h.gather(t, origin, "Engineers")[0], h.gather(t, origin, "Sales")[0]
		h.gather(t, other, "engineers")
		h.gather(t, "", "ENGINEERS")
		rename := func(name string) error {
			changed := team
			changed.Name = name
			err := h.try(t, func(tx directory.Tx) error { return tx.UpdateTeam(changed) })
			if err == nil {
				team = changed
			}
			return err
		}
		taken(t, rename("SALES"), "team name")
		ask(h.view(t).Team(origin, team.ID)).is(t, team)
		done(t, rename("eNGINEERS")) // its own name
		ask(h.view(t).Team(origin, team.ID)).is(t, team)
		// Free again after deleting and after renaming, also within one change.
		h.update(t, func(tx directory.Tx) error { return tx.DeleteTeam(origin, rival.ID) })
		done(t, rename("sales"))
		h.gather(t, origin, "Engineers")
		h.update(t, func(tx directory.Tx) error {
			if err := tx.DeleteTeam(origin, team.ID); err != nil {
				return err
			}
			next := newTeam(origin, "SALES")
			return addTeam(tx, &next)
		})
	})

	t.Run("keys", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		origin, other := h.connect(t).ID, h.connect(t).ID
		teams := h.gather(t, origin, "One", "Two", "Three")
		h.update(t, func(tx directory.Tx) error {
			bare := newTeam(origin, "bare")
			bare.ExternalID = "" // Okta sends none
			return addTeam(tx, &bare)
		})
		stranger := h.gather(t, other, "Stranger")[0]
		identities := h.assert(t, origin, "ada", "grace")
		h.update(t, func(tx directory.Tx) error {
			for i := range teams {
				if _, err := tx.AddTeamMembers(teams[i].ID, idsOf(identities[0])); err != nil {
					return err
				}
				teams[i].Size = 1
			}
			return nil
		})
		ask(h.view(t).Teams(origin, find(directory.TeamByID, string(teams[1].ID)))).is(t, teams[1:2])
		ask(h.view(t).Teams(origin, find(directory.TeamByExternalID, teams[1].ExternalID))).is(t, teams[1:2])
		byIdentity := find(directory.TeamByIdentity, string(identities[0].ID))
		ask(h.view(t).Teams(origin, byIdentity)).is(t, teams)
		ask(h.view(t).Teams(other, byIdentity)).is(t, nil)
		ask(h.view(t).Teams("", byIdentity)).is(t, nil)
		ask(h.view(t).Teams(origin, find(directory.TeamByIdentity, string(identities[1].ID)))).is(t, nil)
		byIdentity.Limit, byIdentity.After = 1, teams[0].Ordinal
		ask(h.view(t).Teams(origin, byIdentity)).is(t, teams[1:2])

		values := append([]string{"stranger", string(stranger.ID), stranger.ExternalID}, hostile...)
		for _, by := range []directory.TeamIndex{directory.TeamByID, directory.TeamByName, directory.TeamByExternalID, directory.TeamByIdentity} {
			for _, value := range values {
				if by == directory.TeamByExternalID && value == "" {
					continue // both readings of this are sound
				}
				found, err := h.view(t).Teams(origin, find(by, value))
				if err != nil && directory.CodeOf(err) != directory.Invalid {
					t.Errorf("index %d, value %.40q: got error %v, want none or a refusal", by, value, err)
				}
				if len(found) > 0 {
					t.Errorf("index %d, value %.40q: got %v, want none", by, value, found)
				}
			}
		}
	})

	t.Run("pages", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		for _, origin := range []directory.ConnectionID{h.connect(t).ID, ""} {
			var want []directory.Team
			for _, name := range []string{"c", "a", "e", "b", "d"} {
				want = append(want, h.gather(t, origin, name)...)
				h.employ(t, name) // so that the ordinals have gaps
			}
			for _, limit := range []int{1, 2, 5, 6} {
				got := pages(t, limit, func(after int64) ([]directory.Team, error) {
					return h.view(t).Teams(origin, directory.TeamQuery{After: after, Limit: limit})
				}, func(team directory.Team) int64 { return team.Ordinal })
				ask(got, nil).is(t, want)
			}
			for i, team := range want {
				ask(h.view(t).TeamOrdinal(origin, int64(i+1))).is(t, team.Ordinal)
			}
			ask(h.view(t).TeamOrdinal(origin, 6)).is(t, 0)
		}
	})

	t.Run("delete", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		origin := h.connect(t).ID
		teams := h.gather(t, origin, "One", "Two")
		ada := h.assert(t, origin, "ada")[0]
		h.update(t, func(tx directory.Tx) error {
			for _, team := range teams {
				if _, err := tx.AddTeamMembers(team.ID, idsOf(ada)); err != nil {
					return err
				}
				if _, err := tx.AddUnknownMembers(team.ID, unknownIDs(2)); err != nil {
					return err
				}
			}
			return nil
		})
		h.update(t, func(tx directory.Tx) error { return tx.DeleteTeam(origin, teams[0].ID) })
		ask(h.view(t).Team(origin, teams[0].ID)).refused(t, directory.NotFound)
		teams[1].Size, teams[1].Unknown = 1, 2
		ask(h.view(t).Teams(origin, directory.TeamQuery{Limit: 9})).is(t, teams[1:])
		ada.Teams = refs(teams[1])
		ask(h.view(t).Identity(origin, ada.ID)).is(t, ada)
		ask(h.view(t).UnknownMembers(teams[1].ID)).is(t, unknownIDs(2))
		// A team of the same name begins empty.
		heir := h.gather(t, origin, "ONE")[0]
		ask(h.view(t).Team(origin, heir.ID)).is(t, heir)
		ask(h.view(t).TeamMembers(heir.ID, "", 9)).is(t, nil)
		ask(h.view(t).UnknownMembers(heir.ID)).is(t, nil)
		// By hand, too.
		manual := h.gather(t, "", "By hand")[0]
		h.update(t, func(tx directory.Tx) error { return tx.DeleteTeam("", manual.ID) })
		ask(h.view(t).Teams("", directory.TeamQuery{Limit: 9})).is(t, nil)
	})
}
