package administration_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/musterhq/muster/internal/directory"
)

func (c company) team(name string, members ...directory.MemberID) directory.Team {
	c.Helper()
	team, err := c.CreateTeam(c.Context(), c.owner, c.id, name, members)
	if err != nil {
		c.Fatal(err)
	}
	return team
}

func (c company) renameTeam(id directory.TeamID, name string) error {
	_, err := c.RenameTeam(c.Context(), c.owner, c.id, id, name)
	return err
}

func (c company) deleteTeam(id directory.TeamID) error {
	return c.DeleteTeam(c.Context(), c.owner, c.id, id)
}

func (c company) anyTeam(id directory.TeamID) directory.Team {
	c.Helper()
	team, err := c.view().AnyTeam(id)
	if err != nil {
		c.Fatal(err)
	}
	return team
}

func TestTheLifeOfAManualTeam(t *testing.T) {
	onEachEngine(t, func(t *testing.T, o office) {
		c := o.company(5)
		ana := c.join("Ana Ruiz", directory.RoleMember)
		before := c.head()
		design, err := c.CreateTeam(t.Context(), c.owner, c.id, " Design ", []directory.MemberID{ana.ID, c.olga.ID, ana.ID})
		if err != nil {
			t.Fatal(err)
		}
		if design.Name != "Design" || design.Size != 2 || design.Provisioned() {
			t.Errorf("created %+v, want Design with two members", design)
		}
		if diff := cmp.Diff(design, c.anyTeam(design.ID)); diff != "" {
			t.Errorf("another team is stored (-answered +stored):\n%s", diff)
		}
		for range 2 { // the second time does nothing
			renamed, err := c.RenameTeam(t.Context(), c.owner, c.id, design.ID, "Form ")
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(renamed, c.anyTeam(design.ID)); renamed.Name != "Form" || diff != "" {
				t.Errorf("another team is stored (-answered +stored):\n%s", diff)
			}
		}
		if err := c.deleteTeam(design.ID); err != nil {
			t.Fatal(err)
		}
		wantCode(t, c.deleteTeam(design.ID), directory.NotFound)
		c.member(ana.ID) // remains
		told := c.wantTold(before, directory.TeamCreated, directory.TeamMembersChanged, directory.TeamUpdated, directory.TeamDeleted)
		want := []directory.Change{{Field: "name", Before: "Design", After: "Form"}}
		if diff := cmp.Diff(want, told[2].Personal.Changes); diff != "" {
			t.Errorf("the changes differ (-want +got):\n%s", diff)
		}
		if told[0].Number != design.Ordinal || len(told[1].AddedMembers) != 2 {
			t.Errorf("the journal tells %+v, want the team and its two members", told[:2])
		}
	})
}

func TestTeamsThatCannotBeMade(t *testing.T) {
	t.Parallel()
	c := newOffice(t).company(5)
	c.team("Design")
	form := c.team("Form")
	gone := c.join("Gus Gone", directory.RoleMember)
	if err := c.deactivate(gone.ID); err != nil {
		t.Fatal(err)
	}
	const taken = "There is a team named Design already; choose another name, or add people to that team."
	before := c.head()
	for _, test := range []struct {
		name     string
		members  []directory.MemberID
		code     directory.Code
		sentence string
	}{
		{" ", nil, directory.Invalid, "A team needs a name."},
		{"a\x00b", nil, directory.Invalid, "The team name holds characters that cannot be used in names; remove control and invisible characters."},
		{"DESIGN", nil, directory.Taken, taken},
		{"New", []directory.MemberID{gone.ID}, directory.Refused, "Gus Gone is deactivated and cannot join New; reactivate them first."},
		{"New", manyPeople(), directory.Invalid, "At most 1,000 people can join or leave a team at once; do it in parts."},
	} {
		_, err := c.CreateTeam(t.Context(), c.owner, c.id, test.name, test.members)
		if got := directory.CodeOf(err); got != test.code || message(err) != test.sentence {
			t.Errorf("%q is refused with %v %q, want %v %q", test.name, got, message(err), test.code, test.sentence)
		}
	}
	_, err := c.CreateTeam(t.Context(), c.owner, c.id, "New", []directory.MemberID{"nobody"})
	wantCode(t, err, directory.NotFound)
	wantRefusal(t, c.renameTeam(form.ID, ""), directory.Invalid, "A team needs a name.")
	wantRefusal(t, c.renameTeam(form.ID, "design"), directory.Taken, taken)
	wantCode(t, c.renameTeam("nobody", "New"), directory.NotFound)
	c.wantTold(before)
	if err := c.renameTeam(form.ID, "FORM"); err != nil {
		t.Errorf("a team's own name in another spelling is refused: %v", err)
	}
}

// TestAManualTeamMayBeCalledLikeAProvisionedOne: names are unique among the teams
// of one origin.
func TestAManualTeamMayBeCalledLikeAProvisionedOne(t *testing.T) {
	t.Parallel()
	k := newOffice(t).company(5).okta()
	k.pushTeam("Crew")
	k.team("Crew")
}

func TestAProvidersTeamIsEditedWhileItIsOff(t *testing.T) {
	t.Parallel()
	k := newOffice(t).company(5).okta()
	crew, other := k.pushTeam("Crew"), k.pushTeam("Other")
	before := k.head()
	wantRefusal(t, k.renameTeam(crew.ID, "Mine"), directory.Refused, "Okta decides the name of Crew. In Okta: Directory › Groups › Crew.")
	wantRefusal(t, k.deleteTeam(crew.ID), directory.Refused, "Okta decides whether Crew is here. In Okta: Applications › the application › Push Groups.")
	k.wantTold(before)

	k.turnOff()
	wantRefusal(t, k.renameTeam(crew.ID, "other"), directory.Taken, "There is a team named Other already; choose another name, or add people to that team.")
	if err := k.renameTeam(crew.ID, "Mine"); err != nil {
		t.Fatal(err)
	}
	if renamed := k.anyTeam(crew.ID); renamed.Name != "Mine" || renamed.Origin != k.Connection.ID {
		t.Errorf("renamed to %+v, want Mine, still of Okta", renamed)
	}
	if err := k.deleteTeam(other.ID); err != nil {
		t.Fatal(err)
	}
	_, err := k.view().AnyTeam(other.ID)
	wantCode(t, err, directory.NotFound)
}

func TestSomebodyChangedTheTeamFirst(t *testing.T) {
	t.Parallel()
	c := newOffice(t).company(5)
	design := c.team("Design")
	late := c
	late.owner.Seen = design.UpdatedAt
	if err := late.renameTeam(design.ID, "Form"); err != nil {
		t.Errorf("the first is refused: %v", err)
	}
	const sentence = "Somebody else changed this after you opened it; look at it again and repeat your change."
	wantRefusal(t, late.renameTeam(design.ID, "Shape"), directory.Refused, sentence)
	wantRefusal(t, late.deleteTeam(design.ID), directory.Refused, sentence)
}
