package scimserver_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// TestCreatesInParallel: Okta looks everybody up and then creates them within
// milliseconds.
func TestCreatesInParallel(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		const count = 64
		together(t, count, func(worker int) {
			name := fmt.Sprintf("p%d@example.com", worker)
			if got := d.lookup(t, "/Users", `userName eq "`+name+`"`); len(got) > 0 {
				t.Errorf("%s is there already", name)
			}
			ada := d.person(t, name)
			if got := d.user(t, ada.ID); got.UserName != name {
				t.Errorf("%s reads back as %s", name, got.UserName)
			}
		})
		list := decode[wireList[wireUser]](t, d.get(t, "/Users?count=500").want(t, http.StatusOK))
		if *list.TotalResults != count || len(list.Resources) != count {
			t.Errorf("there are %d (%d), want %d", len(list.Resources), *list.TotalResults, count)
		}
	}, sqliteOnce)
}

// TestOneNameManyCreators: of many who create one name at once, in its many
// forms, one succeeds.
func TestOneNameManyCreators(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		forms := []string{"josé@example.com", "JOSÉ@example.com", "Jose\u0301@example.com", "Ｊosé@example.com"}
		var created, refused atomic.Int64
		together(t, 64, func(worker int) {
			switch got := d.post(t, "/Users", personBody(forms[worker%len(forms)])); got.status {
			case http.StatusCreated:
				created.Add(1)
			case http.StatusConflict:
				refused.Add(1)
			default:
				t.Errorf("a create is answered %d %s", got.status, got.body)
			}
		})
		if created.Load() != 1 || refused.Load() != 63 {
			t.Errorf("%d were created and %d refused, want 1 and 63", created.Load(), refused.Load())
		}
		var groups atomic.Int64
		together(t, 32, func(int) {
			if d.post(t, "/Groups", groupBody("Crew")).status == http.StatusCreated {
				groups.Add(1)
			}
		})
		if groups.Load() != 1 {
			t.Errorf("%d groups of one name were created", groups.Load())
		}
	}, sqliteOnce)
}

// TestLicensesAreNeverOversold in a race for the last of them (CVE-2021-22240).
func TestLicensesAreNeverOversold(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{licenses: 10})
		var created atomic.Int64
		together(t, 40, func(worker int) {
			switch got := d.post(t, "/Users", personBody(fmt.Sprintf("p%d", worker))); got.status {
			case http.StatusCreated:
				created.Add(1)
			case http.StatusForbidden:
			default:
				t.Errorf("a create is answered %d %s", got.status, got.body)
			}
		})
		licenses, err := d.view(t).Licenses()
		if err != nil || created.Load() != 10 || licenses.InUse != 10 {
			t.Errorf("%d were created and %d licenses taken (%v), want 10", created.Load(), licenses.InUse, err)
		}
	}, sqliteOnce)
}

// TestPatchesOfOneGroupInParallel: everybody adds and removes their own member,
// and nobody's change is lost.
func TestPatchesOfOneGroupInParallel(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		const workers = 64
		ids := d.people(t, 2*workers)
		crew := d.pushed(t, "Crew", ids[workers:]...)
		at := "/Groups/" + crew.ID
		together(t, workers, func(worker int) {
			joins, leaves := ids[worker], ids[workers+worker]
			d.patch(t, at, patchBody(`{"op":"replace","value":{"id":"`+crew.ID+`","displayName":"Crew"}}`)).done(t)
			d.patch(t, at, patchBody(`{"op":"add","path":"members","value":`+memberList(joins)+`}`)).done(t)
			d.patch(t, at, patchBody(`{"op":"remove","path":"members[value eq \"`+leaves+`\"]"}`)).done(t)
		})
		if got := d.group(t, crew.ID).memberIDs(); !slices.Equal(got, ids[:workers]) {
			t.Errorf("the group holds %d members, want the %d who joined", len(got), workers)
		}
		d.checkTeam(t, crew.ID, workers)
		joined, left := map[directory.IdentityID]int{}, map[directory.IdentityID]int{}
		for _, entry := range d.journal(t, 0) {
			for _, id := range entry.Added {
				joined[id]++
			}
			for _, id := range entry.Removed {
				left[id]++
			}
		}
		for i, id := range ids {
			wantLeft := i / workers
			if joined[directory.IdentityID(id)] != 1 || left[directory.IdentityID(id)] != wantLeft {
				t.Errorf("the journal tells that %s joined %d and left %d times", id, joined[directory.IdentityID(id)], left[directory.IdentityID(id)])
			}
		}
	}, sqliteOnce)
}

// TestAttributesOfOneResourceInParallel: everybody patches an attribute of their
// own, of one user and of one group, and all of them stand in the end.
func TestAttributesOfOneResourceInParallel(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		ada, crew := d.person(t, "ada@example.com"), d.pushed(t, "Crew")
		const workers = 32
		together(t, workers, func(worker int) {
			own := fmt.Sprintf(`{"op":"add","path":"urn:example:own:attribute%d","value":"%d"}`, worker, worker)
			d.patch(t, "/Users/"+ada.ID, patchBody(own)).want(t, http.StatusOK)
			d.patch(t, "/Groups/"+crew.ID, patchBody(own)).want(t, http.StatusOK)
		})
		for _, path := range []string{"/Users/" + ada.ID, "/Groups/" + crew.ID} {
			got := d.get(t, path).want(t, http.StatusOK)
			for worker := range workers {
				if !strings.Contains(string(got.body), fmt.Sprintf(`"attribute%d":"%d"`, worker, worker)) {
					t.Errorf("the attribute of worker %d is lost in %s", worker, got.body)
				}
			}
		}
	}, sqliteOnce)
}

// checkTeam compares what a team keeps of itself with what is there.
func (d *door) checkTeam(t testing.TB, id string, size int64) {
	t.Helper()
	team, err := d.view(t).Team(d.connection.ID, directory.TeamID(id))
	if err != nil || team.Size != size {
		t.Errorf("the team counts %d members (%v), want %d", team.Size, err, size)
	}
}

// TestPutsOverlapPatches as in the wizard's two rounds: whole groups, single
// members and whole users at once. No answer fails, and what stands in the end
// is what one order of them gives.
func TestPutsOverlapPatches(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		ids := d.people(t, 8)
		crew := d.pushed(t, "Crew")
		at := "/Groups/" + crew.ID
		together(t, 32, func(worker int) {
			id := ids[worker%len(ids)]
			switch worker % 4 {
			case 0:
				d.put(t, at, groupBody("Crew", ids...)).want(t, http.StatusOK)
			case 1:
				d.patch(t, at, patchBody(`{"op":"add","path":"members","value":`+memberList(id)+`}`)).want(t, http.StatusOK)
			case 2:
				d.put(t, "/Users/"+id, personBody(fmt.Sprintf("renamed%d@example.com", worker))).want(t, http.StatusOK)
			case 3:
				d.patch(t, "/Users/"+id, patchBody(`{"op":"replace","value":{"active":false}}`)).want(t, http.StatusOK)
				d.get(t, at).want(t, http.StatusOK)
				d.get(t, "/Groups").want(t, http.StatusOK)
			}
		})
		if got := d.group(t, crew.ID).memberIDs(); !slices.Equal(got, ids) {
			t.Errorf("the group holds %v, want all", got)
		}
		d.checkTeam(t, crew.ID, int64(len(ids)))
		members, err := d.view(t).Members(directory.MemberQuery{Limit: 100})
		if err != nil {
			t.Fatal(err)
		}
		licenses, err := d.view(t).Licenses()
		if err != nil {
			t.Fatal(err)
		}
		active := 0
		for _, member := range members {
			if member.Status == directory.MemberActive {
				active++
			}
			if member.Licensed != (member.Status == directory.MemberActive) {
				t.Errorf("%s is %s, and licensed is %v", member.Name, member.Status, member.Licensed)
			}
		}
		if licenses.InUse != active {
			t.Errorf("%d licenses are in use by %d active members", licenses.InUse, active)
		}
	}, sqliteOnce)
}

// TestDeletesOverlapPushes: a person or group that goes while others push is 404
// for them, never a failure, and leaves nothing behind.
func TestDeletesOverlapPushes(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		for range 3 {
			ids := d.people(t, 4)
			crew := d.pushed(t, "Crew", ids...)
			together(t, 16, func(worker int) {
				id := ids[worker%4]
				var got answer
				switch worker / 4 {
				case 0:
					got = d.delete(t, "/Users/"+id)
				case 1:
					got = d.patch(t, "/Users/"+id, patchBody(`{"op":"replace","value":{"active":false}}`))
				case 2:
					got = d.patch(t, "/Groups/"+crew.ID, patchBody(`{"op":"add","path":"members","value":`+memberList(id)+`}`))
				case 3:
					got = d.delete(t, "/Groups/"+crew.ID)
				}
				if got.status != http.StatusOK && got.status != http.StatusNoContent && got.status != http.StatusNotFound {
					t.Errorf("%s is answered %d %s", got.asked, got.status, got.body)
				}
			})
		}
		rows := d.rows(t)
		for _, table := range []string{"identities", "teams", "team_identities", "addresses"} {
			if left := rows[table]; len(left) > 0 {
				t.Errorf("%s still holds %v", table, left)
			}
		}
	}, sqliteOnce)
}
