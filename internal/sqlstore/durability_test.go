package sqlstore

import (
	"fmt"
	"sync"
	"testing"
)

// Everything that SQLite wrote since its last sync is lost, again and again,
// while eight clients create people: every one whose creation was answered is
// there, and no change by half.
func TestAcknowledgedIsDurable(t *testing.T) {
	t.Parallel()
	const clients, crashes = 8, 25
	folder := t.TempDir()
	// The schema is made before: what is on the disk then is the beginning.
	if _, err := Migrate(t.Context(), Location{Directory: folder}, Options{}); err != nil {
		t.Fatal(err)
	}
	disk := newForgetful(t, "forgetful", folder)
	o := furnish(t, openStore(t, Location{Directory: folder}, Options{VFS: disk.name}))

	// A client waits until its success has been noticed, so that the clients rest
	// while what a crash left is looked at.
	acknowledged, stop := make(chan string), make(chan struct{})
	var all sync.WaitGroup
	defer all.Wait()
	defer close(stop)
	for client := range clients {
		all.Go(func() {
			for n := 0; ; n++ {
				name := fmt.Sprintf("person.%d.%d@example.com", client, n)
				if _, err := o.create(t, name); err != nil {
					t.Error(err)
					name = ""
				}
				select {
				case acknowledged <- name:
				case <-stop:
					return
				}
			}
		})
	}
	var known []string
	lost := 0
	// It goes on until a crash has lost something: else this would show nothing.
	for n := 0; n < crashes || lost == 0; n++ {
		for range 2*clients + n { // a crash each time at another place of a group
			known = append(known, <-acknowledged)
		}
		if t.Failed() {
			return
		}
		left := t.TempDir()
		lost += disk.crash(t, left)
		checkAfterCrash(t, left, o, known)
	}
	t.Logf("%d crashes or more lost %d writes, and none of %d people", crashes, lost, len(known))
}

// checkAfterCrash opens what a crash left and looks for everybody known, and for
// journal, licenses and totals that tell of the same number of people.
func checkAfterCrash(t *testing.T, folder string, o office, known []string) {
	t.Helper()
	store, err := OpenSQLite(t.Context(), folder, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	o.store = store
	for _, name := range known {
		found, err := o.find(t, name)
		if err != nil {
			t.Fatal(err)
		}
		if len(found) != 1 {
			t.Fatalf("%s was acknowledged and is lost", name)
		}
		if _, err := o.view(t).Member(found[0].Member); err != nil {
			t.Errorf("the member of %s: %v", name, err)
		}
	}
	connection, err := o.view(t).Connection(o.connection)
	if err != nil {
		t.Fatal(err)
	}
	licenses, err := o.view(t).Licenses()
	if err != nil {
		t.Fatal(err)
	}
	entries, err := o.view(t).Journal(0, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	// The organization's first entry, and one for each person.
	if people := connection.Identities; int64(licenses.InUse) != people || int64(len(entries)) != people+1 {
		t.Errorf("%d people, %d licenses in use, %d entries", people, licenses.InUse, len(entries))
	}
	var integrity string
	err = openRaw(t, Location{Directory: folder}).QueryRowContext(t.Context(), `PRAGMA integrity_check`).Scan(&integrity)
	if err != nil || integrity != "ok" {
		t.Errorf("integrity check: %s %v", integrity, err)
	}
}
