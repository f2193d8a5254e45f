package provisioning_test

import (
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/provisioning"
)

// TestGroups: each value of the rule does what its sibling does not.
func TestGroups(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		groups directory.Groups
		taken  bool
		why    string
	}{
		{directory.GroupsOn, true, ""},
		{directory.GroupsOff, false, "This connection takes no groups, so nothing was changed; stop pushing groups in Okta"},
		{directory.GroupsEncrypted, false, "This connection takes groups only with an encryption service and none is connected"},
	} {
		t.Run(string(test.groups), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, 5)
			ana, bram := w.create("ana"), w.create("bram")
			before := w.push("Engineering", ana.ID)
			w.caller.Connection.Policy.Groups = test.groups
			head := w.head()
			_, made := w.service.CreateTeam(t.Context(), w.caller, group("Design"), []directory.IdentityID{ana.ID})
			_, changed := w.change(before.ID, provisioning.MembersChange{Add: []directory.IdentityID{bram.ID}})
			deleted := w.service.DeleteTeam(t.Context(), w.caller, before.ID)
			for what, err := range map[string]error{"create": made, "change": changed, "delete": deleted} {
				if test.taken && err != nil {
					t.Errorf("%s: %v", what, err)
				}
				if !test.taken && (directory.CodeOf(err) != directory.Refused || !strings.Contains(err.Error(), test.why)) {
					t.Errorf("%s: %v, want it refused: %s", what, err, test.why)
				}
			}
			team, err := w.view().Team(w.caller.Connection.ID, before.ID)
			if test.taken {
				if directory.CodeOf(err) != directory.NotFound {
					t.Errorf("the deleted team is %+v, %v", team, err)
				}
				return
			}
			if err != nil || team.Size != 1 {
				t.Errorf("the team that was there is %+v, %v", team, err)
			}
			w.wantKinds(head, directory.NoticeRefused)
		})
	}
}
