package administration_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

func (c company) planTeams(team, with, stays directory.TeamID) administration.TeamMerge {
	c.Helper()
	plan, err := c.PlanTeamMerge(c.Context(), c.id, administration.MergeOfTeams{Team: team, With: with, Stays: stays})
	if err != nil {
		c.Fatal(err)
	}
	return plan
}

// mergeTeams merges as the plan of this moment says.
func (c company) mergeTeams(team, with directory.TeamID) (administration.TeamMerge, error) {
	c.Helper()
	plan := c.planTeams(team, with, "")
	done, err := c.MergeTeams(c.Context(), c.owner, c.id, administration.MergeOfTeams{Team: team, With: with}, plan.Version)
	if diff := cmp.Diff(plan, done, cmpopts.IgnoreUnexported(administration.TeamMerge{})); err == nil && diff != "" {
		c.Errorf("the preview said other than what was done (-preview +done):\n%s", diff)
	}
	return done, err
}

func namesOf(people administration.PeopleCounted) []string {
	var names []string
	for _, person := range people.First {
		names = append(names, person.Name)
	}
	slices.Sort(names)
	return names
}

func TestMergingTwoManualTeams(t *testing.T) {
	onEachEngine(t, func(t *testing.T, o office) {
		k := o.company(8).okta()
		ana, bea, petra := k.join("Ana Ruiz", directory.RoleMember), k.join("Bea Both", directory.RoleMember), k.push("Petra Pushed")
		gone := k.join("Gus Gone", directory.RoleMember)
		design, art := k.team("Design", ana.ID, bea.ID), k.team("Art", bea.ID, petra.ID, gone.ID)
		if err := k.deactivate(gone.ID); err != nil {
			t.Fatal(err)
		}
		before := k.head()
		done, err := k.mergeTeams(design.ID, art.ID)
		if err != nil {
			t.Fatal(err)
		}
		if !done.Choice || done.Comes.Count != 2 || !slices.Equal(namesOf(done.Comes), []string{"Gus Gone", "Petra Pushed"}) || done.Left.Count != 0 {
			t.Errorf("the plan says %+v", done)
		}
		k.wantTeam(design.ID, "Ana Ruiz", "Bea Both", "Gus Gone", "Petra Pushed")
		_, err = k.view().AnyTeam(art.ID)
		wantCode(t, err, directory.NotFound)
		entry := k.wantTold(before, directory.TeamMerged)[0]
		joined := []directory.MemberID{petra.ID, gone.ID}
		slices.Sort(joined)
		if entry.Team != art.ID || entry.SuccessorTeam != design.ID || entry.Personal.Subject != "Art" ||
			!slices.Equal(entry.Personal.Named, []string{"Design"}) || !slices.Equal(entry.AddedMembers, joined) {
			t.Errorf("the journal tells %+v, %+v", entry, entry.Personal)
		}
		if after := k.anyTeam(design.ID); !after.UpdatedAt.After(design.UpdatedAt) {
			t.Errorf("the team is as old as it was: %v", after.UpdatedAt)
		}
		k.team("Art") // the name is free
	})
}

// TestWhichTeamStaysAndWhoComes: every row is one value away from another answer.
func TestWhichTeamStaysAndWhoComes(t *testing.T) {
	t.Parallel()
	const locked = "Okta decides who is in Crew. In Okta: Directory › Groups › Crew."
	for _, test := range []struct {
		name        string
		off         bool
		with        string // Design, by hand, or Staff, pushed
		stays       string
		comes, left []string
		why         string
		refused     string
	}{
		{"by hand into pushed", false, "Design", "Crew", nil, []string{"Hana Hand", "Paul Two"}, locked, ""},
		{"by hand into pushed, off", true, "Design", "Crew", []string{"Paul Two"}, []string{"Hana Hand"}, "Crew was provisioned by Okta and takes only people whom it provisioned.", ""},
		{
			"both pushed", false, "Staff", "", nil, nil, "",
			"Both Crew and Staff are pushed by identity providers, which would push again whichever goes. Unlink and delete one of the groups there, or turn a connection off under Settings › Access management, then merge them.",
		},
		{"both pushed, off", true, "Staff", "Crew", []string{"Paul Two"}, nil, "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			k := newOffice(t).company(6).okta()
			one, two, hand := k.push("Petra One"), k.push("Paul Two"), k.join("Hana Hand", directory.RoleMember)
			crew, staff := k.pushTeam("Crew", one), k.pushTeam("Staff", two, one)
			design := k.team("Design", one.ID, two.ID, hand.ID)
			if test.off {
				k.turnOff()
			}
			with := map[string]directory.TeamID{"Design": design.ID, "Staff": staff.ID}[test.with]
			before := k.head()
			for _, pair := range [][2]directory.TeamID{{crew.ID, with}, {with, crew.ID}} {
				if plan := k.planTeams(pair[0], pair[1], crew.ID); plan.Stays.ID != crew.ID && test.refused == "" {
					t.Errorf("%s stays, want %s", plan.Stays.Name, test.stays)
				}
			}
			done, err := k.mergeTeams(crew.ID, with)
			if test.refused != "" {
				wantRefusal(t, err, directory.Refused, test.refused)
				k.wantTold(before)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if done.Stays.Name != test.stays || !slices.Equal(namesOf(done.Comes), test.comes) || !slices.Equal(namesOf(done.Left), test.left) || done.Why.Sentence() != test.why {
				t.Errorf("%s stays, %v come and %v do not (%s); want %s, %v, %v (%s)", done.Stays.Name,
					namesOf(done.Comes), namesOf(done.Left), done.Why.Sentence(), test.stays, test.comes, test.left, test.why)
			}
			in, err := k.view().TeamMembers(crew.ID, "", 9)
			if want := 1 + len(test.comes); err != nil || len(in) != want {
				t.Errorf("in the team are %v, %v; want %d", in, err, want)
			}
		})
	}
}

func TestTheCallerChoosesTheTeam(t *testing.T) {
	t.Parallel()
	k := newOffice(t).company(4).okta()
	petra := k.push("Petra Pushed")
	a, b, crew := k.team("A"), k.team("B"), k.pushTeam("Crew", petra)
	if plan := k.planTeams(a.ID, b.ID, b.ID); plan.Stays.ID != b.ID || plan.Version == k.planTeams(a.ID, b.ID, a.ID).Version {
		t.Errorf("%s stays, want the one that was chosen", plan.Stays.Name)
	}
	plan := k.planTeams(a.ID, crew.ID, a.ID)
	if plan.Stays.ID != crew.ID || plan.Refusal == nil || plan.Refusal.Message != "An identity provider knows Crew and would not find A, so Crew stays." {
		t.Errorf("%s stays, %v; want Okta's, and a refusal of the other", plan.Stays.Name, plan.Refusal)
	}
	_, err := k.PlanTeamMerge(t.Context(), k.company.id, administration.MergeOfTeams{Team: a.ID, With: a.ID})
	wantRefusal(t, err, directory.Invalid, "A merge takes two: choose another team.")
	seen := k.planTeams(a.ID, b.ID, "")
	if err := k.add(b.ID, petra.ID); err != nil {
		t.Fatal(err)
	}
	_, err = k.MergeTeams(t.Context(), k.owner, k.company.id, administration.MergeOfTeams{Team: a.ID, With: b.ID}, seen.Version)
	wantRefusal(t, err, directory.Refused, "Something changed after you looked at what this merge does. Look at it again, then confirm it.")
}

// TestALargeTeamIsToldInSeveralEntries: one of them tells the merge, and none names
// more people than a reader takes.
func TestALargeTeamIsToldInSeveralEntries(t *testing.T) {
	t.Parallel()
	c := newOffice(t).company(1)
	a, b := c.team("A", c.olga.ID), c.team("B", c.olga.ID)
	const people = 2*directory.MaxEntryMembers + 7
	c.must(c.Store.Update(t.Context(), c.id, func(tx directory.Tx) error {
		ids := make([]directory.MemberID, people)
		for i := range ids {
			ids[i] = directory.MemberID(fmt.Sprintf("m%05d", i))
			if err := tx.CreateMember(directory.Member{ID: ids[i], Name: "M", Role: directory.RoleMember, Status: directory.MemberDeactivated}); err != nil {
				return err
			}
		}
		_, err := tx.AddToManualTeam(b.ID, ids)
		return err
	}))
	before := c.head()
	done, err := c.mergeTeams(a.ID, b.ID)
	if err != nil {
		t.Fatal(err)
	}
	told := c.wantTold(before, directory.TeamMerged, directory.TeamMembersChanged, directory.TeamMembersChanged)
	for i, want := range []int{1000, 1000, 7} {
		if team := told[i].Team; len(told[i].AddedMembers) != want || (team == b.ID) != (i == 0) {
			t.Errorf("entry %d tells %d people about %s, want %d", i, len(told[i].AddedMembers), team, want)
		}
	}
	if size := c.anyTeam(a.ID).Size; done.Comes.Count != people || len(done.Comes.First) != 20 || size != people+1 {
		t.Errorf("%d come along, of whom %d are named, and the team has %d", done.Comes.Count, len(done.Comes.First), size)
	}
}
