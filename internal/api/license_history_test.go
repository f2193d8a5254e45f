package api_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"testing"

	"github.com/musterhq/muster/internal/api"
	"github.com/musterhq/muster/internal/directory"
)

// licenseHistory is what may happen to the licenses of an organization: what Okta
// sends, what people do, what is bought, and what the rules say.
type licenseHistory struct {
	*world
	t          *testing.T
	random     *rand.Rand
	owner      *client
	acme       directory.OrganizationID
	connection directory.ConnectionID
	token      string
	people     []directory.IdentityID
	made       int
	told       []string
}

func newLicenseHistory(t *testing.T, w *world, seed uint64) *licenseHistory {
	t.Helper()
	h := &licenseHistory{world: w, t: t, random: rand.New(rand.NewPCG(3, seed))}
	var connection api.Connection
	h.owner, h.acme, connection, h.token = w.connected()
	h.connection = connection.ID
	w.buy(h.acme, 4)
	return h
}

// step does one thing, which may be refused.
func (h *licenseHistory) step() {
	h.t.Helper()
	members := read[api.List[api.Member]](h.owner.get(in(h.acme, "/members")).want(http.StatusOK)).Items
	member := in(h.acme, "/members/"+string(members[h.random.IntN(len(members))].ID))
	rules := map[string]string{
		"licenses":              []string{"reject", "wait", "allow"}[h.random.IntN(3)],
		"license_on_deactivate": []string{"release", "keep"}[h.random.IntN(2)],
		"who_may_remove":        "administrators",
		"username_change":       []string{"update", "replace"}[h.random.IntN(2)],
	}
	acts := []struct {
		name string
		do   func()
	}{
		{"okta creates", h.create},
		{"okta creates", h.create},
		{"okta deactivates", h.someone(func(id directory.IdentityID) { h.scimActive(h.token, id, false) })},
		{"okta deactivates", h.someone(func(id directory.IdentityID) { h.scimActive(h.token, id, false) })},
		{"okta reactivates", h.someone(func(id directory.IdentityID) { h.scimActive(h.token, id, true) })},
		{"okta deletes", h.someone(func(id directory.IdentityID) { h.scim(h.token, http.MethodDelete, "/Users/"+string(id), "") })},
		{"okta renames", h.someone(h.rename)},
		{"okta renames", h.someone(h.rename)},
		{"somebody is invited", func() {
			h.made++
			h.owner.post(in(h.acme, "/members"), map[string]string{"name": "Guest", "email": fmt.Sprintf("guest%d@example.com", h.made)})
		}},
		{"somebody is deactivated", func() { h.owner.post(member+"/deactivate", nil) }},
		{"somebody is reactivated", func() { h.owner.post(member+"/reactivate", nil) }},
		{"somebody is removed", func() { h.owner.do(http.MethodDelete, member, nil) }},
		{"two are merged", func() { h.merge(member, members[h.random.IntN(len(members))].ID) }},
		{"two are merged", func() { h.merge(member, members[h.random.IntN(len(members))].ID) }},
		{"a license is released", func() { h.owner.post(member+"/release-license", nil) }},
		{"licenses are bought", func() { h.buy(h.acme, 2+h.random.IntN(5)) }},
		{"the rules change", func() { setRules(h.owner, h.acme, h.connection, rules) }},
	}
	act := acts[h.random.IntN(len(acts))]
	h.told = append(h.told, act.name)
	act.do()
}

// merge merges two as the preview says, unless it says that they cannot be.
func (h *licenseHistory) merge(member string, with directory.MemberID) {
	h.t.Helper()
	preview := h.owner.get(member + "/merge?with=" + string(with))
	if preview.status != http.StatusOK {
		return // the two are one
	}
	plan := read[api.MemberMerge](preview)
	if plan.Refusal == nil {
		h.owner.post(member+"/merge", map[string]any{"with": with, "version": plan.Version}).want(http.StatusOK)
		h.told = append(h.told, "they were")
	}
}

func (h *licenseHistory) create() {
	h.t.Helper()
	h.made++
	address := fmt.Sprintf("person%d@example.com", h.made)
	made := h.scim(h.token, http.MethodPost, "/Users",
		`{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"`+address+`","displayName":"Person","active":true}`)
	if made.status != http.StatusCreated {
		return
	}
	var user struct{ ID directory.IdentityID }
	made.into(&user)
	h.people = append(h.people, user.ID)
}

func (h *licenseHistory) rename(id directory.IdentityID) {
	h.t.Helper()
	h.made++
	h.scim(h.token, http.MethodPatch, "/Users/"+string(id), fmt.Sprintf(
		`{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","value":{"userName":"person%d@example.com"}}]}`, h.made))
}

// someone does something to one of the people whom Okta made.
func (h *licenseHistory) someone(do func(directory.IdentityID)) func() {
	return func() {
		if len(h.people) > 0 {
			do(h.people[h.random.IntN(len(h.people))])
		}
	}
}

// check adds the ledger up, from its pages.
func (h *licenseHistory) check() {
	h.t.Helper()
	holds := map[directory.MemberID]bool{}
	var moves []api.Entry
	var ledger api.LicenseLedger
	for before := int64(0); ; before = *ledger.NextBefore {
		ledger = read[api.LicenseLedger](h.owner.get(in(h.acme, fmt.Sprintf("/licenses/ledger?limit=200&before=%d", before))).want(http.StatusOK))
		moves = append(moves, ledger.Items...)
		if ledger.NextBefore == nil {
			break
		}
	}
	sum := ledger.Opening
	for i := range moves {
		move := moves[len(moves)-1-i]
		if move.License == nil {
			continue
		}
		effect := directory.LicenseEffect(*move.License)
		sum += effect.Taken()
		who := move.Member
		if effect == directory.LicensePassed {
			holds[move.Successor.ID], holds[who.ID] = holds[who.ID], false
		}
		if effect == directory.LicenseTaken && move.Successor != nil {
			who = move.Successor
		}
		if effect.Taken() != 0 {
			holds[who.ID] = effect == directory.LicenseTaken
		}
	}
	reader := h.store.View(h.t.Context(), h.acme)
	licenses, err := reader.Licenses()
	h.ok(err)
	if sum != licenses.InUse || ledger.InUse != sum {
		h.t.Fatalf("the ledger adds up to %d and %d licenses are in use, after %v", sum, licenses.InUse, h.told)
	}
	if licenses.Free() > 0 && licenses.InLine > 0 {
		h.t.Fatalf("%d licenses are free and %d people are in line, after %v", licenses.Free(), licenses.InLine, h.told)
	}
	members, err := reader.Members(directory.MemberQuery{Limit: 1000})
	h.ok(err)
	for _, member := range members {
		if member.Licensed != holds[member.ID] {
			h.t.Fatalf("%s holds a license: %v, and the ledger says %v, after %v", member.Name, member.Licensed, holds[member.ID], h.told)
		}
		if member.Status == directory.MemberWaiting && !member.InLine() || member.InLine() && (member.Licensed || member.Status == directory.MemberDeactivated) {
			h.t.Fatalf("%+v cannot be, after %v", member, h.told)
		}
	}
}
