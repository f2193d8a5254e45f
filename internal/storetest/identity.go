package storetest

import (
	"slices"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

func testIdentities(t *testing.T, open Opener) {
	store := open(t)

	t.Run("kept as given", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		connection := h.connect(t)
		member := h.employ(t, "Ada")[0]
		want := directory.Identity{
			Connection: connection.ID,
			ID:         directory.IdentityID(directory.NewID()),
			Member:     member.ID,
			Assertion: directory.Assertion{
				UserName:   " Ädä Løvelace\u212a ",
				ExternalID: "00u\U0001F60A ÄÖ' \" \\",
				Name:       "Ada \u202e 'Lovelace'; --",
				Emails:     []string{"Zed@EXAMPLE.com", "ada@example.com", "ADA@EXAMPLE.COM", "Ädä@exämple.com"},
				Active:     true,
				Resource:   []byte("{\"x\":\"\\u0000\"}\n\x00\xff\xfe not even text"),
			},
			Teams:     []directory.TeamRef{{ID: "not the caller's", Name: "to write"}},
			CreatedAt: foreignMoment(10),
			UpdatedAt: foreignMoment(11),
		}
		var inside directory.Identity
		h.update(t, func(tx directory.Tx) error {
			if err := addIdentity(tx, &want); err != nil {
				return err
			}
			var err error
			inside, err = tx.Identity(connection.ID, want.ID)
			return err
		})
		want.Teams = nil
		want.CreatedAt, want.UpdatedAt = moment(10), moment(11)
		ask(inside, nil).is(t, want)
		ask(h.view(t).Identity(connection.ID, want.ID)).is(t, want)
		ask(h.view(t).Identities(connection.ID, directory.IdentityQuery{Limit: 9})).is(t, []directory.Identity{want})
	})

	t.Run("the least", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		connection := h.connect(t)
		want := directory.Identity{
			Connection: connection.ID,
			ID:         directory.IdentityID(directory.NewID()),
			Assertion:  directory.Assertion{UserName: "a"},
			CreatedAt:  moment(1),
			UpdatedAt:  moment(1),
		}
		h.update(t, func(tx directory.Tx) error { return addIdentity(tx, &want) })
		ask(h.view(t).Identity(connection.ID, want.ID)).is(t, want)
		// Many may have no external id and no address.
		h.update(t, func(tx directory.Tx) error {
			another := want
			another.ID, another.UserName = directory.IdentityID(directory.NewID()), "b"
			return addIdentity(tx, &another)
		})
	})

	t.Run("update", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		connection := h.connect(t)
		members := h.employ(t, "Ada", "Grace")
		identities := h.assert(t, connection.ID, "ada", "grace")
		want, other := identities[0], identities[1]
		for _, member := range []directory.MemberID{members[0].ID, members[1].ID, ""} {
			change := want
			change.Member = member
			change.Assertion = directory.Assertion{
				UserName: "Augusta", ExternalID: "new", Name: "Augusta King", Emails: []string{"b@example.com", "a@example.com"},
				Resource: []byte("other"),
			}
			change.Ordinal, change.CreatedAt = 999, moment(500) // never change
			change.UpdatedAt = foreignMoment(20)
			h.update(t, func(tx directory.Tx) error { return updateIdentity(tx, &change) })
			want.Member, want.Assertion, want.UpdatedAt = change.Member, change.Assertion, moment(20)
			want.Version = change.Version
			ask(h.view(t).Identity(connection.ID, want.ID)).is(t, want)
			ask(h.view(t).Identity(connection.ID, other.ID)).is(t, other)
		}
		want.Assertion = directory.Assertion{UserName: "Augusta", Active: true} // what is no longer asserted is gone
		h.update(t, func(tx directory.Tx) error { return updateIdentity(tx, &want) })
		ask(h.view(t).Identity(connection.ID, want.ID)).is(t, want)
		ask(h.view(t).Identities(connection.ID, directory.IdentityQuery{Key: directory.IdentityKey{By: directory.ByEmail, Value: "b@example.com"}, Limit: 9})).is(t, nil)
		ask(h.view(t).Identities(connection.ID, directory.IdentityQuery{Key: directory.IdentityKey{By: directory.ByExternalID, Value: "new"}, Limit: 9})).is(t, nil)
	})

	t.Run("update of what was read before", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		connection := h.connect(t)
		read := h.assert(t, connection.ID, "ada")[0]
		rewrite := func(name string) (identity directory.Identity, stored bool) {
			identity = read
			identity.Name, identity.UserName = name, name
			h.update(t, func(tx directory.Tx) (err error) {
				stored, err = tx.UpdateIdentity(read, identity)
				return err
			})
			identity.Version++
			return identity, stored
		}
		first, stored := rewrite("first")
		ask(stored, nil).is(t, true)
		_, stored = rewrite("second")
		ask(stored, nil).is(t, false)
		ask(h.view(t).Identity(connection.ID, read.ID)).is(t, first)
		read = first
		second, stored := rewrite("second")
		ask(stored, nil).is(t, true)
		ask(h.view(t).Identity(connection.ID, read.ID)).is(t, second)
	})

	t.Run("unknown", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		connection, other := h.connect(t), h.connect(t)
		ask(h.view(t).Identities(connection.ID, directory.IdentityQuery{Limit: 9, WithTeams: true})).is(t, nil)
		ask(h.view(t).IdentityOrdinal(connection.ID, 1)).is(t, 0)
		identity := h.assert(t, connection.ID, "ada")[0]
		for _, id := range hostile {
			ask(h.view(t).Identity(connection.ID, directory.IdentityID(id))).refused(t, directory.NotFound)
			ask(h.view(t).Identity(directory.ConnectionID(id), identity.ID)).refused(t, directory.NotFound)
			err := h.try(t, func(tx directory.Tx) error { return tx.DeleteIdentity(connection.ID, directory.IdentityID(id)) })
			refused(t, err, directory.NotFound)
		}
		// Another connection of the same organization is as foreign as can be.
		ask(h.view(t).Identity(other.ID, identity.ID)).refused(t, directory.NotFound)
		astray := identity
		astray.Connection = other.ID
		refused(t, h.try(t, func(tx directory.Tx) error { _, err := tx.UpdateIdentity(astray, astray); return err }), directory.NotFound)
		refused(t, h.try(t, func(tx directory.Tx) error { return tx.DeleteIdentity(other.ID, identity.ID) }), directory.NotFound)
		nobody := newIdentity(connection.ID, "new")
		refused(t, h.try(t, func(tx directory.Tx) error { _, err := tx.UpdateIdentity(nobody, nobody); return err }), directory.NotFound)
		ask(h.view(t).Identity(connection.ID, identity.ID)).is(t, identity)
	})

	t.Run("pages", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		connection, other := h.connect(t), h.connect(t)
		var want []directory.Identity
		for i := range 5 { // of two connections in turn, so that the ordinals have gaps
			want = append(want, h.assert(t, connection.ID, names("b", 10)[i], names("a", 10)[i])...)
			h.assert(t, other.ID, names("c", 10)[i])
		}
		for _, limit := range []int{1, 3, 10, 11} {
			got := pages(t, limit, func(after int64) ([]directory.Identity, error) {
				return h.view(t).Identities(connection.ID, directory.IdentityQuery{After: after, Limit: limit})
			}, func(identity directory.Identity) int64 { return identity.Ordinal })
			ask(got, nil).is(t, want)
		}
		ask(h.view(t).Identities(connection.ID, directory.IdentityQuery{After: 1 << 40, Limit: 9})).is(t, nil)
		for i, identity := range want {
			ask(h.view(t).IdentityOrdinal(connection.ID, int64(i+1))).is(t, identity.Ordinal)
		}
		ask(h.view(t).IdentityOrdinal(connection.ID, 11)).is(t, 0)
		h.update(t, func(tx directory.Tx) error { return tx.DeleteIdentity(connection.ID, want[2].ID) })
		ask(h.view(t).IdentityOrdinal(connection.ID, 3)).is(t, want[3].Ordinal)
		ask(h.view(t).IdentityOrdinal(connection.ID, 10)).is(t, 0)
		ask(h.view(t).Identities(connection.ID, directory.IdentityQuery{After: want[1].Ordinal, Limit: 2})).is(t, want[3:5])
	})

	t.Run("with teams", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		connection := h.connect(t)
		identities := h.assert(t, connection.ID, "ada", "grace", "edsger")
		teams := h.gather(t, connection.ID, "Zeta", "alpha", "Äther")
		h.gather(t, connection.ID, "Nobody")
		h.update(t, func(tx directory.Tx) error {
			for _, team := range teams {
				if _, err := tx.AddTeamMembers(team.ID, idsOf(identities[0])); err != nil {
					return err
				}
			}
			_, err := tx.AddTeamMembers(teams[1].ID, idsOf(identities[2]))
			return err
		})
		want := slices.Clone(identities)
		want[0].Teams = refs(teams...)
		want[2].Teams = refs(teams[1])
		ask(h.view(t).Identities(connection.ID, directory.IdentityQuery{Limit: 9, WithTeams: true})).is(t, want)
		// A row for each team must not count as a row of the page.
		ask(h.view(t).Identities(connection.ID, directory.IdentityQuery{Limit: 2, WithTeams: true})).is(t, want[:2])
		ask(h.view(t).Identities(connection.ID, directory.IdentityQuery{After: want[0].Ordinal, Limit: 2, WithTeams: true})).is(t, want[1:])
		ask(h.view(t).Identity(connection.ID, want[0].ID)).is(t, want[0])
		ask(h.view(t).Identities(connection.ID, directory.IdentityQuery{Limit: 9})).is(t, identities)
		for _, key := range []directory.IdentityKey{
			{By: directory.ByID, Value: string(want[0].ID)},
			{By: directory.ByUserName, Value: "ADA"},
			{By: directory.ByExternalID, Value: want[0].ExternalID},
			{By: directory.ByEmail, Value: want[0].Email()},
		} {
			ask(h.view(t).Identities(connection.ID, directory.IdentityQuery{Key: key, Limit: 9, WithTeams: true})).is(t, want[:1])
		}
		teams[1].Name = "renamed"
		h.update(t, func(tx directory.Tx) error {
			if err := tx.UpdateTeam(teams[1]); err != nil {
				return err
			}
			return tx.DeleteTeam(connection.ID, teams[0].ID)
		})
		want[0].Teams, want[2].Teams = refs(teams[1:]...), refs(teams[1])
		ask(h.view(t).Identities(connection.ID, directory.IdentityQuery{Limit: 9, WithTeams: true})).is(t, want)
	})

	t.Run("delete", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		connection := h.connect(t)
		identities := h.assert(t, connection.ID, "ada", "grace")
		teams := h.gather(t, connection.ID, "One", "Two")
		h.update(t, func(tx directory.Tx) error {
			if _, err := tx.AddTeamMembers(teams[0].ID, idsOf(identities...)); err != nil {
				return err
			}
			_, err := tx.AddTeamMembers(teams[1].ID, idsOf(identities[0]))
			return err
		})
		h.update(t, func(tx directory.Tx) error { return tx.DeleteIdentity(connection.ID, identities[0].ID) })
		ask(h.view(t).Identity(connection.ID, identities[0].ID)).refused(t, directory.NotFound)
		teams[0].Size, teams[1].Size = 1, 0
		ask(h.view(t).Teams(connection.ID, directory.TeamQuery{Limit: 9})).is(t, teams)
		ask(h.view(t).TeamMembers(teams[0].ID, "", 9)).is(t, []directory.TeamMember{{Identity: identities[1].ID, UserName: "grace"}})
		ask(h.view(t).TeamMembers(teams[1].ID, "", 9)).is(t, nil)
		ask(h.view(t).KnownIdentities(connection.ID, idsOf(identities...))).is(t, idsOf(identities[1]))
		for _, key := range []directory.IdentityKey{
			{By: directory.ByID, Value: string(identities[0].ID)},
			{By: directory.ByUserName, Value: "ada"},
			{By: directory.ByExternalID, Value: identities[0].ExternalID},
			{By: directory.ByEmail, Value: identities[0].Email()},
		} {
			ask(h.view(t).Identities(connection.ID, directory.IdentityQuery{Key: key, Limit: 9})).is(t, nil)
		}
		// The name is free, and who comes after inherits nothing.
		heir := h.assert(t, connection.ID, "ADA")[0]
		ask(h.view(t).Identity(connection.ID, heir.ID)).is(t, heir)
		ask(h.view(t).TeamHas(teams[0].ID, idsOf(heir))).is(t, nil)
	})

	t.Run("known", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		connection, other := h.connect(t), h.connect(t)
		identities := h.assert(t, connection.ID, names("known", 40)...)
		stranger := h.assert(t, other.ID, "stranger")[0]
		known := func(ids []directory.IdentityID, want []directory.IdentityID) {
			t.Helper()
			before := slices.Clone(ids)
			ask(h.view(t).KnownIdentities(connection.ID, ids)).is(t, want)
			if !slices.Equal(ids, before) {
				t.Error("the caller's list was changed")
			}
		}
		all := idsOf(identities...)
		known(nil, nil)
		known(unknownIDs(3), nil)
		known([]directory.IdentityID{identities[7].ID, stranger.ID, identities[3].ID, identities[7].ID, "nobody", "", identities[3].ID}, idsOf(identities[3], identities[7]))
		many := unknownIDs(10_000)
		for i, identity := range identities {
			many[9_999-i*250] = identity.ID
		}
		known(many, all)
		known(slices.Repeat(all, 250), all)
	})
}

// refs names teams, in order of their ids.
func refs(teams ...directory.Team) []directory.TeamRef {
	var list []directory.TeamRef
	for _, team := range teams {
		list = append(list, directory.TeamRef{ID: team.ID, Name: team.Name})
	}
	slices.SortFunc(list, func(a, b directory.TeamRef) int {
		if a.ID < b.ID {
			return -1
		}
		return 1
	})
	return list
}
