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
		const free, each = 20, 7
		back, byHand := h.left(each)
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
			func(i int) error { return h.setActive(back[i].ID, true) },
			func(i int) error {
				_, err := h.office.ReactivateMember(t.Context(), administration.Operator(), h.id, byHand[i])
				return err
			},
		}
		results := make(chan error, each*len(ways))
		var ready sync.WaitGroup
		ready.Add(each * len(ways))
		for i := range each { // one of each way side by side, so that every way meets the others
			for _, join := range ways {
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
		for i := range each { // whoever was refused is as they were
			for _, id := range []directory.MemberID{back[i].Member, byHand[i]} {
				if member := h.member(id); member.Licensed != (member.Status != directory.MemberDeactivated) {
					t.Errorf("%s is %s, licensed: %t", member.Name, member.Status, member.Licensed)
				}
			}
		}
		if in != free || licenses.Free() != 0 || licenses.InUse != free+1 || len(members) != free+1 {
			t.Errorf("%d joined and %d hold licenses, %+v; want %d and Olga", in, len(members), licenses, free)
		}
	})
}

// left makes people who were deactivated, as many by the provider as by hand.
func (h home) left(each int) (byProvider []directory.Identity, byHand []directory.MemberID) {
	h.Helper()
	h.setFree(2 * each)
	for i := range each {
		identity := h.push(fmt.Sprintf("back%d@engines.example", i))
		h.ok(h.setActive(identity.ID, false))
		byProvider = append(byProvider, identity)
		invited, err := h.office.InviteMember(h.Context(), administration.Operator(), h.id, administration.Invitation{
			Name: fmt.Sprint("Hanna ", i), Email: fmt.Sprintf("hand%d@engines.example", i),
		})
		h.ok(err)
		_, err = h.office.DeactivateMember(h.Context(), administration.Operator(), h.id, invited.ID)
		h.ok(err)
		byHand = append(byHand, invited.ID)
	}
	return byProvider, byHand
}

// setActive lets the provider say whether somebody is active.
func (h home) setActive(id directory.IdentityID, active bool) error {
	_, err := h.okta.EditIdentity(h.Context(), h.caller(), id, func(current directory.Assertion) (directory.Assertion, []directory.Change, error) {
		current.Active = active
		return current, nil, nil
	})
	return err
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
