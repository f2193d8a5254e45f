package access_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/musterhq/muster/internal/access"
	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

// However people join at once, nobody joins whom no license is left for.
func TestLicensesInARaceOfEveryWayToJoin(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.home()
		h.justInTime(true)
		const free, each = 5, 7
		h.setFree(free)
		ways := []func(i int) error{
			func(i int) error {
				_, err := h.arrive(h.proof(fmt.Sprint("00u", i), fmt.Sprintf("jit%d@engines.example", i)))
				return err
			},
			func(i int) error {
				_, err := h.create(fmt.Sprintf("scim%d@engines.example", i), fmt.Sprintf("scim%d@engines.example", i))
				return err
			},
			func(i int) error {
				_, err := h.office.InviteMember(t.Context(), administration.Operator(), h.id, administration.Invitation{
					Name: fmt.Sprint("Ina ", i), Email: fmt.Sprintf("invited%d@engines.example", i),
				})
				return err
			},
		}
		results := make(chan error, each*len(ways))
		var ready sync.WaitGroup
		ready.Add(each * len(ways))
		for _, join := range ways {
			for i := range each {
				go func() {
					ready.Done()
					ready.Wait()
					results <- join(i)
				}()
			}
		}
		in := 0
		for range each * len(ways) {
			if err := <-results; err == nil {
				in++
			} else {
				w.wantCode(err, directory.NoLicense)
			}
		}
		view := w.store.View(t.Context(), h.id)
		licenses, err := view.Licenses()
		w.ok(err)
		members, err := view.SearchMembers(directory.MemberSearch{Licensed: true, Limit: 100})
		w.ok(err)
		if in != free || licenses.Free() != 0 || licenses.InUse != free+1 || len(members) != free+1 {
			t.Errorf("%d joined and %d hold licenses, %+v; want %d and Olga", in, len(members), licenses, free)
		}
	})
}

// One newcomer who arrives many times at once becomes one member.
func TestANewcomerWhoArrivesManyTimesAtOnceJoinsOnce(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.home()
		h.justInTime(true)
		const times = 8
		type arrival struct {
			admission access.Admission
			err       error
		}
		results := make(chan arrival, times)
		var ready sync.WaitGroup
		ready.Add(times)
		for range times {
			go func() {
				ready.Done()
				ready.Wait()
				admission, err := h.arrive(h.proof("00u1", "ana@engines.example"))
				results <- arrival{admission, err}
			}()
		}
		members := map[directory.MemberID]bool{}
		for range times {
			result := <-results
			if result.err != nil {
				t.Errorf("was answered %v", result.err)
				continue
			}
			members[result.admission.Principal.Member.ID] = true
		}
		licenses, err := w.store.View(t.Context(), h.id).Licenses()
		w.ok(err)
		if len(members) != 1 || licenses.InUse != 2 {
			t.Errorf("became %d members, and %d licenses are in use; want one, and Olga's", len(members), licenses.InUse)
		}
	})
}
