package api_test

import (
	"fmt"
	"net/http"
	"strconv"
	"testing"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/api"
	"github.com/musterhq/muster/internal/directory"
)

// setRules gives a connection other rules.
func setRules(owner *client, acme directory.OrganizationID, connection directory.ConnectionID, rules map[string]string) {
	owner.w.Helper()
	owner.patch(in(acme, "/connections/"+string(connection)), map[string]any{"policy": rules}).want(http.StatusOK)
}

func licensesOf(owner *client, acme directory.OrganizationID) api.Licenses {
	owner.w.Helper()
	return read[api.Licenses](owner.get(in(acme, "/licenses")).want(http.StatusOK))
}

// TestWhoWaitsIsShownWithTheirPlace: in the list, beside the member, in the counts
// and in the line; and served when licenses are bought.
func TestWhoWaitsIsShownWithTheirPlace(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	owner, acme, connection, token := w.connected()
	setRules(owner, acme, connection.ID, map[string]string{"licenses": "wait"})
	w.buy(acme, 2)
	w.provision(token, "Ana Ruiz", "ana@example.com")
	bo := w.provision(token, "Bo Li", "bo@example.com")
	cem := w.provision(token, "Cem Kaya", "cem@example.com")
	dua := w.provision(token, "Dua Hadi", "dua@example.com")

	licenses := licensesOf(owner, acme)
	if licenses.InUse != 2 || licenses.Waiting != 3 || licenses.Forecast != "2 of 2 licenses are in use, 3 people wait for one." {
		t.Errorf("the licenses are %+v", licenses)
	}
	if counts := read[api.MemberCounts](owner.get(in(acme, "/members/counts")).want(http.StatusOK)); counts.Waiting != 3 || counts.Active != 2 {
		t.Errorf("the counts are %+v", counts)
	}
	member := read[api.Member](owner.get(in(acme, "/members/"+string(cem.member))).want(http.StatusOK))
	if member.Status != "waiting" || member.Licensed || member.Waits == nil || member.Waits.Place != 2 || member.Waits.Of != 3 {
		t.Errorf("Cem is %+v, waits %+v", member, member.Waits)
	}
	owner.post(in(acme, "/members/"+string(cem.member)+"/link"), nil).refused(http.StatusForbidden, "refused")

	var line []string
	for cursor := ""; ; {
		page := read[api.List[api.InLine]](owner.get(in(acme, "/licenses/line?limit=2&cursor="+cursor)).want(http.StatusOK))
		for _, each := range page.Items {
			line = append(line, strconv.Itoa(each.Place)+" "+each.Member.Name)
		}
		if page.NextCursor == nil {
			break
		}
		cursor = *page.NextCursor
	}
	if got, want := fmt.Sprint(line), "[1 Bo Li 2 Cem Kaya 3 Dua Hadi]"; got != want {
		t.Errorf("the line is %s, want %s", got, want)
	}

	w.buy(acme, 4)
	for id, want := range map[directory.MemberID]api.MemberStatus{bo.member: "active", cem.member: "active", dua.member: "waiting"} {
		if got := read[api.Member](owner.get(in(acme, "/members/"+string(id))).want(http.StatusOK)); got.Status != want {
			t.Errorf("%s is %s, want %s", got.Name, got.Status, want)
		}
	}
	setRules(owner, acme, connection.ID, map[string]string{"licenses": "allow"})
	admitted := read[api.Member](owner.get(in(acme, "/members/"+string(dua.member))).want(http.StatusOK))
	if admitted.Status != "active" || admitted.Licensed || admitted.Waits == nil || admitted.Waits.Place != 1 {
		t.Errorf("where people may work without, Dua is %+v", admitted)
	}
	if licenses := licensesOf(owner, acme); licenses.Waiting != 0 || licenses.WithoutOne != 1 || licenses.InUse != 4 {
		t.Errorf("the licenses are %+v", licenses)
	}
}

// TestAKeptLicenseIsReleasedByAClick and goes to whoever is first in line.
func TestAKeptLicenseIsReleasedByAClick(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	owner, acme, connection, token := w.connected()
	setRules(owner, acme, connection.ID, map[string]string{"licenses": "wait", "license_on_deactivate": "keep"})
	w.buy(acme, 2)
	ana := w.provision(token, "Ana Ruiz", "ana@example.com")
	bo := w.provision(token, "Bo Li", "bo@example.com")
	release := in(acme, "/members/"+string(ana.member)+"/release-license")
	owner.post(release, nil).refused(http.StatusForbidden, "refused") // she works with it
	w.scimActive(token, ana.identity, false)
	if kept := read[api.Member](owner.get(in(acme, "/members/"+string(ana.member))).want(http.StatusOK)); !kept.Licensed || kept.Status != "deactivated" {
		t.Errorf("deactivated, Ana is %+v", kept)
	}
	for range 2 { // the second time does nothing
		if released := read[api.Member](owner.post(release, nil).want(http.StatusOK)); released.Licensed {
			t.Errorf("released, Ana is %+v", released)
		}
	}
	if served := read[api.Member](owner.get(in(acme, "/members/"+string(bo.member))).want(http.StatusOK)); !served.Licensed || served.Status != "active" {
		t.Errorf("Bo is %+v", served)
	}
	ledger := read[api.LicenseLedger](owner.get(in(acme, "/licenses/ledger?limit=2")).want(http.StatusOK))
	if len(ledger.Items) != 2 || *ledger.Items[0].License != "taken" || ledger.Items[0].Cause != ledger.Items[1].Number || *ledger.Items[1].License != "released" {
		t.Errorf("the ledger is %+v", ledger)
	}
}

func (w *world) buy(acme directory.OrganizationID, licenses int) {
	w.Helper()
	w.ok(w.administration.SetLicenses(w.Context(), administration.Operator(), acme, licenses))
}

func (w *world) scimActive(token string, id directory.IdentityID, active bool) answer {
	w.Helper()
	return w.scim(token, http.MethodPatch, "/Users/"+string(id),
		`{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","value":{"active":`+strconv.FormatBool(active)+`}}]}`)
}

// TestTheLedgerAddsUp: whatever happened, by whom and under which rules, the sum of
// the ledger is what is in use, who holds a license is who the ledger says, and
// none is free while somebody is in line.
func TestTheLedgerAddsUp(t *testing.T) {
	t.Parallel()
	for name, location := range engines {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for seed := range uint64(3) {
				h := newLicenseHistory(t, newWorldAt(t, location(t)), seed)
				for range 60 {
					h.step()
					h.check()
				}
			}
		})
	}
}
