package provisioning_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/provisioning"
)

func group(name string) directory.TeamAssertion {
	return directory.TeamAssertion{Name: name, Resource: []byte(`{"displayName":"` + name + `"}`)}
}

func (w *world) push(name string, members ...directory.IdentityID) directory.Team {
	w.t.Helper()
	team, err := w.service.CreateTeam(w.t.Context(), w.caller, group(name), members)
	if err != nil {
		w.t.Fatalf("push %s: %v", name, err)
	}
	return team
}

// change applies a change of members to a team and leaves the rest as it is.
func (w *world) change(id directory.TeamID, members provisioning.MembersChange) (directory.Team, error) {
	return w.service.EditTeam(w.t.Context(), w.caller, id, func(current directory.TeamAssertion) (provisioning.TeamChange, error) {
		return provisioning.TeamChange{Next: current, Members: members}, nil
	})
}

func (w *world) mustChange(id directory.TeamID, members provisioning.MembersChange) directory.Team {
	w.t.Helper()
	team, err := w.change(id, members)
	if err != nil {
		w.t.Fatalf("change team %s: %v", id, err)
	}
	return team
}

func (w *world) rename(id directory.TeamID, name string) error {
	_, err := w.service.EditTeam(w.t.Context(), w.caller, id, func(current directory.TeamAssertion) (provisioning.TeamChange, error) {
		return provisioning.TeamChange{Next: group(name), Changes: []directory.Change{{Field: "displayName", Before: current.Name, After: name}}}, nil
	})
	return err
}

func (w *world) wantMembers(id directory.TeamID, want ...directory.IdentityID) {
	w.t.Helper()
	members, err := w.view().TeamMembers(id, "", 10_000)
	if err != nil {
		w.t.Fatal(err)
	}
	var got []directory.IdentityID
	for _, member := range members {
		got = append(got, member.Identity)
	}
	slices.Sort(want)
	if !slices.Equal(got, want) {
		w.t.Errorf("the team's members are %v, want %v", got, want)
	}
}

func TestPushingAGroupMakesATeamWithItsMembers(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 5)
	ana, bob := w.create("ana"), w.create("bob")
	before := w.head()
	team := w.push("Engineering", bob.ID, ana.ID, bob.ID)
	w.wantMembers(team.ID, ana.ID, bob.ID)
	if team.Size != 2 || team.Unknown != 0 {
		t.Errorf("size %d, unknown %d; want 2, 0", team.Size, team.Unknown)
	}
	w.wantKinds(before, directory.TeamCreated, directory.TeamMembersChanged)
	if got := w.since(before)[1].Added; !slices.Equal(got, []directory.IdentityID{ana.ID, bob.ID}) {
		t.Errorf("the entry names %v, want ana and bob", got)
	}
}

func TestWhatATeamPushRepeatsWritesNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 5)
	ana, bob := w.create("ana"), w.create("bob")
	team := w.push("Engineering", ana.ID, bob.ID, "unknown-1")
	before := w.head()
	for name, change := range map[string]provisioning.MembersChange{
		"add again":            {Add: []directory.IdentityID{ana.ID, bob.ID}},
		"the same whole":       {Exactly: true, Add: []directory.IdentityID{bob.ID, "unknown-1", ana.ID}},
		"remove who is not in": {Remove: []directory.IdentityID{"unknown-2"}},
		"unknown again":        {Add: []directory.IdentityID{"unknown-1"}},
		"nothing":              {},
	} {
		got := w.mustChange(team.ID, change)
		if !got.UpdatedAt.Equal(team.UpdatedAt) {
			t.Errorf("%s: the team was written", name)
		}
	}
	if err := w.rename(team.ID, "Engineering"); err != nil {
		t.Errorf("the group's own name is refused: %v", err)
	}
	w.wantKinds(before)
}

func TestUnknownMembersAreSkippedAndShown(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 5)
	ana := w.create("ana")
	before := w.head()
	team := w.push("Engineering", "unknown-2", ana.ID, "unknown-1")
	w.wantMembers(team.ID, ana.ID)
	if team.Size != 1 || team.Unknown != 2 {
		t.Errorf("size %d, unknown %d; want 1, 2", team.Size, team.Unknown)
	}
	w.wantKinds(before, directory.TeamCreated, directory.TeamMembersChanged, directory.NoticeUnknownMembers)
	if got := w.since(before)[2].Personal.Named; !slices.Equal(got, []string{"unknown-1", "unknown-2"}) {
		t.Errorf("the notice names %v, want both unknown ids", got)
	}

	// who is removed, and who is not in a whole group, is forgotten
	team = w.mustChange(team.ID, provisioning.MembersChange{Remove: []directory.IdentityID{"unknown-1"}})
	if team.Unknown != 1 {
		t.Errorf("unknown %d after one was removed, want 1", team.Unknown)
	}
	team = w.mustChange(team.ID, provisioning.MembersChange{Exactly: true, Add: []directory.IdentityID{ana.ID}})
	if team.Unknown != 0 || team.Size != 1 {
		t.Errorf("size %d, unknown %d after a whole group, want 1, 0", team.Size, team.Unknown)
	}
}

func TestPolicyMayRefuseUnknownMembers(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 5)
	w.caller.Connection.Policy.UnknownMember = directory.RefuseUnknown
	ana := w.create("ana")
	team := w.push("Engineering", ana.ID)
	before := w.head()

	_, err := w.service.CreateTeam(t.Context(), w.caller, group("Design"), []directory.IdentityID{"unknown-1", ana.ID})
	wantCode(t, err, directory.Invalid)
	if !strings.Contains(err.Error(), "unknown-1") {
		t.Errorf("the refusal %q does not name the unknown id", err)
	}
	var many []directory.IdentityID
	for i := range 12 {
		many = append(many, directory.IdentityID(fmt.Sprintf("unknown-%02d", i)))
	}
	_, err = w.change(team.ID, provisioning.MembersChange{Exactly: true, Add: many})
	wantCode(t, err, directory.Invalid)
	if !strings.Contains(err.Error(), "unknown-09 and 2 more") {
		t.Errorf("the refusal %q does not count those it does not name", err)
	}
	w.wantKinds(before, directory.NoticeRefused, directory.NoticeRefused)
	w.wantMembers(team.ID, ana.ID)
}

func TestTeamNamesAreUniqueAndFreeAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 5)
	engineering, design := w.push("Engineering"), w.push("Design")
	_, err := w.service.CreateTeam(t.Context(), w.caller, group("ENGINEERING"), nil)
	wantCode(t, err, directory.Taken)
	wantCode(t, w.rename(design.ID, "engineering"), directory.Taken)

	before := w.head()
	if err := w.rename(engineering.ID, "Platform"); err != nil {
		t.Fatal(err)
	}
	w.wantKinds(before, directory.TeamUpdated)
	w.push("Engineering")
	if err := w.service.DeleteTeam(t.Context(), w.caller, design.ID); err != nil {
		t.Fatal(err)
	}
	wantCode(t, w.service.DeleteTeam(t.Context(), w.caller, design.ID), directory.NotFound)
	w.push("Design")
}

func TestRenamingATeamKeepsItsMembers(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 5)
	ana := w.create("ana")
	team := w.push("Engineering", ana.ID)
	if err := w.rename(team.ID, "Platform"); err != nil {
		t.Fatal(err)
	}
	w.wantMembers(team.ID, ana.ID)
}

func TestADeactivatedPersonKeepsThePushedTeams(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 5)
	ana := w.create("ana")
	team := w.push("Engineering", ana.ID)
	w.mustEdit(ana.ID, deactivate)
	w.wantMembers(team.ID, ana.ID)
	back := w.mustEdit(ana.ID, reactivate)
	if len(back.Teams) != 1 || back.Teams[0].ID != team.ID {
		t.Errorf("after reactivation the teams are %v, want Engineering", back.Teams)
	}
}

func TestAGreatChangeIsToldInSeveralEntries(t *testing.T) {
	t.Parallel()
	const people = directory.MaxEntryMembers + 5
	w := newWorld(t, people)
	var ids []directory.IdentityID
	for i := range people {
		ids = append(ids, w.create(fmt.Sprintf("p%04d", i)).ID)
	}
	before := w.head()
	team := w.push("Everybody", ids...)
	w.wantKinds(before, directory.TeamCreated, directory.TeamMembersChanged, directory.TeamMembersChanged)
	before = w.head()
	w.mustChange(team.ID, provisioning.MembersChange{Exactly: true})
	w.wantMembers(team.ID)
	told := map[directory.IdentityID]int{}
	for _, entry := range w.since(before) {
		if n := len(entry.Added) + len(entry.Removed); n > directory.MaxEntryMembers {
			t.Errorf("an entry names %d members, want at most %d", n, directory.MaxEntryMembers)
		}
		for _, id := range entry.Removed {
			told[id]++
		}
	}
	if len(told) != people {
		t.Errorf("the journal names %d who left, want %d", len(told), people)
	}
}

// TestMembersFollowEverySequenceOfChanges compares a team with a set, over
// random changes. It also holds that the journal alone is enough to rebuild the
// team.
func TestMembersFollowEverySequenceOfChanges(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 10)
	var people []directory.IdentityID
	for i := range 6 {
		people = append(people, w.create(fmt.Sprintf("p%d", i)).ID)
	}
	everyone := append(slices.Clone(people), "unknown-1", "unknown-2")
	sequence := 0
	rapid.Check(t, func(t *rapid.T) {
		sequence++
		before := w.head()
		team := w.push(fmt.Sprintf("Team %d", sequence))
		some := rapid.SliceOf(rapid.SampledFrom(everyone))
		want := map[directory.IdentityID]bool{}
		for range rapid.IntRange(1, 8).Draw(t, "changes") {
			change := provisioning.MembersChange{Exactly: rapid.Bool().Draw(t, "exactly"), Add: some.Draw(t, "add")}
			if change.Exactly {
				clear(want)
			} else {
				change.Remove = slices.DeleteFunc(some.Draw(t, "remove"), func(id directory.IdentityID) bool {
					return slices.Contains(change.Add, id)
				})
			}
			for _, id := range change.Add {
				want[id] = true
			}
			for _, id := range change.Remove {
				delete(want, id)
			}
			team = w.mustChange(team.ID, change)
		}
		var known, unknown []directory.IdentityID
		for id := range want {
			if slices.Contains(people, id) {
				known = append(known, id)
			} else {
				unknown = append(unknown, id)
			}
		}
		w.wantMembers(team.ID, known...)
		if team.Size != int64(len(known)) || team.Unknown != int64(len(unknown)) {
			t.Errorf("size %d, unknown %d; want %d, %d", team.Size, team.Unknown, len(known), len(unknown))
		}
		rebuilt := map[directory.IdentityID]bool{}
		for _, entry := range w.since(before) {
			for _, id := range entry.Added {
				rebuilt[id] = true
			}
			for _, id := range entry.Removed {
				delete(rebuilt, id)
			}
		}
		if len(rebuilt) != len(known) {
			t.Errorf("the journal leads to %d members, want %d", len(rebuilt), len(known))
		}
	})
}
