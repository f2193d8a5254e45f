package administration_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

// together runs several changes at once and returns how each ended.
func together(changes ...func() error) []error {
	ended := make([]error, len(changes))
	var running sync.WaitGroup
	for i, change := range changes {
		running.Go(func() { ended[i] = change() })
	}
	running.Wait()
	return ended
}

// TestAMergeAndAProvider: Okta changes, deactivates and renames somebody while they
// are merged. Both happen, or the merge is refused because it would do another thing.
func TestAMergeAndAProvider(t *testing.T) {
	onEachEngine(t, func(t *testing.T, o office) {
		k := o.company(30).okta()
		merged := 0
		for i := range 8 {
			hand, pushed := k.join(fmt.Sprintf("Hana%d Hand", i), directory.RoleMember), k.push(fmt.Sprintf("Petra%d Pushed", i))
			chess := k.team(fmt.Sprintf("Chess %d", i), hand.ID)
			plan := k.planMerge(k.owner, hand, pushed)
			title := func() error {
				_, err := k.provisioning.EditIdentity(t.Context(), k.caller(), pushed.Identity, func(current directory.Assertion) (directory.Assertion, []directory.Change, error) {
					current.Resource = []byte(`{"title":"Lead"}`)
					return current, []directory.Change{{Field: "title", After: "Lead"}}, nil
				})
				return err
			}
			ended := together(
				func() error {
					_, err := k.MergeMembers(t.Context(), k.owner, k.company.id, administration.MergeOfMembers{Member: hand.ID, With: pushed.ID}, plan.Version)
					return err
				},
				title,
				func() error { return k.say(pushed.Identity, i%2 == 0) },
			)
			if err := errors.Join(ended[1:]...); err != nil {
				t.Fatal(err)
			}
			identity, err := k.view().Identity(k.Connection.ID, pushed.Identity)
			if err != nil || identity.Member != pushed.ID || string(identity.Resource) != `{"title":"Lead"}` || identity.Active != (i%2 == 0) {
				t.Errorf("the identity is %+v, %v", identity, err)
			}
			if after := k.member(pushed.ID); (after.Status == directory.MemberActive) != identity.Active || after.Licensed != identity.Active {
				t.Errorf("who stays is %+v, and Okta says active: %t", after, identity.Active)
			}
			if errors.Is(ended[0], administration.ErrMergeChanged) {
				k.member(hand.ID)
				continue
			}
			k.must(ended[0])
			merged++
			k.wantGone(hand.ID)
			k.wantTeam(chess.ID, pushed.Name)
		}
		if merged == 0 {
			t.Error("no merge was done")
		}
		k.wantAddedUp()
	})
}

// TestMergesAgainstMerges: of three who are one, two are merged at a time, in every
// direction. Nobody is lost, and the licenses add up.
func TestMergesAgainstMerges(t *testing.T) {
	onEachEngine(t, func(t *testing.T, o office) {
		c := o.company(40)
		for i := range 6 {
			var three []directory.Member
			for j := range 3 {
				three = append(three, c.join(fmt.Sprintf("P%dx%d Person", i, j), directory.RoleMember))
			}
			team := c.team(fmt.Sprintf("Team %d", i), three[0].ID, three[1].ID, three[2].ID)
			merge := func(a, b int) func() error {
				plan := c.planMerge(c.owner, three[a], three[b])
				return func() error {
					_, err := c.MergeMembers(t.Context(), c.owner, c.id, administration.MergeOfMembers{Member: three[a].ID, With: three[b].ID}, plan.Version)
					return err
				}
			}
			ended := together(merge(0, 1), merge(1, 0), merge(1, 2), merge(2, 0))
			done := 0
			for _, err := range ended {
				if err == nil {
					done++
					continue
				}
				if code := directory.CodeOf(err); code != directory.NotFound && code != directory.Refused {
					t.Errorf("a merge ended with %v", err)
				}
			}
			if left := c.anyTeam(team.ID).Size; done == 0 || left != int64(3-done) {
				t.Errorf("%d merges were done and %d people are left of three", done, left)
			}
		}
		c.wantAddedUp()
	})
}

// TestTeamMergesAgainstMerges: two teams are merged into each other at once.
func TestTeamMergesAgainstMerges(t *testing.T) {
	onEachEngine(t, func(t *testing.T, o office) {
		c := o.company(3)
		for i := range 6 {
			a, b := c.team(fmt.Sprintf("A%d", i), c.olga.ID), c.team(fmt.Sprintf("B%d", i))
			merge := func(a, b directory.TeamID) func() error {
				plan := c.planTeams(a, b, "")
				return func() error {
					_, err := c.MergeTeams(t.Context(), c.owner, c.id, administration.MergeOfTeams{Team: a, With: b}, plan.Version)
					return err
				}
			}
			ended := together(merge(a.ID, b.ID), merge(b.ID, a.ID))
			if (ended[0] == nil) == (ended[1] == nil) {
				t.Fatalf("the merges ended with %v, want one of them to be done", ended)
			}
			stays := a.ID
			if ended[0] != nil {
				stays = b.ID
			}
			c.wantTeam(stays, "Olga Owner")
		}
	})
}

// wantAddedUp wants the ledger of licenses to be what is in use.
func (c company) wantAddedUp() {
	c.Helper()
	sum := 0
	for _, entry := range c.since(0) {
		sum += entry.License.Taken()
	}
	c.wantInUse(sum)
}
