package sqlstore

import (
	"fmt"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// The journal and the identities keep their order and their numbers when they are
// put on shelves, each organization's and each connection's apart, and both go on
// where they were.
func TestMigrateToShelves(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, at Location) {
		const people = 40
		db := openVersion(t, at, 13)
		write := func(text string, args ...any) {
			t.Helper()
			if _, err := db.ExecContext(t.Context(), text, args...); err != nil {
				t.Fatal(err)
			}
		}
		for _, organization := range []string{"p", "o"} {
			write(`INSERT INTO organizations (organization_id, name, kind, status, provisioning, log_days, head, licenses_bought, created_at, updated_at)
				VALUES ($1, 'Old', 'customer', 'active', $2, 30, $3, 1, 1, 1)`, organization, true, people)
			for _, connection := range []string{"okta", "entra"} {
				write(`INSERT INTO connections (organization_id, connection_id, provider, state, profile, policy, identities, teams, created_at, updated_at)
					VALUES ($1, $2, 'okta', 'enabled', 'tolerant', '{}', $3, 0, 1, 1)`, organization, connection, people/2)
			}
			for number := people; number > 0; number-- {
				write(`INSERT INTO journal (organization_id, number, at, kind, detail, personal)
					VALUES ($1, $2, $2, 'member.created', '{"request":"r"}', '')`, organization, number)
				write(`INSERT INTO identities (organization_id, identity_id, connection_id, ordinal, member_id, user_name, user_name_key,
						user_name_is_email, has_addresses, external_id, name, emails, active, resource, created_at, updated_at)
					VALUES ($1, $2, $3, $4, '', $2, $2, $5, $5, 'shared', $2, '', $6, $7, 1, 1)`,
					organization, fmt.Sprint("person", number), []string{"okta", "entra"}[number%2], number, false, true, []byte("{}"))
			}
		}

		store := openStore(t, at, Options{})
		for table, want := range map[string]int{"shelves": 6, "journal": 2 * people, "identities": 2 * people} {
			var rows int
			if err := openRaw(t, at).QueryRowContext(t.Context(), "SELECT count(*) FROM "+table).Scan(&rows); err != nil || rows != want {
				t.Errorf("%s has %d rows, %v, want %d", table, rows, err, want)
			}
		}
		for _, organization := range []directory.OrganizationID{"o", "p"} {
			view := store.View(t.Context(), organization)
			for first, connection := range map[int]directory.ConnectionID{2: "okta", 1: "entra"} {
				for _, key := range []directory.IdentityKey{{}, {By: directory.ByExternalID, Value: "shared"}} {
					found := pagedIdentities(t, view, connection, key)
					if len(found) != people/2 {
						t.Fatalf("%s of %s has %d people by %v, want %d", connection, organization, len(found), key, people/2)
					}
					for i, identity := range found {
						number := first + 2*i
						if identity.Ordinal != int64(number) || string(identity.ID) != fmt.Sprint("person", number) || identity.Connection != connection {
							t.Errorf("person %d of %s by %v became %+v", number, connection, key, identity)
						}
					}
				}
			}
			numbers := journalNumbers(t, view)
			if len(numbers) != people || numbers[0] != 1 || numbers[people-1] != people {
				t.Errorf("the journal of %s became %v", organization, numbers)
			}
			err := store.Update(t.Context(), organization, func(tx directory.Tx) error {
				ordinal, err := tx.Append(directory.Entry{Kind: directory.MemberCreated})
				if err != nil {
					return err
				}
				return tx.CreateIdentity(directory.Identity{
					ID: "newcomer", Connection: "okta", Ordinal: ordinal, Assertion: directory.Assertion{UserName: "newcomer"},
				})
			})
			if err != nil {
				t.Fatal(err)
			}
			if found := pagedIdentities(t, view, "okta", directory.IdentityKey{}); found[len(found)-1].ID != "newcomer" || found[len(found)-1].Ordinal != people+1 {
				t.Errorf("who came to %s afterwards is not the last of %d", organization, len(found))
			}
			if numbers := journalNumbers(t, view); len(numbers) != people+1 || numbers[people] != people+1 {
				t.Errorf("the journal of %s goes on with %v", organization, numbers[people:])
			}
		}
	})
}

// pagedIdentities lists a connection's identities by pages of seven.
func pagedIdentities(t *testing.T, view directory.Reader, connection directory.ConnectionID, key directory.IdentityKey) []directory.Identity {
	t.Helper()
	var all []directory.Identity
	query := directory.IdentityQuery{Key: key, Limit: 7}
	for {
		page, err := view.Identities(connection, query)
		if err != nil {
			t.Fatal(err)
		}
		if len(page) == 0 {
			return all
		}
		all = append(all, page...)
		query.After = page[len(page)-1].Ordinal
	}
}

// journalNumbers lists the numbers of a journal, and holds the two directions in
// which it is read against each other.
func journalNumbers(t *testing.T, view directory.Reader) []int64 {
	t.Helper()
	forward, err := view.Journal(0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	backward, err := view.JournalBefore(0, 1000)
	if err != nil || len(backward) != len(forward) {
		t.Fatalf("%d entries backward, %v, and %d forward", len(backward), err, len(forward))
	}
	var numbers []int64
	for i, entry := range forward {
		if other := backward[len(backward)-1-i]; other.Number != entry.Number {
			t.Errorf("entry %d is %d backward", entry.Number, other.Number)
		}
		numbers = append(numbers, entry.Number)
	}
	return numbers
}
