package access_test

import (
	"errors"
	"fmt"
	"net/netip"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/access"
	"github.com/musterhq/muster/internal/directory"
)

func TestSignInByPassword(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		ana := w.ana(directory.RoleMember)
		again, err := w.signIn("ANA@engines.example", goodPassword)
		w.ok(err)
		if again.Secret.Reveal() == ana.Secret.Reveal() || again.Principal.Session.ID == ana.Principal.Session.ID {
			t.Error("signing in again gave the same session")
		}
		p, err := w.session(again.Secret)
		w.ok(err)
		if p.Kind != access.Member || p.Member.ID != ana.Principal.Member.ID || p.Organization.Name != "Analytical Engines" {
			t.Errorf("signed in as %+v", p)
		}
		if p.Session.Browser != "Firefox on Linux" || p.Session.Address != "192.0.2.7" {
			t.Errorf("the session is in %q at %q", p.Session.Browser, p.Session.Address)
		}
		want := directory.Actor{Kind: directory.ActorMember, ID: string(p.Member.ID), Name: "Ana Ruiz"}
		if p.Actor() != want {
			t.Errorf("the actor is %v, want %v", p.Actor(), want)
		}
	})
}

// What a stranger sees of an unknown address is what they see of a wrong
// password, of an invited and of a deactivated member.
func TestSignInTellsNobodyWhoExists(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		ana := w.ana(directory.RoleMember)
		organization := ana.Principal.Organization.ID
		w.invite(organization, "Ben", "ben@engines.example", directory.RoleMember)
		gone := w.join(organization, "Cleo", "cleo@engines.example", directory.RoleMember)
		w.deactivate(gone.Principal)

		sentences := map[string]bool{}
		for _, attempt := range []access.PasswordSignIn{
			{Email: "ana@engines.example", Password: "wrong"},
			{Email: "ana@engines.example", Password: newPassword},
			{Email: "ana@engines.example", Password: "\xff\x00"},
			{Email: "ana@engines.example", Password: ""},
			{Email: "ana@engines.example", Password: newPassword, Organization: organization},
			{Email: "ana@engines.example", Password: goodPassword, Organization: "another"},
			{Email: "nobody@engines.example", Password: goodPassword},
			{Email: "nobody@engines.example", Password: goodPassword, Organization: organization},
			{Email: "ben@engines.example", Password: goodPassword},
			{Email: "cleo@engines.example", Password: goodPassword},
			{Email: "\x00", Password: goodPassword},
			{Email: "", Password: ""},
		} {
			attempt.Client = somewhere
			before := w.Derivations()
			admission, choice, err := w.SignInByPassword(t.Context(), attempt)
			w.wantCode(err, directory.Unauthorized)
			sentences[fmt.Sprint(err)] = true
			if done := w.Derivations() - before; done != 1 {
				t.Errorf("%q with %q cost %d hashes, want 1 as for everybody", attempt.Email, attempt.Password, done)
			}
			if admission.Principal.Kind != "" || len(choice) > 0 {
				t.Errorf("%q was let in as %+v or may choose %v", attempt.Email, admission, choice)
			}
		}
		if len(sentences) != 1 {
			t.Errorf("the answers differ: %v", sentences)
		}
	})
}

func TestSignInWhereThePasswordFitsSeveralOrganizations(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		first := w.organization("Zeta Works")
		second := w.organization("Alpha Works")
		other := w.organization("Other Works")
		w.join(first.ID, "Ana", "ana@works.example", directory.RoleOwner)
		w.join(second.ID, "Ana", "ana@works.example", directory.RoleOwner)
		third := w.invite(other.ID, "Ana", "ana@works.example", directory.RoleOwner)
		_, err := w.accept(w.link(other.ID, third.ID), newPassword)
		w.ok(err)

		attempt := access.PasswordSignIn{Email: "ana@works.example", Password: goodPassword, Client: somewhere}
		admission, choice, err := w.SignInByPassword(t.Context(), attempt)
		w.ok(err)
		if admission.Principal.Kind != "" || len(choice) != 2 || choice[0].Name != "Alpha Works" || choice[1].Name != "Zeta Works" {
			t.Errorf("admission %+v, choice %v; want a choice between Alpha and Zeta", admission, choice)
		}
		attempt.Organization = first.ID
		admission, _, err = w.SignInByPassword(t.Context(), attempt)
		w.ok(err)
		if admission.Principal.Organization.ID != first.ID {
			t.Errorf("signed in to %s, want Zeta Works", admission.Principal.Organization.Name)
		}
		attempt.Organization = other.ID
		_, _, err = w.SignInByPassword(t.Context(), attempt)
		w.wantCode(err, directory.Unauthorized)

		w.setStatus(first.ID, directory.OrganizationSuspended)
		attempt.Organization = ""
		admission, choice, err = w.SignInByPassword(t.Context(), attempt)
		w.ok(err)
		if admission.Principal.Organization.ID != second.ID || len(choice) > 0 {
			t.Errorf("with one suspended, signed in to %q, choice %v; want Alpha Works", admission.Principal.Organization.Name, choice)
		}
	})
}

func TestFailedSignInsAreLimitedByAddress(t *testing.T) {
	t.Parallel()
	onSQLite(t, func(w world) {
		w.ana(directory.RoleMember)
		for _, email := range []string{"ana@engines.example", "nobody@engines.example"} {
			// From ten networks, so that none of them is what limits.
			for i := range 10 {
				client := access.Client{Address: netip.AddrFrom4([4]byte{10, 0, byte(i), 1})}
				_, _, err := w.SignInByPassword(t.Context(), access.PasswordSignIn{Email: email, Password: "wrong", Client: client})
				w.wantCode(err, directory.Unauthorized)
			}
			before := w.Derivations()
			_, err := w.signIn(email, goodPassword)
			var limited *access.RateLimitedError
			if !errors.As(err, &limited) || limited.RetryAfter != time.Minute {
				t.Errorf("the eleventh attempt at %s gave %v, want to wait a minute", email, err)
			}
			w.wantCode(err, directory.Unavailable)
			if w.Derivations() != before {
				t.Error("a limited attempt was checked")
			}
		}
		w.clock.pass(time.Minute)
		_, err := w.signIn("ana@engines.example", goodPassword)
		w.ok(err)
		for range 30 { // what succeeds is not counted
			_, err := w.signIn("ana@engines.example", goodPassword)
			w.ok(err)
		}
	})
}

func TestFailedSignInsAreLimitedByNetwork(t *testing.T) {
	t.Parallel()
	onSQLite(t, func(w world) {
		w.ana(directory.RoleMember)
		for network, addresses := range map[string][2]string{
			"IPv4": {"203.0.113.1", "203.0.113.77"},
			"IPv6": {"2001:db8:1::1", "2001:db8:1:ffff::9"},
		} {
			for i := range 60 {
				client := access.Client{Address: netip.MustParseAddr(addresses[i%2])}
				_, _, err := w.SignInByPassword(t.Context(), access.PasswordSignIn{Email: fmt.Sprint(network, i), Password: "wrong", Client: client})
				w.wantCode(err, directory.Unauthorized)
			}
			_, _, err := w.SignInByPassword(t.Context(), access.PasswordSignIn{
				Email: "ana@engines.example", Password: goodPassword, Client: access.Client{Address: netip.MustParseAddr(addresses[0])},
			})
			var limited *access.RateLimitedError
			if !errors.As(err, &limited) {
				t.Errorf("%s: after 60 failures from the network: %v", network, err)
			}
		}
		_, err := w.signIn("ana@engines.example", goodPassword) // from elsewhere
		w.ok(err)
	})
}

// Counting comes before checking, so guessing at once gains nothing.
func TestGuessesAtOnceAreLimited(t *testing.T) {
	t.Parallel()
	onSQLite(t, func(w world) {
		w.ana(directory.RoleMember)
		var checked atomic.Int64
		var group sync.WaitGroup
		for range 100 {
			group.Go(func() {
				_, err := w.signIn("ana@engines.example", "wrong")
				if directory.CodeOf(err) == directory.Unauthorized {
					checked.Add(1)
				}
			})
		}
		group.Wait()
		if got := checked.Load(); got > 10 {
			t.Errorf("%d of 100 guesses at once were checked, want 10 at most", got)
		}
	})
}

func TestHashesGrowWithTheirParameters(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		ana := w.ana(directory.RoleMember).Principal
		stored := func() string {
			password, err := w.store.View(t.Context(), ana.Organization.ID).Password(ana.Member.ID)
			w.ok(err)
			return password.Hash
		}
		old := stored()
		head := len(w.entries(ana.Organization.ID))
		w = w.restarted(access.Hashing{Memory: 256, Passes: 2, Lanes: 1})
		_, err := w.signIn("ana@engines.example", "wrong")
		w.wantCode(err, directory.Unauthorized)
		if stored() != old {
			t.Error("a wrong password changed the hash")
		}
		for range 2 {
			_, err = w.signIn("ana@engines.example", goodPassword)
			w.ok(err)
		}
		if got := stored(); got == old || got[:len("$argon2id$v=19$m=256,t=2,p=1$")] != "$argon2id$v=19$m=256,t=2,p=1$" {
			t.Errorf("after signing in the hash is %s", got)
		}
		if got := len(w.entries(ana.Organization.ID)); got != head {
			t.Errorf("the journal grew by %d entries for the same password", got-head)
		}
	})
}

func TestSignInToASuspendedOrganization(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		ana := w.ana(directory.RoleMember)
		w.setStatus(ana.Principal.Organization.ID, directory.OrganizationSuspended)
		_, err := w.session(ana.Secret)
		w.wantCode(err, directory.Disabled)
		_, err = w.signIn("ana@engines.example", goodPassword)
		w.wantCode(err, directory.Disabled)
		_, err = w.signIn("ana@engines.example", "wrong")
		w.wantCode(err, directory.Unauthorized)
		w.setStatus(ana.Principal.Organization.ID, directory.OrganizationActive)
		w.wantAlive(ana, true)
	})
}
