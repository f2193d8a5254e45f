package access_test

import (
	"testing"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/provisioning"
	"github.com/musterhq/muster/internal/sqlstore"
)

// TestAnOwnerWhoJoinsLetsTheLastOneGo: what Okta asked for about the last owner is
// completed by the invitation that another accepts.
func TestAnOwnerWhoJoinsLetsTheLastOneGo(t *testing.T) {
	w := newWorld(t, sqlstore.Location{Directory: t.TempDir()})
	h := w.homeOf("Analytical Engines", "olga@engines.example")
	pia := h.push("pia@engines.example")
	h.change(h.id, pia.Member, func(m *directory.Member) { m.Role = directory.RoleOwner })
	if _, err := h.office.ChangeRole(t.Context(), administration.Operator(), h.id, h.olga.Principal.Member.ID, directory.RoleMember); err != nil {
		t.Fatal(err)
	}
	_, err := h.okta.EditIdentity(t.Context(), provisioning.Caller{Connection: h.connection}, pia.ID, func(current directory.Assertion) (directory.Assertion, []directory.Change, error) {
		current.Active = false
		return current, nil, nil
	})
	w.wantCode(err, directory.Refused)
	h.join(h.id, "Ina", "ina@engines.example", directory.RoleAdministrator)
	if member := h.member(pia.Member); member.Status != directory.MemberActive {
		t.Errorf("she is %s after somebody joined who is no owner", member.Status)
	}
	h.join(h.id, "Otto", "otto@engines.example", directory.RoleOwner)
	if member := h.member(pia.Member); member.Status != directory.MemberDeactivated {
		t.Errorf("she is %s after another owner joined, want deactivated", member.Status)
	}
}
