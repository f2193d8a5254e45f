package sqlstore

import (
	"fmt"
	"slices"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// A team that counts as a crowd is searched in another way, and finds the same.
func TestCrowd(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, at Location) {
		o := furnish(t, openStore(t, at, Options{}))
		const people = 60
		o.fill(t, people)
		everybody, err := o.view(t).SearchMembers(directory.MemberSearch{Limit: people})
		if err != nil || len(everybody) != people {
			t.Fatalf("%d people, %v", len(everybody), err)
		}
		var identities []directory.IdentityID
		var members []directory.MemberID
		for i, member := range everybody {
			if i%3 > 0 {
				identities = append(identities, member.Identity)
			}
			if i%4 > 0 {
				members = append(members, member.ID)
			}
		}
		pushed, manual := o.gather(t, identities, members)

		ask := func() []string {
			var found []string
			for _, team := range []directory.TeamID{pushed, manual} {
				for _, narrow := range []directory.MemberSearch{
					{Team: team},
					{Team: team, Text: "a"},
					{Team: team, After: everybody[people/2].Place()},
					{Team: team, NotInTeam: pushed},
					{Team: team, NotInTeam: manual},
				} {
					narrow.Limit = people / 2
					list, err := o.view(t).SearchMembers(narrow)
					if err != nil {
						t.Fatal(err)
					}
					for _, member := range list {
						found = append(found, fmt.Sprint(narrow, member.ID))
					}
				}
			}
			return found
		}
		few := ask()
		if len(few) < people {
			t.Fatalf("only %d found", len(few))
		}
		if _, err := openRaw(t, at).ExecContext(t.Context(), fmt.Sprintf("UPDATE teams SET size = %d", crowd)); err != nil {
			t.Fatal(err)
		}
		if many := ask(); !slices.Equal(few, many) {
			t.Errorf("as a crowd\n%s\nelse\n%s", many, few)
		}
	})
}

// gather makes a provisioned team of some and a manual one of others.
func (o office) gather(tb testing.TB, identities []directory.IdentityID, members []directory.MemberID) (pushed, manual directory.TeamID) {
	tb.Helper()
	pushed, manual = directory.TeamID(directory.NewID()), directory.TeamID(directory.NewID())
	o.update(tb, func(tx directory.Tx) error {
		for id, origin := range map[directory.TeamID]directory.ConnectionID{pushed: o.connection, manual: ""} {
			if err := tx.CreateTeam(directory.Team{ID: id, Origin: origin, TeamAssertion: directory.TeamAssertion{Name: string(id)}}); err != nil {
				return err
			}
		}
		if _, err := tx.AddTeamMembers(pushed, identities); err != nil {
			return err
		}
		_, err := tx.AddToManualTeam(manual, members)
		return err
	})
	return pushed, manual
}
