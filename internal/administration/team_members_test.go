package administration_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

// message is what a refusal shows.
func message(err error) string {
	var refusal *directory.Error
	if errors.As(err, &refusal) {
		return refusal.Message
	}
	return fmt.Sprint(err)
}

// manyPeople are one more than may join at once.
func manyPeople() []directory.MemberID {
	var ids []directory.MemberID
	for i := range directory.MaxEntryMembers + 1 {
		ids = append(ids, directory.MemberID(fmt.Sprintf("m%04d", i)))
	}
	return ids
}

func (c company) add(team directory.TeamID, members ...directory.MemberID) error {
	_, err := c.AddToTeam(c.Context(), c.owner, c.id, team, members)
	return err
}

func (c company) take(team directory.TeamID, members ...directory.MemberID) error {
	_, err := c.RemoveFromTeam(c.Context(), c.owner, c.id, team, members)
	return err
}

func (c company) wantTeam(id directory.TeamID, want ...string) {
	c.Helper()
	members, err := c.view().SearchMembers(directory.MemberSearch{Team: id, Limit: 100})
	if err != nil {
		c.Fatal(err)
	}
	c.wantNames(members, want...)
	if size := c.anyTeam(id).Size; size != int64(len(want)) {
		c.Errorf("the team's size is %d, want %d", size, len(want))
	}
}

func (c company) wantNames(members []directory.Member, want ...string) {
	c.Helper()
	var got []string
	for _, member := range members {
		got = append(got, member.Name)
	}
	if !slices.Equal(got, want) {
		c.Errorf("the members are %v, want %v", got, want)
	}
}

func TestJoiningAndLeavingAManualTeam(t *testing.T) {
	onEachEngine(t, func(t *testing.T, o office) {
		k := o.company(5).okta()
		ana, petra := k.join("Ana Ruiz", directory.RoleMember), k.push("Petra Pushed")
		design := k.team("Design", ana.ID)
		before := k.head()
		grown, err := k.AddToTeam(t.Context(), k.owner, k.company.id, design.ID, []directory.MemberID{petra.ID, ana.ID, petra.ID})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(grown, k.anyTeam(design.ID)); grown.Size != 2 || diff != "" {
			t.Errorf("another team of size %d is stored (-answered +stored):\n%s", grown.Size, diff)
		}
		k.wantTeam(design.ID, "Ana Ruiz", "Petra Pushed")
		if err := errors.Join(k.add(design.ID, petra.ID), k.add(design.ID), k.take(design.ID, k.olga.ID), k.take(design.ID)); err != nil {
			t.Fatal(err) // nothing changes
		}
		shrunk, err := k.RemoveFromTeam(t.Context(), k.owner, k.company.id, design.ID, []directory.MemberID{k.olga.ID, ana.ID})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(shrunk, k.anyTeam(design.ID)); shrunk.Size != 1 || diff != "" {
			t.Errorf("another team of size %d is stored (-answered +stored):\n%s", shrunk.Size, diff)
		}
		k.wantTeam(design.ID, "Petra Pushed")
		told := k.wantTold(before, directory.TeamMembersChanged, directory.TeamMembersChanged)
		if !slices.Equal(told[0].AddedMembers, []directory.MemberID{petra.ID}) || !slices.Equal(told[1].RemovedMembers, []directory.MemberID{ana.ID}) {
			t.Errorf("the journal tells %+v, want Petra to come and Ana to go", told)
		}
	})
}

func TestWhoCannotJoin(t *testing.T) {
	t.Parallel()
	k := newOffice(t).company(6).okta()
	ana, petra := k.join("Ana Ruiz", directory.RoleMember), k.push("Petra Pushed")
	gone := k.join("Gus Gone", directory.RoleMember)
	if err := k.deactivate(gone.ID); err != nil {
		t.Fatal(err)
	}
	design, crew := k.team("Design"), k.pushTeam("Crew", petra)
	const locked = "Okta decides who is in Crew. In Okta: Directory › Groups › Crew."
	before := k.head()
	wantRefusal(t, k.add(design.ID, gone.ID), directory.Refused, "Gus Gone is deactivated and cannot join Design; reactivate them first.")
	wantRefusal(t, k.add(design.ID, manyPeople()...), directory.Invalid, "At most 1,000 people can join or leave a team at once; do it in parts.")
	wantRefusal(t, k.take(design.ID, manyPeople()...), directory.Invalid, "At most 1,000 people can join or leave a team at once; do it in parts.")
	wantCode(t, k.add(design.ID, "nobody"), directory.NotFound)
	wantCode(t, k.take(design.ID, "nobody"), directory.NotFound)
	wantCode(t, k.add("nobody", ana.ID), directory.NotFound)
	wantRefusal(t, k.add(crew.ID, ana.ID), directory.Refused, locked)
	wantRefusal(t, k.add(crew.ID, petra.ID), directory.Refused, locked)
	wantRefusal(t, k.take(crew.ID, petra.ID), directory.Refused, locked)
	k.wantTold(before)

	k.turnOff()
	wantRefusal(t, k.add(crew.ID, ana.ID), directory.Refused,
		"Crew was provisioned by Okta and takes only people whom it provisioned; Ana Ruiz is none of them. Add them to a team that was made here.")
	k.wantTeam(crew.ID, "Petra Pushed")
}

func TestAProvidersTeamTakesItsOwnWhileItIsOff(t *testing.T) {
	onEachEngine(t, func(t *testing.T, o office) {
		k := o.company(5).okta()
		petra, paul := k.push("Petra Pushed"), k.push("Paul Pushed")
		crew := k.pushTeam("Crew", petra)
		k.turnOff()
		before := k.head()
		if err := errors.Join(k.add(crew.ID, paul.ID, petra.ID), k.add(crew.ID, paul.ID)); err != nil {
			t.Fatal(err)
		}
		k.wantTeam(crew.ID, "Paul Pushed", "Petra Pushed")
		if err := errors.Join(k.take(crew.ID, petra.ID, k.olga.ID), k.take(crew.ID, petra.ID)); err != nil {
			t.Fatal(err)
		}
		k.wantTeam(crew.ID, "Paul Pushed")
		told := k.wantTold(before, directory.TeamMembersChanged, directory.TeamMembersChanged)
		if !slices.Equal(told[0].Added, []directory.IdentityID{paul.Identity}) || !slices.Equal(told[1].Removed, []directory.IdentityID{petra.Identity}) {
			t.Errorf("the journal tells %+v, want Paul to come and Petra to go", told)
		}
	})
}

func (c company) candidates(team directory.TeamID, text string, after directory.MemberPlace, limit int) []directory.Member {
	c.Helper()
	members, err := c.Candidates(c.Context(), c.id, team, text, after, limit)
	if err != nil {
		c.Fatal(err)
	}
	return members
}

func TestWhoMayJoinIsListed(t *testing.T) {
	onEachEngine(t, func(t *testing.T, o office) {
		k := o.company(9).okta()
		k.join("Ana Ruiz", directory.RoleMember)
		bob := k.join("Bob Berg", directory.RoleMember)
		gone := k.join("Gus Gone", directory.RoleMember)
		k.invite("Ines Invited", directory.RoleMember)
		petra, left, deleted := k.push("Petra Pushed"), k.push("Leo Left"), k.push("Dora Deleted")
		err := errors.Join(k.deactivate(gone.ID), k.say(left.Identity, false),
			k.provisioning.DeleteIdentity(t.Context(), k.caller(), deleted.Identity))
		if err != nil {
			t.Fatal(err)
		}
		crew, design := k.pushTeam("Crew", petra), k.team("Design", bob.ID)
		start := directory.MemberPlace{}

		k.wantNames(k.candidates(design.ID, "", start, 10), "Ana Ruiz", "Ines Invited", "Olga Owner", "Petra Pushed")
		first := k.candidates(design.ID, "", start, 2)
		k.wantNames(first, "Ana Ruiz", "Ines Invited")
		k.wantNames(k.candidates(design.ID, "", first[1].Place(), 2), "Olga Owner", "Petra Pushed")
		k.wantNames(k.candidates(design.ID, "pushed", start, 2), "Petra Pushed")
		k.wantNames(k.candidates(crew.ID, "", start, 10)) // while it is on, nobody

		k.turnOff()
		k.wantNames(k.candidates(crew.ID, "", start, 10), "Leo Left")
		k.wantNames(k.candidates(crew.ID, "", start, 1), "Leo Left") // behind Dora, who may not
		_, err = k.Candidates(t.Context(), k.company.id, "nobody", "", start, 1)
		wantCode(t, err, directory.NotFound)
	})
}

// TestWhoMayJoin: every row is one value away from another with another answer.
func TestWhoMayJoin(t *testing.T) {
	t.Parallel()
	manual := directory.Team{}
	crew := directory.Team{Origin: "okta"}
	on := directory.Connection{ID: "okta", State: directory.ConnectionEnabled, Policy: directory.Standard()}
	off := directory.Connection{ID: "okta", State: directory.ConnectionDisabled}
	without := on
	without.Policy.Groups = directory.GroupsOff
	active := directory.Member{Status: directory.MemberActive}
	invited := directory.Member{Status: directory.MemberInvited}
	deactivated := directory.Member{Status: directory.MemberDeactivated}
	provisioned := directory.Member{Status: directory.MemberActive, Origin: "okta", Identity: "i"}
	provisionedDeactivated := directory.Member{Status: directory.MemberDeactivated, Origin: "okta", Identity: "i"}
	deleted := directory.Member{Status: directory.MemberDeactivated, Origin: "okta"}
	elsewhere := directory.Member{Status: directory.MemberActive, Origin: "entra", Identity: "i"}
	for _, test := range []struct {
		name   string
		team   directory.Team
		origin directory.Connection
		member directory.Member
		want   bool
	}{
		{"manual: active", manual, directory.Connection{}, active, true},
		{"manual: invited", manual, directory.Connection{}, invited, true},
		{"manual: deactivated", manual, directory.Connection{}, deactivated, false},
		{"manual: provisioned", manual, directory.Connection{}, provisioned, true},
		{"on: by hand", crew, on, active, false},
		{"on: provisioned", crew, on, provisioned, false},
		{"on, without groups: by hand", crew, without, active, false},
		{"on, without groups: provisioned", crew, without, provisioned, true},
		{"off: by hand", crew, off, active, false},
		{"off: provisioned", crew, off, provisioned, true},
		{"off: provisioned and deactivated", crew, off, provisionedDeactivated, true},
		{"off: deleted by the provider", crew, off, deleted, false},
		{"off: of another connection", crew, off, elsewhere, false},
	} {
		if got := administration.MayJoin(test.team, test.origin, test.member); got != test.want {
			t.Errorf("%s: may join: %v, want %v", test.name, got, test.want)
		}
	}
}
