package storetest

import (
	"context"
	"errors"
	"runtime"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// ending is a way in which a change can end without having happened.
type ending struct {
	name string
	end  func() error
}

var errDeliberate = errors.New("deliberate")

func endings() []ending {
	return []ending{
		{"refuses", func() error { return directory.Errorf(directory.Refused, "Not today.") }},
		{"fails", func() error { return errDeliberate }},
		{"panics", func() error { panic(errDeliberate) }},
		{"exits", func() error { runtime.Goexit(); return nil }},
	}
}

// aside runs an Update on a goroutine of its own, because the change may end
// that. It returns what Update returned, or what it panicked with, and whether
// it returned at all.
func aside(ctx context.Context, h house, change func(directory.Tx) error) (returned bool, panicked any, err error) {
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		defer func() { panicked = recover() }()
		err = h.store.Update(ctx, h.organization.ID, change)
		returned = true
	}()
	<-ended
	return returned, panicked, err
}

// deliberately says whether a goroutine panicked as a change of ours did.
func deliberately(panicked any) bool {
	err, ok := panicked.(error)
	return ok && errors.Is(err, errDeliberate)
}

// rewrite makes every write that a Tx has, on an organization that furnish made.
func rewrite(tx directory.Tx, h house, th things) error {
	connection := newConnection(h.organization.ID)
	identity, member, team := newIdentity(th.connection, "new"), newMember("new"), newTeam(th.connection, "new")
	changedIdentity := newIdentity(th.connection, "changed")
	changedIdentity.ID = th.identity
	changedMember := newMember("changed")
	changedMember.ID = th.member
	changedTeam := newTeam(th.connection, "changed")
	changedTeam.ID = th.team
	disabled := newConnection(h.organization.ID)
	disabled.ID, disabled.State = th.connection, directory.ConnectionDisabled
	method, changedMethod := newLoginMethod("new"), newLoginMethod("changed")
	changedMethod.ID = th.method
	domain := newDomain(directory.NewID())
	told := entry(directory.TeamUpdated)
	told.Personal = &directory.Personal{Subject: "never"}
	sets := func(do func(directory.TeamID, []directory.IdentityID) ([]directory.IdentityID, error), ids ...directory.IdentityID) func() error {
		return func() error { _, err := do(th.team, ids); return err }
	}
	for _, write := range []func() error{
		func() error { _, err := tx.Append(told); return err },
		func() error { return tx.SetLicenses(99) },
		func() error { return tx.CreateConnection(connection) },
		func() error { return tx.UpdateConnection(disabled) },
		func() error { return tx.CreateCredential(newCredential(connection)) },
		func() error { _, err := tx.EndCredential(th.connection, th.secret, farAway); return err },
		func() error { _, err := tx.RevokeCredentials(th.connection); return err },
		func() error { return addIdentity(tx, &identity) },
		func() error { return updateIdentity(tx, &changedIdentity) },
		func() error { return tx.SetLeaving(th.connection, th.identity, directory.Leaving{}) },
		func() error { return tx.LeaveAs(th.member, "never") },
		func() error { return tx.SetEdited(th.connection, th.identity, false) },
		func() error {
			return tx.PutEnded(directory.Ended{Number: 99, Connection: th.connection, Member: th.member})
		},
		func() error { return addMember(tx, &member) },
		func() error { return tx.UpdateMember(changedMember) },
		func() error {
			_, err := tx.SetAccount(th.member, directory.Account{Name: "set", Status: directory.MemberActive, License: directory.HoldLicense})
			return err
		},
		func() error { return tx.ReleaseLicense(th.member) },
		func() error { return tx.TakeLicense(member.ID) },
		func() error { return tx.PassLicense(member.ID, th.member) },
		func() error { _, err := tx.JoinManualTeams(member.ID, th.member, moment(60)); return err },
		func() error { return addTeam(tx, &team) },
		func() error { return tx.UpdateTeam(changedTeam) },
		sets(tx.AddTeamMembers, identity.ID),
		sets(tx.RemoveTeamMembers, th.identity),
		sets(tx.AddUnknownMembers, "a", "b", "c"),
		sets(tx.RemoveUnknownMembers, "a"),
		sets(tx.RetainUnknownMembers, "b"),
		sets(tx.RetainTeamMembers),
		func() error { return tx.ReleaseTeam(changedTeam) },
		func() error { return tx.DeleteTeam("", th.team) },
		func() error { return tx.DeleteIdentity(th.connection, th.identity) },
		func() error { return tx.CreateLoginMethod(method) },
		func() error { return tx.UpdateLoginMethod(changedMethod) },
		func() error { return tx.CreateLogin(newLogin(th.method, "new", member.ID)) },
		func() error { return tx.UpdateLogin(newLogin(th.method, th.mark, th.member)) },
		func() error { return tx.UseAssertion(th.method, "new", farAway, moment(0)) },
		func() error { return tx.DeleteLogin(th.method, th.member) },
		func() error { _, err := tx.EndLoginSessions(th.method); return err },
		func() error { _, err := tx.EndEverySession(); return err },
		func() error { return tx.CreateDomain(domain) },
		func() error { return tx.VerifyDomain(domain.Name, moment(50)) },
		func() error { return tx.DeleteDomain(th.mark) },
		func() error { return tx.DeleteLoginMethod(th.method) },
	} {
		if err := write(); err != nil {
			return err
		}
	}
	return nil
}

func testRollback(t *testing.T, open Opener) {
	store := open(t)
	for _, ending := range endings() {
		for _, writes := range []bool{true, false} {
			name := ending.name + " before it writes"
			if writes {
				name = ending.name + " after it wrote"
			}
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				h, th := furnish(t, store)
				before := snap(t, h.view(t))
				returned, panicked, err := aside(t.Context(), h, func(tx directory.Tx) error {
					if writes {
						if err := rewrite(tx, h, th); err != nil {
							return err
						}
					}
					return ending.end()
				})
				switch ending.name {
				case "refuses":
					refused(t, err, directory.Refused)
					if err != nil && err.Error() != "Not today." {
						t.Errorf("got the refusal %q, want the change's own", err)
					}
				case "fails":
					if !errors.Is(err, errDeliberate) {
						t.Errorf("got %v, want the error that the change returned", err)
					}
				case "panics":
					if !deliberately(panicked) {
						t.Errorf("got the panic %v, want the change's own", panicked)
					}
				case "exits":
					if returned || panicked != nil {
						t.Errorf("got error %v and panic %v, want the goroutine to end", err, panicked)
					}
				}
				unchanged(t, before, snap(t, h.view(t)))
				// The next change goes through, and gets the next number.
				var number int64
				h.update(t, func(tx directory.Tx) error {
					if err := rewrite(tx, h, th); err != nil {
						return err
					}
					var err error
					number, err = tx.Append(entry(directory.TeamDeleted))
					return err
				})
				if want := int64(len(before.Journal) + 5); number != want {
					t.Errorf("got the number %d, want %d", number, want)
				}
			})
		}
	}

	// A read inside a change may have to write first what was only noted.
	t.Run("refuses after it noted and read", func(t *testing.T) {
		t.Parallel()
		h, th := furnish(t, store)
		before := snap(t, h.view(t))
		for method, cases := range reads {
			for _, read := range cases {
				err := h.try(t, func(tx directory.Tx) error {
					if _, err := tx.Append(entry(directory.MemberCreated)); err != nil {
						return err
					}
					member := newMember("noted")
					if err := addMember(tx, &member); err != nil {
						return err
					}
					_, _ = read(tx, th, th) // what it finds is another test's
					return directory.Errorf(directory.Refused, "Not today.")
				})
				refused(t, err, directory.Refused)
			}
			unchanged(t, before, snap(t, h.view(t)))
			if t.Failed() {
				t.Fatalf("after %s", method)
			}
		}
	})

	t.Run("nothing shows before the commit", func(t *testing.T) {
		t.Parallel()
		h, th := furnish(t, store)
		before := snap(t, h.view(t))
		var during, inside snapshot
		h.update(t, func(tx directory.Tx) error {
			if err := rewrite(tx, h, th); err != nil {
				return err
			}
			var err error
			if during, err = readAll(h.view(t)); err != nil {
				return err
			}
			inside, err = readAll(tx)
			return err
		})
		unchanged(t, before, during)
		after := snap(t, h.view(t))
		if diff := difference(inside, after); diff != "" {
			t.Errorf("what a change sees of itself is not what it leaves (-inside +after):\n%s", diff)
		}
	})

	t.Run("a view goes with the time", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 1)
		view := h.view(t)
		ask(view.Licenses()).is(t, directory.Licenses{Bought: 1})
		h.update(t, func(tx directory.Tx) error { return tx.SetLicenses(2) })
		ask(view.Licenses()).is(t, directory.Licenses{Bought: 2})
	})
}
