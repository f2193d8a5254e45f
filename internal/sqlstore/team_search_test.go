package sqlstore

import (
	"encoding/json"
	"testing"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/sqlstore/pgtest"
)

// On PostgreSQL, in the minutes in which a company's people have arrived and nothing
// was measured of the tables yet, who belongs to a team is found by looking up each of
// them, and not by looking through all of them for each.
func TestTeamSearchBeforeStatistics(t *testing.T) {
	t.Parallel()
	at := Location{URL: pgtest.Database(t)}
	const people = 1500
	store := openStore(t, at, Options{})
	o, db := furnish(t, store), openRaw(t, at)
	keepStatistics(t, db, at)
	o.fill(t, people)
	everybody, err := o.view(t).SearchMembers(directory.MemberSearch{Limit: people})
	if err != nil || len(everybody) != people {
		t.Fatalf("%d people, %v", len(everybody), err)
	}
	var identities []directory.IdentityID
	var members []directory.MemberID
	for _, member := range everybody {
		identities = append(identities, member.Identity)
		members = append(members, member.ID)
	}
	pushed, manual := o.gather(t, identities, members)
	for _, search := range []struct {
		text *statement
		team directory.TeamID
	}{{searchTeam, pushed}, {searchTeam, manual}, {searchCrowd, pushed}} {
		args := teamSearch(o)
		args[len(args)-1] = string(search.team)
		looked := rowsLookedAt(t, explainPostgreSQL(t, db, "ANALYZE, FORMAT JSON", search.text.postgres, args))
		if looked > 20*people {
			t.Errorf("%.0f rows are looked at for a team of %d, %s", looked, people, search.team)
		}
	}
}

// rowsLookedAt sums up what the nodes of a plan that was run gave and threw away.
func rowsLookedAt(t *testing.T, told string) float64 {
	t.Helper()
	type node struct {
		Rows    float64 `json:"Actual Rows"`
		Loops   float64 `json:"Actual Loops"`
		Removed float64 `json:"Rows Removed by Join Filter"`
		Dropped float64 `json:"Rows Removed by Filter"`
		Plans   []node
	}
	var plans []struct{ Plan node }
	if err := json.Unmarshal([]byte(told), &plans); err != nil || len(plans) != 1 {
		t.Fatalf("%d plans, %v", len(plans), err)
	}
	var sum func(of node) float64
	sum = func(of node) float64 {
		all := of.Loops * (of.Rows + of.Removed + of.Dropped)
		for _, beneath := range of.Plans {
			all += sum(beneath)
		}
		return all
	}
	return sum(plans[0].Plan)
}
