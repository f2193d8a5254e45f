package e2e_test

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/musterhq/muster/internal/directory"
)

// replay is a directory told by its journal alone. What it comes to must be what
// the tables hold: a program that follows the journal knows everything.
type replay struct {
	after      int64
	identities map[string]bool            // by id: whether active
	teams      map[string]map[string]bool // by id: ids of members
}

func newReplay() *replay {
	return &replay{identities: map[string]bool{}, teams: map[string]map[string]bool{}}
}

// follow reads the entries that are new, and returns their kinds by the id of
// the request that caused them.
func (r *replay) follow(t testing.TB, db *sql.DB) map[string][]directory.EntryKind {
	t.Helper()
	requests := map[string][]directory.EntryKind{}
	rows, err := db.QueryContext(t.Context(), `
		SELECT j.place & 1099511627775 AS number, j.kind, j.detail
		FROM organizations o
		JOIN shelves s ON s.organization_id = o.organization_id AND s.connection_id = ''
		JOIN journal j ON j.place > (s.number << 40) + $1 AND j.place < (s.number + 1) << 40
		WHERE o.kind = 'customer'
		ORDER BY j.place`, r.after)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var entry directory.Entry
		var detail string
		if err := rows.Scan(&entry.Number, &entry.Kind, &detail); err != nil {
			t.Fatal(err)
		}
		kind := entry.Kind
		if err := json.Unmarshal([]byte(detail), &entry); err != nil {
			t.Fatalf("entry %d: %v", entry.Number, err)
		}
		if entry.Number != r.after+1 {
			t.Errorf("the journal goes from %d to %d", r.after, entry.Number)
		}
		r.after = entry.Number
		r.apply(t, entry)
		if entry.Request != "" {
			requests[entry.Request] = append(requests[entry.Request], kind)
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return requests
}

func (r *replay) apply(t testing.TB, entry directory.Entry) {
	t.Helper()
	identity, team := string(entry.Identity), string(entry.Team)
	switch entry.Kind {
	case directory.MemberCreated, directory.MemberReactivated:
		r.identities[identity] = true
	case directory.MemberWasDeactivated:
		r.identities[identity] = false
	case directory.MemberDetached:
		delete(r.identities, identity)
		for _, members := range r.teams {
			delete(members, identity)
		}
	case directory.TeamCreated:
		r.teams[team] = map[string]bool{}
	case directory.TeamDeleted:
		delete(r.teams, team)
	case directory.TeamMembersChanged:
		for _, id := range entry.Added {
			if r.teams[team][string(id)] {
				t.Errorf("entry %d adds %s to the team %s a second time", entry.Number, id, team)
			}
			r.teams[team][string(id)] = true
		}
		for _, id := range entry.Removed {
			if !r.teams[team][string(id)] {
				t.Errorf("entry %d removes %s from the team %s, where they are not", entry.Number, id, team)
			}
			delete(r.teams[team], string(id))
		}
	default: // the rest changes nothing of this
	}
}

// wantSame compares what the journal told with what the tables hold.
func (r *replay) wantSame(t testing.TB, db *sql.DB) {
	t.Helper()
	var want []string
	for id, active := range r.identities {
		want = append(want, fmt.Sprintf("identity %s %t", id, active))
	}
	for team, members := range r.teams {
		want = append(want, "team "+team)
		for id := range maps.Keys(members) {
			want = append(want, "team "+team+" has "+id)
		}
	}
	got := column(t, db, `
		SELECT 'identity ' || identity_id || CASE WHEN active THEN ' true' ELSE ' false' END FROM identities
		UNION ALL SELECT 'team ' || team_id FROM teams
		UNION ALL SELECT 'team ' || team_id || ' has ' || identity_id FROM team_identities`)
	slices.Sort(want)
	slices.Sort(got)
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Errorf("the tables hold other than the journal tells (-told +held):\n%s", diff)
	}
}
