package storetest

import (
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// spellings are groups of names: those within a group are the same name, those
// of different groups are not.
var spellings = map[string][]string{
	"ascii":         {"ada@example.com", "ADA@Example.COM", "Ada@example.com"},
	"normal form":   {"jos\u00e9@example.com", "jose\u0301@example.com", "JOS\u00c9@EXAMPLE.COM", "JOSE\u0301@example.com"},
	"no accent":     {"jose@example.com"},
	"wide":          {"gr\uff41ce", "grace", "\uff27\uff32\uff21\uff23\uff25"},
	"kelvin":        {"\u212aelvin", "kelvin", "KELVIN"},
	"angstrom":      {"\u212bke", "\u00c5ke", "A\u030ake", "\u00e5ke"},
	"greek":         {"ΣΟΦΙΑ", "σοφια"},
	"cyrillic":      {"ИВАН", "иван"},
	"sharp s":       {"straße", "STRAßE"},
	"double s":      {"strasse", "STRASSE"},
	"i":             {"istanbul", "ISTANBUL"},
	"dotless i":     {"\u0131stanbul"},
	"space":         {"ada lovelace", "ADA LOVELACE"},
	"like pattern":  {"a_a%"},
	"no pattern":    {"abab"},
	"han":           {"株式会社"},
	"outside bmp":   {"\U0001F60A", "\U0001F60A"},
	"deseret":       {"\U00010400", "\U00010428"},
	"quotes":        {`o'brien"\`, `O'BRIEN"\`},
	"trailing":      {"ada@example.com.", "ADA@EXAMPLE.COM."},
	"leading zero":  {"007"},
	"no zero":       {"7"},
	"looks like id": {"0195f3c2v4hs3f9q8k7m6n5p4r", "0195F3C2V4HS3F9Q8K7M6N5P4R"},
}

func testIdentityKeys(t *testing.T, open Opener) {
	store := open(t)

	t.Run("by user name", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		connection := h.connect(t)
		for _, group := range spellings {
			want := h.assert(t, connection.ID, group[0])
			for _, name := range group {
				key := directory.IdentityKey{By: directory.ByUserName, Value: name}
				ask(h.view(t).Identities(connection.ID, directory.IdentityQuery{Key: key, Limit: 9})).is(t, want)
				ask(h.view(t).UserNameHolder(connection.ID, name)).is(t, want[0].ID)
				err := h.try(t, func(tx directory.Tx) error { return tx.CreateIdentity(newIdentity(connection.ID, name)) })
				taken(t, err, "user name")
			}
		}
	})

	t.Run("by email", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		connection := h.connect(t)
		for _, group := range spellings {
			// Two people may have one address; one person may have it twice.
			first, second := newIdentity(connection.ID, directory.NewID()), newIdentity(connection.ID, directory.NewID())
			first.Emails = []string{"first of " + first.UserName, group[0]}
			second.Emails = group
			h.update(t, func(tx directory.Tx) error {
				if err := addIdentity(tx, &first); err != nil {
					return err
				}
				return addIdentity(tx, &second)
			})
			for _, address := range group {
				key := directory.IdentityKey{By: directory.ByEmail, Value: address}
				ask(h.view(t).Identities(connection.ID, directory.IdentityQuery{Key: key, Limit: 9})).is(t, []directory.Identity{first, second})
				ask(h.view(t).Identities(connection.ID, directory.IdentityQuery{Key: key, Limit: 1})).is(t, []directory.Identity{first})
				ask(h.view(t).Identities(connection.ID, directory.IdentityQuery{Key: key, Limit: 1, After: first.Ordinal})).is(t, []directory.Identity{second})
				ask(h.view(t).Identities(connection.ID, directory.IdentityQuery{Key: key, Limit: 1, After: second.Ordinal})).is(t, nil)
			}
		}
	})

	t.Run("exactly", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		connection := h.connect(t)
		var values []string
		for _, group := range spellings {
			values = append(values, group[0])
		}
		values = append(values, "JOSE", "Kelvin", "jose\u0301", "ada ", " ada", "ada", "Ada", "ADA\uff21")
		for _, value := range values {
			// External ids are compared exactly and need not be unique.
			var want []directory.Identity
			for range 2 {
				identity := newIdentity(connection.ID, directory.NewID())
				identity.ExternalID = value
				want = append(want, identity)
			}
			h.update(t, func(tx directory.Tx) error {
				if err := addIdentity(tx, &want[0]); err != nil {
					return err
				}
				return addIdentity(tx, &want[1])
			})
			key := directory.IdentityKey{By: directory.ByExternalID, Value: value}
			ask(h.view(t).Identities(connection.ID, directory.IdentityQuery{Key: key, Limit: 9})).is(t, want)
			ask(h.view(t).Identities(connection.ID, directory.IdentityQuery{Key: key, Limit: 9, After: want[0].Ordinal})).is(t, want[1:])
			key = directory.IdentityKey{By: directory.ByID, Value: string(want[1].ID)}
			ask(h.view(t).Identities(connection.ID, directory.IdentityQuery{Key: key, Limit: 9})).is(t, want[1:])
			ask(h.view(t).Identities(connection.ID, directory.IdentityQuery{Key: key, Limit: 9, After: want[1].Ordinal})).is(t, nil)
		}
	})

	t.Run("nothing", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		connection, other := h.connect(t), h.connect(t)
		// One with no external id and no addresses, which the empty key must not
		// find; and one of another connection.
		h.update(t, func(tx directory.Tx) error {
			bare := newIdentity(connection.ID, "bare")
			bare.ExternalID, bare.Emails = "", nil
			return addIdentity(tx, &bare)
		})
		stranger := h.assert(t, other.ID, "stranger")[0]
		values := append([]string{"stranger", string(stranger.ID), stranger.ExternalID, stranger.Email()}, hostile...)
		for _, by := range []directory.IdentityIndex{directory.ByID, directory.ByUserName, directory.ByExternalID, directory.ByEmail} {
			for _, value := range values {
				if by == directory.ByExternalID && value == "" {
					continue // both readings of this are sound: nobody, or everybody without one
				}
				found, err := h.view(t).Identities(connection.ID, directory.IdentityQuery{Key: directory.IdentityKey{By: by, Value: value}, Limit: 9})
				if err != nil && directory.CodeOf(err) != directory.Invalid {
					t.Errorf("index %d, value %.40q: got error %v, want nobody or a refusal", by, value, err)
				}
				if len(found) > 0 {
					t.Errorf("index %d, value %.40q: got %v, want nobody", by, value, found)
				}
			}
		}
	})

	t.Run("user names", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		connection, other := h.connect(t), h.connect(t)
		identities := h.assert(t, connection.ID, "José", "Grace")
		jose, grace := identities[0], identities[1]
		h.assert(t, other.ID, "JOSE\u0301", "grace") // another connection
		elsewhere := build(t, store, 0)
		elsewhere.assert(t, elsewhere.connect(t).ID, "jos\u00e9", "\uff27race") // another organization

		rename := func(identity *directory.Identity, name string) error {
			changed := *identity
			changed.UserName = name
			err := h.try(t, func(tx directory.Tx) error { return updateIdentity(tx, &changed) })
			if err == nil {
				*identity = changed
			}
			return err
		}
		// Inactive ones keep their name.
		grace.Active = false
		h.update(t, func(tx directory.Tx) error { return updateIdentity(tx, &grace) })
		taken(t, rename(&jose, "\uff27RACE"), "user name")
		taken(t, h.try(t, func(tx directory.Tx) error { return tx.CreateIdentity(newIdentity(connection.ID, "GRACE")) }), "user name")
		ask(h.view(t).Identities(connection.ID, directory.IdentityQuery{Limit: 9})).is(t, []directory.Identity{jose, grace})
		// One's own name in another spelling is no conflict, and is kept.
		for _, name := range []string{"José", "JOSE\u0301", "jos\u00e9"} {
			done(t, rename(&jose, name))
			ask(h.view(t).Identity(connection.ID, jose.ID)).is(t, jose)
		}
		// Renaming frees the name at once, also within one change.
		done(t, rename(&grace, "Rear Admiral"))
		done(t, rename(&jose, "grace"))
		taken(t, rename(&grace, "GRACE"), "user name")
		swapped := []directory.Identity{jose, grace}
		h.update(t, func(tx directory.Tx) error {
			for i, name := range []string{"in between", "Grace", "Rear admiral"} {
				identity := &swapped[i%2]
				identity.UserName = name
				if err := updateIdentity(tx, identity); err != nil {
					return err
				}
			}
			return nil
		})
		ask(h.view(t).Identities(connection.ID, directory.IdentityQuery{Limit: 9})).is(t, swapped)
	})
}

// taken reports an error that is not the refusal of a value that must be
// unique, naming the field.
func taken(t *testing.T, err error, field string) {
	t.Helper()
	refused(t, err, directory.Taken)
	if got := fieldOf(err); directory.CodeOf(err) == directory.Taken && got != field {
		t.Errorf("got the field %q, want %q", got, field)
	}
}
