package storetest

import (
	"sync/atomic"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// testInstallation lets many set up the organization of the operators at once,
// through two stores: there is one.
func testInstallation(t *testing.T, open Opener) {
	const founders = 16
	stores := []directory.Store{open(t), open(t)}
	customer := build(t, stores[0], 0)
	var founded atomic.Value
	var won atomic.Int64
	together(founders, func(i int) {
		organization := newOrganization("Operators")
		organization.Kind = directory.Installation
		err := stores[i%2].CreateOrganization(t.Context(), organization, 1, entry(directory.OrganizationCreated))
		switch {
		case err == nil:
			won.Add(1)
			founded.Store(organization)
		case directory.CodeOf(err) != directory.Taken || fieldOf(err) != "kind":
			t.Errorf("founder %d: got error %v, want the kind to be taken", i, err)
		}
	})
	if won.Load() != 1 {
		t.Fatalf("%d founded it, want one", won.Load())
	}
	want := founded.Load().(directory.Organization)
	ask(stores[1].Organizations(t.Context())).is(t, []directory.Organization{customer.organization, want})
	ask(stores[1].View(t.Context(), want.ID).Organization()).is(t, want)
	build(t, stores[1], 0) // customers may come still

	// An id that is taken is told apart from a kind that is.
	again := want
	err := stores[0].CreateOrganization(t.Context(), again, 1, entry(directory.OrganizationCreated))
	refused(t, err, directory.Taken)
	ask(fieldOf(err), nil).is(t, "id")
}
