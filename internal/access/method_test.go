package access_test

import (
	"errors"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/access"
	"github.com/musterhq/muster/internal/directory"
)

func (w world) wantStepUp(err error) {
	w.Helper()
	var required *access.StepUpRequiredError
	if !errors.As(err, &required) {
		w.Errorf("the answer is %v, want that a fresh proof is required", err)
	}
	w.wantCode(err, directory.Refused)
}

func TestAFreshProofCountsForTenMinutes(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		ana := w.ana(directory.RoleMember).Principal
		w.ok(w.RequireFresh(ana))
		w.clock.pass(10*time.Minute - time.Microsecond)
		w.ok(w.RequireFresh(ana))
		w.clock.pass(time.Microsecond)
		w.wantStepUp(w.RequireFresh(ana))

		_, err := w.StepUpByPassword(t.Context(), ana, "wrong", somewhere)
		w.wantCode(err, directory.Unauthorized)
		w.wantStepUp(w.RequireFresh(ana))
		fresh, err := w.StepUpByPassword(t.Context(), ana, goodPassword, somewhere)
		w.ok(err)
		w.ok(w.RequireFresh(fresh))
		if !fresh.ProvedAt().Equal(w.clock.now()) {
			t.Errorf("proved at %s, want now", fresh.ProvedAt())
		}
		w.wantStepUp(w.RequireFresh(ana)) // the old value says what was so then
	})
}

func TestStepUpByPasskey(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		ana := w.ana(directory.RoleMember).Principal
		a := newAuthenticator(t)
		pia := w.joinByPasskey(ana.Organization.ID, "pia@engines.example", a)
		w.clock.pass(time.Hour)
		_, err := w.StepUpByPassword(t.Context(), pia.Principal, goodPassword, somewhere)
		w.wantCode(err, directory.Refused)
		_, err = w.BeginPasskeyStepUp(t.Context(), ana)
		w.wantCode(err, directory.Refused)
		ceremony, err := w.BeginPasskeyStepUp(t.Context(), pia.Principal)
		w.ok(err)
		fresh, err := w.FinishPasskeyStepUp(t.Context(), pia.Principal, ceremony.ID, a.get(t, ceremony))
		w.ok(err)
		w.ok(w.RequireFresh(fresh))
		p, err := w.session(pia.Secret)
		w.ok(err)
		w.ok(w.RequireFresh(p))
	})
}

// Guessing in somebody's open session is limited, whatever strangers do at the
// front door.
func TestWrongStepUpsAreLimited(t *testing.T) {
	t.Parallel()
	onSQLite(t, func(w world) {
		ana := w.ana(directory.RoleMember).Principal
		for range 10 {
			_, err := w.signIn("ana@engines.example", "wrong")
			w.wantCode(err, directory.Unauthorized)
		}
		_, err := w.StepUpByPassword(t.Context(), ana, goodPassword, somewhere)
		w.ok(err)
		for range 10 {
			_, err := w.StepUpByPassword(t.Context(), ana, "wrong", somewhere)
			w.wantCode(err, directory.Unauthorized)
		}
		_, err = w.StepUpByPassword(t.Context(), ana, goodPassword, somewhere)
		var limited *access.RateLimitedError
		if !errors.As(err, &limited) {
			t.Errorf("after ten wrong passwords: %v", err)
		}
		err = w.SetPassword(t.Context(), ana, access.PasswordChange{Password: newPassword, Current: goodPassword, Client: somewhere})
		if !errors.As(err, &limited) {
			t.Errorf("another way to guess: %v", err)
		}
	})
}

func TestChangingThePassword(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		ana := w.ana(directory.RoleMember)
		organization := ana.Principal.Organization.ID
		other, err := w.signIn("ana@engines.example", goodPassword)
		w.ok(err)
		w.clock.pass(time.Hour)

		w.wantStepUp(w.SetPassword(t.Context(), ana.Principal, access.PasswordChange{Password: newPassword}))
		w.wantCode(w.SetPassword(t.Context(), ana.Principal, access.PasswordChange{Password: newPassword, Current: "wrong"}), directory.Unauthorized)
		w.wantCode(w.SetPassword(t.Context(), ana.Principal, access.PasswordChange{Password: "short", Current: goodPassword}), directory.Invalid)
		w.wantAlive(other, true)
		w.ok(w.SetPassword(t.Context(), ana.Principal, access.PasswordChange{Password: newPassword, Current: goodPassword}))
		w.wantKinds(organization, directory.MemberJoined, directory.MemberSignInChanged, directory.MemberSignInChanged)
		w.wantAlive(ana, true)
		w.wantAlive(other, false)
		_, err = w.signIn("ana@engines.example", goodPassword)
		w.wantCode(err, directory.Unauthorized)
		_, err = w.signIn("ana@engines.example", newPassword)
		w.ok(err)
		w.wantNoSecrets(organization, []error{err}, goodPassword, newPassword, ana.Secret.Reveal(), "argon2id")
	})
}

// Whoever was signed out a moment ago cannot change how the member signs in.
func TestAnEndedSessionChangesNothing(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		ana := w.ana(directory.RoleAdministrator)
		p := ana.Principal
		adding, err := w.BeginPasskey(t.Context(), p)
		w.ok(err)
		_, err = w.EndSessions(t.Context(), operator(), p.Organization.ID, p.Member.ID, "")
		w.ok(err)
		w.wantCode(w.SetPassword(t.Context(), p, access.PasswordChange{Password: newPassword}), directory.Unauthorized)
		w.wantCode(w.RemovePassword(t.Context(), p), directory.Unauthorized)
		_, err = w.FinishPasskey(t.Context(), p, adding.ID, newAuthenticator(t).create(t, adding), "")
		w.wantCode(err, directory.Unauthorized)
		_, err = w.StepUpByPassword(t.Context(), p, goodPassword, somewhere)
		w.wantCode(err, directory.Unauthorized)
		_, _, err = w.CreateKey(t.Context(), p, access.NewKey{Name: "Sync", Scopes: directory.Scopes()[:1]})
		w.wantCode(err, directory.Unauthorized)
	})
}

func TestPasskeysAreAddedNamedAndRemoved(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		ana := w.ana(directory.RoleMember)
		organization := ana.Principal.Organization.ID
		a := newAuthenticator(t)
		ceremony, err := w.BeginPasskey(t.Context(), ana.Principal)
		w.ok(err)
		passkey, err := w.FinishPasskey(t.Context(), ana.Principal, ceremony.ID, a.create(t, ceremony), "")
		w.ok(err)
		if passkey.Name != "Passkey" || string(passkey.CredentialID) != string(a.id) {
			t.Errorf("the passkey is %+v", passkey)
		}
		ceremony, err = w.BeginPasskey(t.Context(), ana.Principal)
		w.ok(err)
		if excluded := readOptions(t, ceremony).Exclude; len(excluded) != 1 || excluded[0].ID != base64url.EncodeToString(a.id) {
			t.Errorf("adding another excludes %v, want the first", excluded)
		}
		_, err = w.FinishPasskey(t.Context(), ana.Principal, ceremony.ID, a.create(t, ceremony), "Again")
		w.wantCode(err, directory.Taken)

		renamed, err := w.RenamePasskey(t.Context(), ana.Principal, a.id, " MacBook ")
		w.ok(err)
		if renamed.Name != "MacBook" {
			t.Errorf("it is called %q", renamed.Name)
		}
		_, err = w.RenamePasskey(t.Context(), ana.Principal, a.id, "")
		w.wantCode(err, directory.Invalid)
		_, err = w.RenamePasskey(t.Context(), ana.Principal, []byte("another"), "x")
		w.wantCode(err, directory.NotFound)

		other, err := w.signInByPasskey(a)
		w.ok(err)
		w.ok(w.RemovePassword(t.Context(), ana.Principal))
		w.wantAlive(other, false)
		w.wantCode(w.RemovePassword(t.Context(), ana.Principal), directory.NotFound)
		w.wantCode(w.RemovePasskey(t.Context(), ana.Principal, a.id), directory.Refused) // the last way in
		_, err = w.signIn("ana@engines.example", goodPassword)
		w.wantCode(err, directory.Unauthorized)

		w.ok(w.SetPassword(t.Context(), ana.Principal, access.PasswordChange{Password: newPassword}))
		w.wantCode(w.RemovePasskey(t.Context(), ana.Principal, []byte("another")), directory.NotFound)
		w.clock.pass(time.Hour)
		w.wantStepUp(w.RemovePasskey(t.Context(), ana.Principal, a.id))
		_, err = w.BeginPasskey(t.Context(), ana.Principal)
		w.wantStepUp(err)
		fresh, err := w.StepUpByPassword(t.Context(), ana.Principal, newPassword, somewhere)
		w.ok(err)
		w.ok(w.RemovePasskey(t.Context(), fresh, a.id))
		w.wantKinds(organization, directory.MemberSignInChanged)
		w.wantCode(w.RemovePassword(t.Context(), fresh), directory.Refused)
		_, err = w.signInByPasskey(a)
		w.wantCode(err, directory.Unauthorized)
	})
}
