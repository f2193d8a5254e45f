package access_test

import (
	"testing"
	"time"

	"github.com/musterhq/muster/internal/access"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/secret"
)

func TestSessionsEndIdleAndAbsolutely(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		role           directory.Role
		idle, lifetime time.Duration
	}{
		{directory.RoleMember, 12 * time.Hour, 7 * 24 * time.Hour},
		{directory.RoleAdministrator, 30 * time.Minute, 12 * time.Hour},
		{directory.RoleOwner, 30 * time.Minute, 12 * time.Hour},
	} {
		t.Run(string(test.role), func(t *testing.T) {
			t.Parallel()
			onSQLite(t, func(w world) {
				ana := w.ana(test.role)
				w.clock.pass(test.idle - time.Microsecond)
				w.wantAlive(ana, true)
				w.clock.pass(test.idle)
				w.wantAlive(ana, false)

				busy, err := w.signIn("ana@engines.example", goodPassword)
				w.ok(err)
				begun := w.clock.now()
				for w.clock.now().Add(test.idle / 2).Before(begun.Add(test.lifetime)) {
					w.clock.pass(test.idle / 2)
					w.wantAlive(busy, true)
				}
				w.clock.pass(begun.Add(test.lifetime).Sub(w.clock.now()) - time.Microsecond)
				w.wantAlive(busy, true)
				w.clock.pass(time.Microsecond)
				w.wantAlive(busy, false)
			})
		})
	}
}

// Whoever is made an administrator has an administrator's session from then on.
func TestSessionsFollowTheRole(t *testing.T) {
	t.Parallel()
	onSQLite(t, func(w world) {
		ana := w.ana(directory.RoleMember)
		w.change(ana.Principal.Organization.ID, ana.Principal.Member.ID, func(m *directory.Member) { m.Role = directory.RoleAdministrator })
		p, err := w.session(ana.Secret)
		w.ok(err)
		if want := p.Session.CreatedAt.Add(access.ManagerLifetime); !p.ExpiresAt.Equal(want) {
			t.Errorf("the session of a new administrator ends at %s, want %s", p.ExpiresAt, want)
		}
		w.clock.pass(access.ManagerIdle)
		w.wantAlive(ana, false)
	})
}

// A request normally writes nothing.
func TestUseIsKeptToTheMinute(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		ana := w.ana(directory.RoleMember)
		begun := w.clock.now()
		for _, step := range []struct{ pass, want time.Duration }{
			{59 * time.Second, 0},
			{time.Second, time.Minute},
			{59 * time.Second, time.Minute},
			{time.Second, 2 * time.Minute},
		} {
			w.clock.pass(step.pass)
			w.wantAlive(ana, true)
			p, err := w.session(ana.Secret)
			w.ok(err)
			if got := p.Session.UsedAt.Sub(begun); got != step.want {
				t.Errorf("after %s the session was used at %s, want %s", w.clock.now().Sub(begun), got, step.want)
			}
		}
	})
}

// Keeping the use must not undo a proof that came in between.
func TestUseDoesNotUndoAProof(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		ana := w.ana(directory.RoleMember)
		w.clock.pass(time.Hour)
		fresh, err := w.StepUpByPassword(t.Context(), ana.Principal, goodPassword, somewhere)
		w.ok(err)
		w.clock.pass(time.Minute)
		w.wantAlive(ana, true)
		p, err := w.session(ana.Secret)
		w.ok(err)
		if !p.ProvedAt().Equal(fresh.ProvedAt()) {
			t.Errorf("proved at %s, want %s", p.ProvedAt(), fresh.ProvedAt())
		}
	})
}

func TestDeactivationEndsEverySession(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		ana := w.ana(directory.RoleMember)
		w.clock.pass(time.Second)
		w.deactivate(ana.Principal)
		w.wantAlive(ana, false)
		w.clock.pass(time.Second)
		w.reactivate(ana.Principal)
		w.wantAlive(ana, false)
		again, err := w.signIn("ana@engines.example", goodPassword)
		w.ok(err)
		w.wantAlive(again, true)
		w.wantAlive(ana, false)
	})
}

// A clock that was set back must not make the sessions of whoever returns
// stillborn.
func TestSigningInAfterTheClockWasSetBack(t *testing.T) {
	t.Parallel()
	onSQLite(t, func(w world) {
		ana := w.ana(directory.RoleMember)
		w.deactivate(ana.Principal)
		w.reactivate(ana.Principal)
		w.clock.pass(-time.Hour)
		again, err := w.signIn("ana@engines.example", goodPassword)
		w.ok(err)
		w.wantAlive(again, true)
		w.wantAlive(ana, false)
	})
}

func TestSecretsThatOpenNoSession(t *testing.T) {
	t.Parallel()
	onSQLite(t, func(w world) {
		ana := w.ana(directory.RoleAdministrator)
		_, key, err := w.CreateKey(t.Context(), ana.Principal, access.NewKey{Name: "Sync", Scopes: []directory.Scope{directory.ScopeRead}})
		w.ok(err)
		for _, token := range []string{
			"", "muster_session_", "x", ana.Secret.Reveal() + "x", ana.Secret.String(),
			secret.New(secret.Session).Reveal(), key.Reveal(), string(ana.Principal.Session.ID),
		} {
			_, err := w.Session(t.Context(), token, somewhere)
			w.wantCode(err, directory.Unauthorized)
			w.wantNoSecrets(ana.Principal.Organization.ID, []error{err}, ana.Secret.Reveal(), key.Reveal())
		}
	})
}

func TestSigningOut(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		ana := w.ana(directory.RoleMember)
		other, err := w.signIn("ana@engines.example", goodPassword)
		w.ok(err)
		w.ok(w.SignOut(t.Context(), ana.Principal))
		w.wantAlive(ana, false)
		w.wantAlive(other, true)
	})
}

func TestSessionsAreListedAndEnded(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		first := w.ana(directory.RoleMember)
		organization, member := first.Principal.Organization.ID, first.Principal.Member.ID
		admissions := []access.Admission{first}
		for range 3 {
			w.clock.pass(time.Minute)
			next, err := w.signIn("ana@engines.example", goodPassword)
			w.ok(err)
			admissions = append(admissions, next)
		}
		list, err := w.Sessions(t.Context(), organization, member)
		w.ok(err)
		if len(list) != 4 || list[0].ID != admissions[3].Principal.Session.ID || list[3].ID != first.Principal.Session.ID {
			t.Errorf("the list is %+v, want four, the latest first", list)
		}

		w.ok(w.EndSession(t.Context(), first.Principal.Actor(), organization, member, admissions[1].Principal.Session.ID))
		w.wantKinds(organization, directory.MemberSignedOut)
		w.wantAlive(admissions[1], false)
		w.wantAlive(admissions[2], true)
		w.wantCode(w.EndSession(t.Context(), operator(), organization, member, admissions[1].Principal.Session.ID), directory.NotFound)

		count, err := w.EndSessions(t.Context(), first.Principal.Actor(), organization, member, first.Principal.Session.ID)
		if err != nil || count != 2 {
			t.Errorf("ended %d others, %v; want 2", count, err)
		}
		w.wantAlive(first, true)
		w.wantAlive(admissions[3], false)
		head := len(w.entries(organization))
		count, err = w.EndSessions(t.Context(), first.Principal.Actor(), organization, member, first.Principal.Session.ID)
		if err != nil || count != 0 || len(w.entries(organization)) != head {
			t.Errorf("ending nothing ended %d, %v, and the journal grew to %d from %d", count, err, len(w.entries(organization)), head)
		}
		count, err = w.EndSessions(t.Context(), operator(), organization, member, "")
		if err != nil || count != 1 {
			t.Errorf("ended %d, %v; want the last", count, err)
		}
		w.wantAlive(first, false)
	})
}

// Another member's or organization's session is as unknown as none.
func TestSessionsOfOthersAreUnknown(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		ana := w.ana(directory.RoleMember)
		ben := w.join(ana.Principal.Organization.ID, "Ben", "ben@engines.example", directory.RoleMember)
		elsewhere := w.organization("Elsewhere")
		eve := w.join(elsewhere.ID, "Eve", "eve@elsewhere.example", directory.RoleOwner)
		w.wantCode(w.EndSession(t.Context(), operator(), ana.Principal.Organization.ID, ben.Principal.Member.ID, ana.Principal.Session.ID), directory.NotFound)
		w.wantCode(w.EndSession(t.Context(), operator(), elsewhere.ID, eve.Principal.Member.ID, ana.Principal.Session.ID), directory.NotFound)
		w.wantCode(w.EndSession(t.Context(), operator(), elsewhere.ID, ana.Principal.Member.ID, ana.Principal.Session.ID), directory.NotFound)
		_, err := w.EndSessions(t.Context(), operator(), elsewhere.ID, ana.Principal.Member.ID, "")
		w.wantCode(err, directory.NotFound)
		_, err = w.Sessions(t.Context(), elsewhere.ID, ana.Principal.Member.ID)
		w.wantCode(err, directory.NotFound)
		w.wantAlive(ana, true)
	})
}

func TestSessionsAreBounded(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		first := w.ana(directory.RoleMember)
		var last access.Admission
		for range access.MaxSessions {
			w.clock.pass(time.Second)
			var err error
			last, err = w.signIn("ana@engines.example", goodPassword)
			w.ok(err)
		}
		list, err := w.Sessions(t.Context(), first.Principal.Organization.ID, first.Principal.Member.ID)
		w.ok(err)
		if len(list) != access.MaxSessions {
			t.Errorf("there are %d sessions, want %d", len(list), access.MaxSessions)
		}
		w.wantAlive(first, false)
		w.wantAlive(last, true)
	})
}
