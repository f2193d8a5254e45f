package access_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/access"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/provisioning"
	"github.com/musterhq/muster/internal/scimserver"
)

// joinByPasskey invites somebody who accepts with a passkey.
func (w world) joinByPasskey(organization directory.OrganizationID, email string, a *authenticator) access.Admission {
	w.Helper()
	member := w.invite(organization, "Pia", email, directory.RoleMember)
	admission, err := w.acceptByPasskey(w.link(organization, member.ID).Reveal(), a)
	w.ok(err)
	return admission
}

func (w world) acceptByPasskey(token string, a *authenticator) (access.Admission, error) {
	w.Helper()
	ceremony, err := w.BeginPasskeyAcceptance(w.Context(), access.Acceptance{Token: token})
	w.ok(err)
	return w.FinishPasskeyAcceptance(w.Context(), ceremony.ID, a.create(w.T, ceremony), "MacBook", somewhere)
}

func (w world) signInByPasskey(a *authenticator) (access.Admission, error) {
	w.Helper()
	ceremony, err := w.BeginPasskeySignIn(w.Context(), somewhere)
	w.ok(err)
	return w.FinishPasskeySignIn(w.Context(), ceremony.ID, a.get(w.T, ceremony), somewhere)
}

func TestJoiningAndSigningInByPasskey(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		organization := w.ana(directory.RoleMember).Principal.Organization.ID
		a := newAuthenticator(t)
		joined := w.joinByPasskey(organization, "pia@engines.example", a)
		w.wantKinds(organization, directory.MemberJoined, directory.MemberSignInChanged)
		w.wantAlive(joined, true)
		if handle := string(a.userHandle); handle != string(organization)+"."+string(joined.Principal.Member.ID) {
			t.Errorf("the user handle is %q", handle)
		}

		w.clock.pass(time.Minute)
		admission, err := w.signInByPasskey(a)
		w.ok(err)
		if admission.Principal.Member.ID != joined.Principal.Member.ID {
			t.Errorf("signed in as %+v", admission.Principal.Member)
		}
		methods, err := w.Methods(t.Context(), organization, joined.Principal.Member.ID)
		w.ok(err)
		if methods.Password || len(methods.Passkeys) != 1 || methods.Passkeys[0].Name != "MacBook" || !methods.Passkeys[0].UsedAt.Equal(w.clock.now()) {
			t.Errorf("methods are %+v, want one passkey MacBook that was used now", methods)
		}

		w.deactivate(joined.Principal)
		_, err = w.signInByPasskey(a)
		w.wantCode(err, directory.Unauthorized)
		w.wantAlive(admission, false)
	})
}

func TestPasskeyOptions(t *testing.T) {
	t.Parallel()
	onSQLite(t, func(w world) {
		ana := w.ana(directory.RoleMember)
		ceremony, err := w.BeginPasskey(t.Context(), ana.Principal)
		w.ok(err)
		asked := readOptions(t, ceremony)
		if asked.RP.ID != "muster.example" || asked.Attestation != "none" ||
			asked.AuthenticatorSelection.ResidentKey != "required" || asked.AuthenticatorSelection.UserVerification != "required" {
			t.Errorf("registration asks for %s", ceremony.Options)
		}
		ceremony, err = w.BeginPasskeySignIn(t.Context(), somewhere)
		w.ok(err)
		asked = readOptions(t, ceremony)
		if asked.RPID != "muster.example" || asked.UserVerification != "required" || len(asked.AllowCredentials) != 0 {
			t.Errorf("sign-in asks for %s", ceremony.Options)
		}
	})
}

func TestPasskeyAnswersThatProveNothing(t *testing.T) {
	t.Parallel()
	breaks := map[string]func(a *authenticator){
		"another origin":        func(a *authenticator) { a.origin = "https://muster.example.evil.example" },
		"another scheme":        func(a *authenticator) { a.origin = "http://muster.example" },
		"another port":          func(a *authenticator) { a.origin = origin + ":8443" },
		"another challenge":     func(a *authenticator) { a.challenge = base64url.EncodeToString(make([]byte, 32)) },
		"no challenge":          func(a *authenticator) { a.challenge = "AA" },
		"user not verified":     func(a *authenticator) { a.flags = userPresent },
		"user not present":      func(a *authenticator) { a.flags = userVerified },
		"another member's name": func(a *authenticator) { a.userHandle = []byte("nobody.nobody") },
		"no user handle":        func(a *authenticator) { a.userHandle = nil },
		"a handle of no member": func(a *authenticator) { a.userHandle = []byte("x") },
		"another credential":    func(a *authenticator) { a.id = []byte("another credential") },
	}
	onSQLite(t, func(w world) {
		organization := w.ana(directory.RoleMember).Principal.Organization.ID
		a := newAuthenticator(t)
		w.joinByPasskey(organization, "pia@engines.example", a)
		stranger := newAuthenticator(t)
		stranger.id, stranger.userHandle = a.id, a.userHandle // with a key of their own
		_, err := w.signInByPasskey(stranger)
		w.wantCode(err, directory.Unauthorized)
		for name, breaking := range breaks {
			broken := *a
			breaking(&broken)
			if _, err := w.signInByPasskey(&broken); directory.CodeOf(err) != directory.Unauthorized {
				t.Errorf("sign-in with %s: %v, want Unauthorized", name, err)
			}
		}
		for _, name := range []string{"another origin", "another challenge", "user not verified", "user not present"} {
			broken := *newAuthenticator(t)
			breaks[name](&broken)
			member := w.invite(organization, "Quinn", "quinn@engines.example", directory.RoleMember)
			link := w.link(organization, member.ID).Reveal()
			if _, err := w.acceptByPasskey(link, &broken); directory.CodeOf(err) != directory.Invalid {
				t.Errorf("registration with %s: %v, want Invalid", name, err)
			}
			if view, err := w.LookAtLink(t.Context(), link); err != nil || view.Refusal != nil {
				t.Errorf("after it the link is %+v, %v; want it to count", view, err)
			}
		}
		for _, garbage := range []string{"", "{}", "null", "[]", `{"id":"x"}`, strings.Repeat("[", 10_000)} {
			ceremony, err := w.BeginPasskeySignIn(t.Context(), somewhere)
			w.ok(err)
			_, err = w.FinishPasskeySignIn(t.Context(), ceremony.ID, []byte(garbage), somewhere)
			w.wantCode(err, directory.Unauthorized)
		}
		_, err = w.signInByPasskey(a)
		w.ok(err)
	})
}

func TestCeremoniesAreNotReplayed(t *testing.T) {
	t.Parallel()
	onSQLite(t, func(w world) {
		ana := w.ana(directory.RoleMember)
		a := newAuthenticator(t)
		pia := w.joinByPasskey(ana.Principal.Organization.ID, "pia@engines.example", a)

		ceremony, err := w.BeginPasskeySignIn(t.Context(), somewhere)
		w.ok(err)
		proof := a.get(t, ceremony)
		_, err = w.FinishPasskeySignIn(t.Context(), ceremony.ID, proof, somewhere)
		w.ok(err)
		_, err = w.FinishPasskeySignIn(t.Context(), ceremony.ID, proof, somewhere)
		w.wantCode(err, directory.Unauthorized)
		other, err := w.BeginPasskeySignIn(t.Context(), somewhere)
		w.ok(err)
		_, err = w.FinishPasskeySignIn(t.Context(), other.ID, proof, somewhere)
		w.wantCode(err, directory.Unauthorized)

		late, err := w.BeginPasskeySignIn(t.Context(), somewhere)
		w.ok(err)
		w.clock.pass(access.CeremonyLifetime)
		_, err = w.FinishPasskeySignIn(t.Context(), late.ID, a.get(t, late), somewhere)
		w.wantCode(err, directory.Unauthorized)

		// One that was begun to confirm somebody signs nobody in, and confirms
		// nobody else.
		stepUp, err := w.BeginPasskeyStepUp(t.Context(), pia.Principal)
		w.ok(err)
		_, err = w.FinishPasskeySignIn(t.Context(), stepUp.ID, a.get(t, stepUp), somewhere)
		w.wantCode(err, directory.Unauthorized)
		stepUp, err = w.BeginPasskeyStepUp(t.Context(), pia.Principal)
		w.ok(err)
		_, err = w.FinishPasskeyStepUp(t.Context(), ana.Principal, stepUp.ID, a.get(t, stepUp))
		w.wantCode(err, directory.Unauthorized)
	})
}

// Two devices with one key count apart, and the one that is behind shows it.
func TestACopiedPasskeyDoesNotCount(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		organization := w.ana(directory.RoleMember).Principal.Organization.ID
		a := newAuthenticator(t)
		a.count = 1
		pia := w.joinByPasskey(organization, "pia@engines.example", a)
		copied := *a
		for range 2 {
			_, err := w.signInByPasskey(a)
			w.ok(err)
		}
		_, err := w.signInByPasskey(&copied)
		w.wantCode(err, directory.Unauthorized)
		if !strings.Contains(err.Error(), "copied") {
			t.Errorf("the answer is %q, want it to say that the passkey was copied", err)
		}
		stepUp, err := w.BeginPasskeyStepUp(t.Context(), pia.Principal)
		w.ok(err)
		_, err = w.FinishPasskeyStepUp(t.Context(), pia.Principal, stepUp.ID, copied.get(t, stepUp))
		w.wantCode(err, directory.Unauthorized)
		_, err = w.signInByPasskey(a)
		w.ok(err)
	})
}

func TestBeginningPasskeySignInsIsLimited(t *testing.T) {
	t.Parallel()
	onSQLite(t, func(w world) {
		for range 60 {
			_, err := w.BeginPasskeySignIn(t.Context(), somewhere)
			w.ok(err)
		}
		_, err := w.BeginPasskeySignIn(t.Context(), somewhere)
		w.wantCode(err, directory.Unavailable)
		_, err = w.BeginPasskeySignIn(t.Context(), access.Client{})
		w.ok(err)
	})
}

func TestWherePasskeysAreImpossible(t *testing.T) {
	t.Parallel()
	onSQLite(t, func(w world) {
		ana := w.ana(directory.RoleMember)
		for address, want := range map[string]bool{
			"https://muster.example":      true,
			"https://muster.example:8443": true,
			"http://localhost:8080":       true,
			"http://muster.example":       false,
			"https://192.0.2.1":           false,
			"http://127.0.0.1:8080":       false,
			"https://[2001:db8::1]":       false,
		} {
			public, err := url.Parse(address)
			w.ok(err)
			service, err := access.New(access.Config{Store: w.store, PublicURL: public, Now: w.clock.now, NewID: directory.NewID, Settle: provisioning.Inactive(scimserver.Inactive).Settle, Hashing: access.QuickHashing})
			w.ok(err)
			if got := service.Passkeys(); got != want {
				t.Errorf("passkeys at %s: %v, want %v", address, got, want)
			}
			_, err = service.BeginPasskeySignIn(t.Context(), somewhere)
			if (err == nil) != want || !want && directory.CodeOf(err) != directory.Refused {
				t.Errorf("beginning at %s: %v", address, err)
			}
			_, err = service.BeginPasskey(t.Context(), ana.Principal)
			if (err == nil) != want {
				t.Errorf("adding at %s: %v", address, err)
			}
		}
	})
}
