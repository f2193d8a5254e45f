package storetest

import (
	"slices"
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

func testTeamMembers(t *testing.T, open Opener) {
	store := open(t)

	// lineup is a team, some identities of its connection, sorted by id, and
	// strangers: an identity of another connection and ids nobody has.
	type lineup struct {
		house
		team       directory.Team
		identities []directory.Identity
		ids        []directory.IdentityID
		strangers  []directory.IdentityID
	}
	prepare := func(t *testing.T, people int) lineup {
		t.Helper()
		h := build(t, store, 0)
		origin := h.connect(t).ID
		l := lineup{house: h, identities: h.assert(t, origin, names("u", people)...), team: h.gather(t, origin, "Engineers")[0]}
		slices.SortFunc(l.identities, func(a, b directory.Identity) int { return strings.Compare(string(a.ID), string(b.ID)) })
		l.ids = idsOf(l.identities...)
		stranger := h.assert(t, h.connect(t).ID, "u0000")[0]
		l.strangers = []directory.IdentityID{stranger.ID, "nobody", ""}
		return l
	}
	type change func(directory.Tx, directory.TeamID, []directory.IdentityID) ([]directory.IdentityID, error)
	// changed runs one change of the team, and compares what it answers and
	// what the team and its size are afterwards.
	changed := func(t *testing.T, l lineup, do change, ids, want, left []directory.IdentityID) {
		t.Helper()
		before := slices.Clone(ids)
		var got, during []directory.IdentityID
		l.update(t, func(tx directory.Tx) error {
			var err error
			got, err = do(tx, l.team.ID, ids)
			if err != nil {
				return err
			}
			during, err = tx.TeamHas(l.team.ID, l.ids)
			return err
		})
		if !slices.Equal(ids, before) {
			t.Error("the caller's list was changed")
		}
		ask(got, nil).is(t, want)
		ask(during, nil).is(t, left)
		ask(l.view(t).TeamHas(l.team.ID, append(slices.Clone(l.ids), l.strangers...))).is(t, left)
		var listed []directory.IdentityID
		for _, member := range ask(l.view(t).TeamMembers(l.team.ID, "", everything)).ok(t) {
			listed = append(listed, member.Identity)
		}
		ask(listed, nil).is(t, left)
		team := l.team
		team.Size = int64(len(left))
		ask(l.view(t).Team(l.team.Origin, l.team.ID)).is(t, team)
	}
	pick := func(l lineup, positions ...int) []directory.IdentityID {
		var ids []directory.IdentityID
		for _, i := range positions {
			ids = append(ids, l.ids[i])
		}
		return ids
	}
	add, remove, retain := directory.Tx.AddTeamMembers, directory.Tx.RemoveTeamMembers, directory.Tx.RetainTeamMembers

	t.Run("differences", func(t *testing.T) {
		t.Parallel()
		l := prepare(t, 8)
		changed(t, l, add, nil, nil, nil)
		changed(t, l, remove, pick(l, 0), nil, nil)
		changed(t, l, retain, pick(l, 0), nil, nil)
		changed(t, l, add, pick(l, 5, 1, 3, 1, 5), pick(l, 1, 3, 5), pick(l, 1, 3, 5))
		changed(t, l, add, pick(l, 5, 1, 3), nil, pick(l, 1, 3, 5))
		changed(t, l, add, append(pick(l, 7, 3, 0), l.strangers...), pick(l, 0, 7), pick(l, 0, 1, 3, 5, 7))
		changed(t, l, add, nil, nil, pick(l, 0, 1, 3, 5, 7))
		changed(t, l, add, l.strangers, nil, pick(l, 0, 1, 3, 5, 7))
		changed(t, l, remove, nil, nil, pick(l, 0, 1, 3, 5, 7))
		changed(t, l, remove, l.strangers, nil, pick(l, 0, 1, 3, 5, 7))
		changed(t, l, remove, append(pick(l, 3, 2, 0, 3), l.strangers...), pick(l, 0, 3), pick(l, 1, 5, 7))
		changed(t, l, retain, pick(l, 7, 1, 5, 1), nil, pick(l, 1, 5, 7))
		changed(t, l, retain, append(pick(l, 7, 2, 7), l.strangers...), pick(l, 1, 5), pick(l, 7)) // 2 is not added
		changed(t, l, add, pick(l, 6), pick(l, 6), pick(l, 6, 7))
		changed(t, l, retain, l.strangers, pick(l, 6, 7), nil)
		changed(t, l, add, l.ids, l.ids, l.ids)
		changed(t, l, retain, nil, l.ids, nil)
	})

	t.Run("one team leaves the others alone", func(t *testing.T) {
		t.Parallel()
		l := prepare(t, 4)
		other := l.gather(t, l.team.Origin, "Other")[0]
		l.update(t, func(tx directory.Tx) error {
			if _, err := tx.AddTeamMembers(other.ID, pick(l, 0, 1)); err != nil {
				return err
			}
			_, err := tx.AddTeamMembers(l.team.ID, pick(l, 1, 2))
			return err
		})
		changed(t, l, retain, nil, pick(l, 1, 2), nil)
		changed(t, l, remove, pick(l, 0), nil, nil)
		other.Size = 2
		ask(l.view(t).Team(other.Origin, other.ID)).is(t, other)
		ask(l.view(t).TeamHas(other.ID, l.ids)).is(t, pick(l, 0, 1))
	})

	t.Run("many at once", func(t *testing.T) {
		t.Parallel()
		l := prepare(t, 200)
		odd, even := make([]directory.IdentityID, 0, 100), make([]directory.IdentityID, 0, 100)
		for i, id := range l.ids {
			if i%2 == 1 {
				odd = append(odd, id)
			} else {
				even = append(even, id)
			}
		}
		crowd := func(ids []directory.IdentityID) []directory.IdentityID {
			return append(append(unknownIDs(10_000-len(ids)), ids...), ids[0])
		}
		changed(t, l, add, crowd(odd), odd, odd)
		changed(t, l, add, crowd(l.ids), even, l.ids)
		changed(t, l, remove, crowd(odd), odd, even)
		changed(t, l, retain, crowd(l.ids), nil, even)
		changed(t, l, retain, crowd(even[:10]), even[10:], even[:10])
		changed(t, l, retain, unknownIDs(10_000), even[:10], nil)
		ask(l.view(t).TeamHas(l.team.ID, crowd(l.ids))).is(t, nil)
	})

	t.Run("pages", func(t *testing.T) {
		t.Parallel()
		l := prepare(t, 9)
		changed(t, l, add, l.ids, l.ids, l.ids)
		var want []directory.TeamMember
		for _, identity := range l.identities {
			want = append(want, directory.TeamMember{Identity: identity.ID, UserName: identity.UserName})
		}
		for _, limit := range []int{1, 4, 9, 10} {
			got := pages(t, limit, func(after directory.IdentityID) ([]directory.TeamMember, error) {
				return l.view(t).TeamMembers(l.team.ID, after, limit)
			}, func(member directory.TeamMember) directory.IdentityID { return member.Identity })
			ask(got, nil).is(t, want)
		}
		// Who is not in the team may still be where a page ended.
		changed(t, l, remove, pick(l, 4), pick(l, 4), append(pick(l, 0, 1, 2, 3), l.ids[5:]...))
		ask(l.view(t).TeamMembers(l.team.ID, l.ids[4], 2)).is(t, want[5:7])
		// A user name is shown as it is now.
		renamed := l.identities[8]
		renamed.UserName = "Renamed"
		l.update(t, func(tx directory.Tx) error { return updateIdentity(tx, &renamed) })
		ask(l.view(t).TeamMembers(l.team.ID, l.ids[7], 9)).is(t, []directory.TeamMember{{Identity: l.ids[8], UserName: "Renamed"}})
	})

	t.Run("a manual team has no identities", func(t *testing.T) {
		t.Parallel()
		l := prepare(t, 2)
		manual := l.gather(t, "", "By hand")[0]
		var added []directory.IdentityID
		err := l.try(t, func(tx directory.Tx) error {
			var err error
			added, err = tx.AddTeamMembers(manual.ID, l.ids)
			return err
		})
		if err != nil && directory.CodeOf(err) == 0 {
			t.Errorf("got %v, want nobody added or a refusal", err)
		}
		ask(added, nil).is(t, nil)
		ask(l.view(t).Team("", manual.ID)).is(t, manual)
	})

	t.Run("a change that fails moves nobody", func(t *testing.T) {
		t.Parallel()
		l := prepare(t, 4)
		changed(t, l, add, pick(l, 0, 1), pick(l, 0, 1), pick(l, 0, 1))
		refused(t, l.try(t, func(tx directory.Tx) error {
			if _, err := tx.AddTeamMembers(l.team.ID, pick(l, 2)); err != nil {
				return err
			}
			if _, err := tx.RemoveTeamMembers(l.team.ID, pick(l, 0)); err != nil {
				return err
			}
			return directory.Errorf(directory.Refused, "Not today.")
		}), directory.Refused)
		changed(t, l, add, pick(l, 3), pick(l, 3), pick(l, 0, 1, 3))
	})
}

func testUnknownMembers(t *testing.T, open Opener) {
	store := open(t)
	type change func(directory.Tx, directory.TeamID, []directory.IdentityID) ([]directory.IdentityID, error)
	changed := func(t *testing.T, h house, team directory.Team, do change, ids, want, left []directory.IdentityID) {
		t.Helper()
		var got []directory.IdentityID
		h.update(t, func(tx directory.Tx) error {
			var err error
			got, err = do(tx, team.ID, ids)
			return err
		})
		ask(got, nil).is(t, want)
		ask(h.view(t).UnknownMembers(team.ID)).is(t, left)
		team.Unknown = int64(len(left))
		ask(h.view(t).Team(team.Origin, team.ID)).is(t, team)
	}
	add, remove, retain := directory.Tx.AddUnknownMembers, directory.Tx.RemoveUnknownMembers, directory.Tx.RetainUnknownMembers
	type ids = []directory.IdentityID

	t.Run("differences", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		teams := h.gather(t, h.connect(t).ID, "One", "Two")
		team, other := teams[0], teams[1]
		changed(t, h, other, add, ids{"a", "other"}, ids{"a", "other"}, ids{"a", "other"})
		changed(t, h, team, add, nil, nil, nil)
		changed(t, h, team, remove, ids{"a"}, nil, nil)
		changed(t, h, team, retain, ids{"a"}, nil, nil)
		// The ids are the provider's: any text, in the order of its bytes.
		changed(t, h, team, add, ids{"b", "é", "B", "_", "b", "\U0001F60A", "~", "10", "9"}, ids{"10", "9", "B", "_", "b", "~", "é", "\U0001F60A"},
			ids{"10", "9", "B", "_", "b", "~", "é", "\U0001F60A"})
		changed(t, h, team, add, ids{"b", "a", "A"}, ids{"A", "a"}, ids{"10", "9", "A", "B", "_", "a", "b", "~", "é", "\U0001F60A"})
		changed(t, h, team, remove, ids{"~", "nobody", "é", "~", "A"}, ids{"A", "~", "é"}, ids{"10", "9", "B", "_", "a", "b", "\U0001F60A"})
		changed(t, h, team, retain, ids{"b", "nobody", "B", "b"}, ids{"10", "9", "_", "a", "\U0001F60A"}, ids{"B", "b"})
		changed(t, h, team, retain, nil, ids{"B", "b"}, nil)
		other.Unknown = 2
		ask(h.view(t).Team(other.Origin, other.ID)).is(t, other)
		ask(h.view(t).UnknownMembers(other.ID)).is(t, ids{"a", "other"})
	})

	t.Run("many at once", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		team := h.gather(t, h.connect(t).ID, "One")[0]
		many := unknownIDs(10_000)
		changed(t, h, team, add, many, many, many)
		changed(t, h, team, add, many, nil, many)
		changed(t, h, team, retain, many[100:], many[:100], many[100:])
		changed(t, h, team, remove, many[:9_990], many[100:9_990], many[9_990:])
	})
}
