package scimserver_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/provisioning"
	"github.com/musterhq/muster/internal/scimserver"
)

// TestAMergeCostsAsMuchInALargeDirectory counts the statements of a merge: members
// cost by their teams, teams by the thousands of the one that goes.
func TestAMergeCostsAsMuchInALargeDirectory(t *testing.T) {
	t.Parallel()
	engine, tap := tapped(t)
	opened, err := engine.open()
	if err != nil {
		t.Fatal(err)
	}
	office := &administration.Service{Store: opened.store, Now: time.Now, NewID: directory.NewID, Settle: provisioning.Inactive(scimserver.Inactive).Settle}
	organization, err := office.CreateOrganization(t.Context(), administration.Operator(), "Acme", 10)
	if err != nil {
		t.Fatal(err)
	}
	made := 0
	hire := func(count int) []directory.MemberID {
		t.Helper()
		ids := make([]directory.MemberID, count)
		err := opened.store.Update(t.Context(), organization.ID, func(tx directory.Tx) error {
			for i := range ids {
				made++
				ids[i] = directory.MemberID(fmt.Sprintf("m%06d", made))
				member := directory.Member{ID: ids[i], Name: "M", Email: string(ids[i]) + "@acme.test", Role: directory.RoleMember, Status: directory.MemberDeactivated}
				if err := tx.CreateMember(member); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return ids
	}
	team := func(people ...directory.MemberID) directory.TeamID {
		t.Helper()
		made++
		created, err := office.CreateTeam(t.Context(), administration.Operator(), organization.ID, fmt.Sprintf("Team %d", made), nil)
		if err == nil {
			err = opened.store.Update(t.Context(), organization.ID, func(tx directory.Tx) error {
				_, err := tx.AddToManualTeam(created.ID, people)
				return err
			})
		}
		if err != nil {
			t.Fatal(err)
		}
		return created.ID
	}
	members := func() []string {
		t.Helper()
		two := hire(2)
		team(two[0])
		team(two[0], two[1])
		merge := administration.MergeOfMembers{Member: two[1], With: two[0]}
		return tap.during(func() {
			plan, err := office.PlanMemberMerge(t.Context(), administration.Operator(), organization.ID, merge)
			if err == nil {
				_, err = office.MergeMembers(t.Context(), administration.Operator(), organization.ID, merge, plan.Version)
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
	teams := func(count int) []string {
		t.Helper()
		merge := administration.MergeOfTeams{Team: team(), With: team(hire(count)...)}
		return tap.during(func() {
			plan, err := office.PlanTeamMerge(t.Context(), organization.ID, merge)
			if err == nil {
				_, err = office.MergeTeams(t.Context(), administration.Operator(), organization.ID, merge, plan.Version)
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
	small, one := members(), teams(999)
	three := teams(2999)
	hire(5000)
	if large := members(); len(large) != len(small) {
		t.Errorf("a merge takes %d statements in a directory of thousands, and %d in a small one:\n%s", len(large), len(small), listed(large))
	}
	if len(small) > 60 {
		t.Errorf("a merge of two members takes %d statements:\n%s", len(small), listed(small))
	}
	// Each thousand more: read for the preview, read for the deed, and added with the
	// team's size.
	if more := len(three) - len(one); more != 2*4 {
		t.Errorf("two thousand people more take %d statements, want 8:\n%s", more, listed(three))
	}
}
