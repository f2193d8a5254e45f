package provisioning_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/provisioning"
)

// off turns the connection off, lets people do something, and turns it on again.
func (w *world) off(meanwhile func(office *administration.Service, organization directory.OrganizationID)) {
	w.t.Helper()
	connection := w.caller.Connection
	if err := w.office().DisableConnection(w.t.Context(), operator, connection.Organization, connection.ID); err != nil {
		w.t.Fatal(err)
	}
	meanwhile(w.office(), connection.Organization)
	if _, err := w.office().EnableConnection(w.t.Context(), operator, connection.Organization, connection.ID); err != nil {
		w.t.Fatal(err)
	}
	var err error
	if w.caller.Connection, err = w.view().Connection(connection.ID); err != nil {
		w.t.Fatal(err)
	}
}

// edits changes a member's name and address by hand.
func (w *world) edits(id directory.MemberID, name, email string) func(*administration.Service, directory.OrganizationID) {
	return func(office *administration.Service, organization directory.OrganizationID) {
		w.t.Helper()
		if _, err := office.EditMember(w.t.Context(), operator, organization, id, administration.MemberEdit{Name: &name, Email: &email}); err != nil {
			w.t.Fatal(err)
		}
	}
}

func (w *world) renames(id directory.TeamID, name string) func(*administration.Service, directory.OrganizationID) {
	return func(office *administration.Service, organization directory.OrganizationID) {
		w.t.Helper()
		if _, err := office.RenameTeam(w.t.Context(), operator, organization, id, name); err != nil {
			w.t.Fatal(err)
		}
	}
}

func nothing(*directory.Assertion) {}

// TestAnEditedMemberUnderEachValueOfReconnect: the same edit is overwritten under
// one value of the rule, by whatever is pushed first, and ends the identity under
// the other, where the provider makes another.
func TestAnEditedMemberUnderEachValueOfReconnect(t *testing.T) {
	t.Parallel()
	for _, first := range []string{"a push that repeats", "a push that changes", "a creation", "a creation under another user name"} {
		for _, rule := range []string{"match", "duplicate"} {
			t.Run(first+", "+rule, func(t *testing.T) {
				t.Parallel()
				w := worldUnder(t, "reconnect="+rule)
				ana := w.create("ana")
				w.off(w.edits(ana.Member, "Ana María", "other@acme.test"))
				before := w.head()
				var now directory.Identity
				var err error
				switch first {
				case "a push that repeats":
					now, err = w.edit(ana.ID, nothing)
				case "a push that changes":
					now, err = w.edit(ana.ID, func(a *directory.Assertion) { a.Name = "Ana R." })
				case "a creation under another user name":
					renamed := person("ana")
					renamed.UserName = "ana.ruiz@acme.test"
					now, err = w.service.CreateIdentity(t.Context(), w.caller, renamed)
				default:
					now, err = w.service.CreateIdentity(t.Context(), w.caller, person("ana"))
				}
				old := w.member(ana.Member)
				if rule == "duplicate" {
					w.wantTwice(ana, old, now, err)
					return
				}
				if err != nil || now.ID != ana.ID || now.Member != ana.Member || now.Edited {
					t.Errorf("she is %+v, %v; want her found under her old id", now, err)
				}
				if old.Name != now.Name || old.Email != "ana@acme.test" {
					t.Errorf("the member is %q at %q, want what the provider says", old.Name, old.Email)
				}
				told := w.since(before)
				if len(told) != 1 || told[0].Kind != directory.MemberUpdated || len(told[0].Personal.Changes) < 2 ||
					told[0].Personal.Changes[0] != (directory.Change{Field: "name", Before: "Ana María", After: now.Name}) {
					t.Errorf("the journal tells %+v, want what was overwritten", told)
				}
				if stored, err := w.view().Identity(ana.Connection, ana.ID); err != nil || stored.Edited {
					t.Errorf("she is stored as %+v, %v", stored, err)
				}
				// From then on what has no effect writes nothing, and she is here.
				head := w.head()
				w.mustEdit(ana.ID, nothing)
				_, err = w.service.CreateIdentity(t.Context(), w.caller, now.Assertion)
				wantCode(t, err, directory.Taken)
				w.wantKinds(head)
			})
		}
	}
}

// wantTwice wants the provider not to find who ended, or a new member to be there
// beside the old one, each noted as the other's possible duplicate.
func (w *world) wantTwice(ana directory.Identity, old directory.Member, now directory.Identity, err error) {
	w.t.Helper()
	if old.Name != "Ana María" || old.Email != "other@acme.test" || old.Status != directory.MemberActive || old.Identity != "" || old.Origin != w.caller.Connection.ID {
		w.t.Errorf("the old one is %+v, want her as people left her, with her badge", old)
	}
	if now.ID == "" {
		wantCode(w.t, err, directory.NotFound)
		return
	}
	if err != nil || now.ID == ana.ID || now.Member == ana.Member {
		w.t.Errorf("the new one is %+v, %v; want another", now, err)
	}
	for _, id := range []directory.MemberID{ana.Member, now.Member} {
		found, err := w.view().DuplicatesOfMembers([]directory.MemberID{id})
		if err != nil || len(found) != 1 || found[0].Member != ana.Member || found[0].NewMember != now.Member {
			w.t.Errorf("the duplicates of %s are %+v, %v", id, found, err)
		}
	}
}

// TestAnEditedTeamUnderEachValueOfReconnect is the same for a team.
func TestAnEditedTeamUnderEachValueOfReconnect(t *testing.T) {
	t.Parallel()
	for _, first := range []string{"a creation", "a push that repeats"} {
		for _, rule := range []string{"match", "duplicate"} {
			t.Run(first+", "+rule, func(t *testing.T) {
				t.Parallel()
				w := worldUnder(t, "reconnect="+rule)
				ana, bob := w.create("ana"), w.create("bob")
				crew := w.push("Crew", ana.ID)
				w.off(w.renames(crew.ID, "Mine"))
				var now directory.Team
				var err error
				if first == "a creation" {
					now, err = w.service.CreateTeam(t.Context(), w.caller, group("Crew"), []directory.IdentityID{bob.ID})
				} else {
					now, err = w.change(crew.ID, provisioning.MembersChange{})
				}
				old, lookErr := w.view().AnyTeam(crew.ID)
				if lookErr != nil {
					t.Fatal(lookErr)
				}
				if rule == "match" {
					if err != nil || now.ID != crew.ID || now.Name != "Crew" || old.Name != "Crew" || old.Asserted != "" || old.Size != 1 {
						t.Errorf("the team is %+v, %v, stored as %+v; want the old one with its asserted name", now, err, old)
					}
					_, err = w.service.CreateTeam(t.Context(), w.caller, group("Crew"), nil)
					if first == "a creation" {
						wantCode(t, err, directory.Taken)
					}
					return
				}
				if old.Name != "Mine" || old.Provisioned() || old.Formerly != w.caller.Connection.ID || old.Size != 1 {
					t.Errorf("the old one is %+v, want it manual, with its badge and its people", old)
				}
				if first != "a creation" {
					wantCode(t, err, directory.NotFound)
					return
				}
				if err != nil || now.ID == crew.ID || !now.Provisioned() {
					t.Errorf("the new one is %+v, %v; want another", now, err)
				}
				found, err := w.view().DuplicatesOfTeams([]directory.TeamID{now.ID})
				if err != nil || len(found) != 1 || found[0].Team != crew.ID || found[0].Name != "Crew" {
					t.Errorf("the duplicates are %+v, %v", found, err)
				}
			})
		}
	}
}

// TestWhoWasNotEditedIsFoundUnderMatchAlone: nothing changed, and only under match
// is a creation answered with who is here.
func TestWhoWasNotEditedIsFoundUnderMatchAlone(t *testing.T) {
	t.Parallel()
	for _, rule := range []string{"match", "duplicate"} {
		t.Run(rule, func(t *testing.T) {
			t.Parallel()
			w := worldUnder(t, "reconnect="+rule)
			ana := w.create("ana")
			crew := w.push("Crew", ana.ID)
			_, err := w.service.CreateIdentity(t.Context(), w.caller, person("ana"))
			wantCode(t, err, directory.Taken) // before it was ever off
			w.off(func(*administration.Service, directory.OrganizationID) {})
			again, err := w.service.CreateIdentity(t.Context(), w.caller, person("ana"))
			team, teamErr := w.service.CreateTeam(t.Context(), w.caller, group("Crew"), []directory.IdentityID{ana.ID})
			if rule == "duplicate" {
				wantCode(t, err, directory.Taken)
				wantCode(t, teamErr, directory.Taken)
				return
			}
			if err != nil || again.ID != ana.ID || teamErr != nil || team.ID != crew.ID {
				t.Errorf("created again they are %+v, %v and %+v, %v; want who was here", again, err, team, teamErr)
			}
			_, err = w.service.CreateIdentity(t.Context(), w.caller, person("ana"))
			wantCode(t, err, directory.Taken)
			_, err = w.service.CreateTeam(t.Context(), w.caller, group("Crew"), nil)
			wantCode(t, err, directory.Taken)
		})
	}
}

// TestWhetherSomebodyWorksIsOverwrittenToo, under every value, with the license.
func TestWhetherSomebodyWorksIsOverwrittenToo(t *testing.T) {
	t.Parallel()
	for _, rule := range []string{"match", "duplicate"} {
		t.Run(rule, func(t *testing.T) {
			t.Parallel()
			w := worldUnder(t, "reconnect="+rule)
			ana, bob := w.create("ana"), w.create("bob")
			w.mustEdit(bob.ID, deactivate)
			w.off(func(office *administration.Service, organization directory.OrganizationID) {
				if _, err := office.DeactivateMember(t.Context(), operator, organization, ana.Member); err != nil {
					t.Fatal(err)
				}
				if _, err := office.ReactivateMember(t.Context(), operator, organization, bob.Member); err != nil {
					t.Fatal(err)
				}
			})
			before := w.head()
			w.mustEdit(ana.ID, nothing)
			w.mustEdit(bob.ID, nothing)
			w.wantKinds(before, directory.MemberReactivated, directory.MemberWasDeactivated)
			if one, two := w.member(ana.Member), w.member(bob.Member); one.Status != directory.MemberActive || !one.Licensed || two.Status != directory.MemberDeactivated || two.Licensed {
				t.Errorf("they are %+v and %+v, want what the provider says", one, two)
			}
			w.wantLicensesInUse(1)
		})
	}
}

// TestAnAdoptedMemberWhoEndedIsNotAdoptedAgain: the new one stands beside.
func TestAnAdoptedMemberWhoEndedIsNotAdoptedAgain(t *testing.T) {
	t.Parallel()
	w := worldUnder(t, "reconnect=duplicate")
	byHand := w.invite("ana", directory.RoleMember)
	ana := w.create("ana")
	if ana.Member != byHand.ID {
		t.Fatalf("%s was not adopted", byHand.ID)
	}
	w.off(w.edits(ana.Member, "Ana María", "ana@acme.test"))
	again := w.create("ana")
	if again.Member == byHand.ID {
		t.Errorf("she is %+v, want a member of her own", again)
	}
	found, err := w.view().DuplicatesOfMembers([]directory.MemberID{byHand.ID})
	if err != nil || len(found) != 1 || found[0].NewMember != again.Member {
		t.Errorf("the duplicates are %+v, %v", found, err)
	}
}

// TestNobodyIsMovedOntoAnotherWhenOverwritten: somebody else has the address now.
func TestNobodyIsMovedOntoAnotherWhenOverwritten(t *testing.T) {
	t.Parallel()
	w := worldUnder(t)
	ana := w.create("ana")
	w.off(func(office *administration.Service, organization directory.OrganizationID) {
		w.edits(ana.Member, "Ana", "other@acme.test")(office, organization)
		w.invite("ana", directory.RoleMember)
	})
	_, err := w.edit(ana.ID, nothing)
	wantCode(t, err, directory.Taken)
}

// TestWhatTurningOnAgainWillDo is the preview under both values.
func TestWhatTurningOnAgainWillDo(t *testing.T) {
	t.Parallel()
	for _, rule := range []string{"match", "duplicate"} {
		t.Run(rule, func(t *testing.T) {
			t.Parallel()
			w := worldUnder(t, "reconnect="+rule)
			ana, bob := w.create("ana"), w.create("bob")
			gone := w.create("gone")
			crew := w.push("Crew", ana.ID)
			var found provisioning.Return
			w.off(func(office *administration.Service, organization directory.OrganizationID) {
				w.edits(ana.Member, "Ana María", "other@acme.test")(office, organization)
				w.renames(crew.ID, "Mine")(office, organization)
				for _, id := range []directory.MemberID{bob.Member, gone.Member} {
					if _, err := office.DeactivateMember(t.Context(), operator, organization, id); err != nil {
						t.Fatal(err)
					}
				}
				w.removeMember(gone.Member)
				var err error
				if found, err = provisioning.ReadReturn(w.view(), w.caller.Connection, 10); err != nil {
					t.Fatal(err)
				}
			})
			bobs := provisioning.OverwrittenMember{Member: w.member(bob.Member), Name: "bob", Email: "bob@acme.test", Active: true}
			if rule == "match" {
				anas := provisioning.OverwrittenMember{Member: w.member(ana.Member), Name: "ana", Email: "ana@acme.test", Active: true}
				if diff := cmp.Diff([]provisioning.OverwrittenMember{anas, bobs}, found.Members); diff != "" || len(found.Ended) > 0 {
					t.Errorf("will be overwritten (-want +got):\n%s and twice %v", diff, found.Ended)
				}
				if len(found.Teams) != 1 || found.Teams[0].Name != "Mine" || found.Teams[0].Asserted != "Crew" {
					t.Errorf("the teams are %+v", found.Teams)
				}
				return
			}
			if diff := cmp.Diff([]provisioning.OverwrittenMember{bobs}, found.Members); diff != "" || len(found.Teams) > 0 {
				t.Errorf("will be overwritten (-want +got):\n%s and %v", diff, found.Teams)
			}
			if found.Twice != (directory.EndedCounts{Members: 1, Teams: 1}) || len(found.Ended) != 2 || found.Ended[0].Member != ana.Member || found.Ended[1].Team != crew.ID {
				t.Errorf("twice come %+v", found)
			}
		})
	}
}

// TestWhoLeavesInTheMomentOfTurningOnIsFound: what waited is completed by turning the
// connection on, and whom that deactivated is found by a creation as before.
func TestWhoLeavesInTheMomentOfTurningOnIsFound(t *testing.T) {
	t.Parallel()
	w := worldUnder(t, "protect_admins=on")
	ana := w.create("ana")
	w.makes(ana.Member, directory.RoleAdministrator)
	_, err := w.edit(ana.ID, deactivate)
	wantCode(t, err, directory.Refused)
	w.off(func(*administration.Service, directory.OrganizationID) { w.makes(ana.Member, directory.RoleMember) })
	if got := w.member(ana.Member); got.Status != directory.MemberDeactivated {
		t.Fatalf("turned on again, ana is %+v", got)
	}
	if back := w.create("ana"); back.ID != ana.ID || back.Member != ana.Member || !back.Active {
		t.Errorf("created again she is %+v, want the user that was", back)
	}
}
