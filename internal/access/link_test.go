package access_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/access"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/secret"
)

func TestAcceptingAnInvitation(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		organization := w.organization("Analytical Engines")
		ana := w.invite(organization.ID, "ana@engines.example", "ana@engines.example", directory.RoleOwner)
		link, token, err := w.CreateMemberLink(t.Context(), operator(), organization.ID, ana.ID)
		w.ok(err)
		w.wantKinds(organization.ID, directory.MemberLinkCreated)
		if link.Kind != directory.LinkInvitation || !link.ExpiresAt.Equal(w.clock.now().Add(7*24*time.Hour)) || link.CreatedBy != "operator" {
			t.Errorf("the link is %+v, want an invitation for a week", link)
		}
		view, err := w.LookAtLink(t.Context(), token.Reveal())
		w.ok(err)
		if view.Refusal != nil || view.Member.Email != "ana@engines.example" || view.Organization.Name != "Analytical Engines" || view.AsksEmail {
			t.Errorf("looking at the link shows %+v", view)
		}

		_, err = w.accept(token, "password1234")
		w.wantCode(err, directory.Invalid)
		admission, err := w.AcceptByPassword(t.Context(), access.Acceptance{Token: token.Reveal(), Name: " Ana Ruiz ", Email: "eve@evil.example", Client: somewhere}, goodPassword)
		w.ok(err)
		w.wantAlive(admission, true)
		w.wantKinds(organization.ID, directory.MemberJoined, directory.MemberSignInChanged)
		member, err := w.store.View(t.Context(), organization.ID).Member(ana.ID)
		w.ok(err)
		if member.Name != "Ana Ruiz" || member.Email != "ana@engines.example" || member.Status != directory.MemberActive || !member.Licensed {
			t.Errorf("the member is %+v", member)
		}
		entry := w.entries(organization.ID)[len(w.entries(organization.ID))-2]
		if entry.Actor.Kind != directory.ActorMember || entry.Actor.ID != string(ana.ID) || entry.Member != ana.ID || len(entry.Personal.Changes) != 1 {
			t.Errorf("the journal tells %+v", entry)
		}

		_, err = w.accept(token, newPassword)
		w.wantCode(err, directory.Refused)
		view, err = w.LookAtLink(t.Context(), token.Reveal())
		w.ok(err)
		if view.Refusal == nil || !strings.Contains(view.Refusal.Message, "used already") {
			t.Errorf("a used link shows %+v", view.Refusal)
		}
		_, err = w.signIn("ana@engines.example", goodPassword)
		w.ok(err)
		w.wantNoSecrets(organization.ID, []error{err}, token.Reveal(), goodPassword, admission.Secret.Reveal())
	})
}

// A name that a provider decides is not changed by accepting.
func TestAcceptingKeepsAProvidedName(t *testing.T) {
	t.Parallel()
	onSQLite(t, func(w world) {
		organization := w.organization("Analytical Engines")
		ana := w.invite(organization.ID, "Ana Ruiz", "ana@engines.example", directory.RoleOwner)
		w.change(organization.ID, ana.ID, func(m *directory.Member) { m.Identity = "one" })
		admission, err := w.AcceptByPassword(t.Context(), access.Acceptance{Token: w.link(organization.ID, ana.ID).Reveal(), Name: "Eve"}, goodPassword)
		w.ok(err)
		if admission.Principal.Member.Name != "Ana Ruiz" {
			t.Errorf("the member is called %q now", admission.Principal.Member.Name)
		}
	})
}

func TestLinksThatDoNotCount(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		organization := w.organization("Analytical Engines").ID
		w.join(organization, "Olga", "olga@engines.example", directory.RoleOwner)
		ana := w.invite(organization, "Ana", "ana@engines.example", directory.RoleMember)

		replaced := w.link(organization, ana.ID)
		expired := w.link(organization, ana.ID)
		_, setup, err := w.CreateSetupLink(t.Context(), operator(), organization, "IT", time.Hour)
		w.ok(err)
		w.wantRefused(replaced, directory.Refused)
		w.clock.pass(access.InvitationLifetime)
		w.wantRefused(expired, directory.Refused)
		w.wantRefused(setup, directory.NotFound)
		w.wantRefused(secret.New(secret.Link), directory.NotFound)
		w.wantRefused(secret.New(secret.Session), directory.NotFound)

		invitation := w.link(organization, ana.ID)
		_, err = w.OpenSetupLink(t.Context(), invitation.Reveal(), somewhere)
		w.wantCode(err, directory.NotFound)
		w.setStatus(organization, directory.OrganizationSuspended)
		w.wantRefused(invitation, directory.Disabled)
		w.setStatus(organization, directory.OrganizationActive)
		w.change(organization, ana.ID, func(m *directory.Member) { m.Status = directory.MemberDeactivated })
		w.wantRefused(invitation, directory.Refused)
		_, _, err = w.CreateMemberLink(t.Context(), operator(), organization, ana.ID)
		w.wantCode(err, directory.Refused)
		// Reactivated, the member has joined, as far as an invitation goes.
		w.change(organization, ana.ID, func(m *directory.Member) { m.Status = directory.MemberActive })
		w.wantRefused(invitation, directory.Refused)
		_, _, err = w.CreateMemberLink(t.Context(), operator(), organization, "nobody")
		w.wantCode(err, directory.NotFound)
		_, err = w.LookAtLink(t.Context(), "muster_link_")
		w.wantCode(err, directory.NotFound)
	})
}

// wantRefused tries to accept a link in both ways.
func (w world) wantRefused(token secret.Secret, want directory.Code) {
	w.Helper()
	before := w.Derivations()
	_, err := w.accept(token, goodPassword)
	w.wantCode(err, want)
	_, byPasskey := w.BeginPasskeyAcceptance(w.Context(), access.Acceptance{Token: token.Reveal()})
	w.wantCode(byPasskey, want)
	if w.Derivations() != before {
		w.Error("a link that does not count made work")
	}
	if err != nil && strings.Contains(err.Error(), token.Reveal()) {
		w.Errorf("the refusal repeats the link: %v", err)
	}
}

// A sign-in link replaces whatever somebody may have lost.
func TestASignInLinkReplacesEveryOtherWay(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		ana := w.ana(directory.RoleMember)
		organization, member := ana.Principal.Organization.ID, ana.Principal.Member.ID
		lost := newAuthenticator(t)
		ceremony, err := w.BeginPasskey(t.Context(), ana.Principal)
		w.ok(err)
		_, err = w.FinishPasskey(t.Context(), ana.Principal, ceremony.ID, lost.create(t, ceremony), "Lost")
		w.ok(err)

		link, token, err := w.CreateMemberLink(t.Context(), operator(), organization, member)
		w.ok(err)
		if link.Kind != directory.LinkSignIn || !link.ExpiresAt.Equal(w.clock.now().Add(24*time.Hour)) {
			t.Errorf("the link is %+v, want a sign-in link for a day", link)
		}
		found := newAuthenticator(t)
		admission, err := w.acceptByPasskey(token.Reveal(), found)
		w.ok(err)
		w.wantKinds(organization, directory.MemberLinkCreated, directory.MemberSignInChanged)
		w.wantAlive(admission, true)
		w.wantAlive(ana, false)
		_, err = w.signIn("ana@engines.example", goodPassword)
		w.wantCode(err, directory.Unauthorized)
		_, err = w.signInByPasskey(lost)
		w.wantCode(err, directory.Unauthorized)
		_, err = w.signInByPasskey(found)
		w.ok(err)

		admission, err = w.accept(w.link(organization, member), newPassword)
		w.ok(err)
		w.wantAlive(admission, true)
		_, err = w.signInByPasskey(found)
		w.wantCode(err, directory.Unauthorized)
		_, err = w.signIn("ana@engines.example", newPassword)
		w.ok(err)
	})
}

func TestTwoAcceptancesOfOneLink(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		organization := w.organization("Analytical Engines").ID
		ana := w.invite(organization, "Ana", "ana@engines.example", directory.RoleOwner)
		token := w.link(organization, ana.ID)
		a := newAuthenticator(t)
		ceremony, err := w.BeginPasskeyAcceptance(t.Context(), access.Acceptance{Token: token.Reveal()})
		w.ok(err)
		credential := a.create(t, ceremony)

		var group sync.WaitGroup
		admissions, errs := make([]access.Admission, 5), make([]error, 5)
		for i := range admissions {
			group.Go(func() {
				if i == 0 {
					admissions[i], errs[i] = w.FinishPasskeyAcceptance(t.Context(), ceremony.ID, credential, "", somewhere)
					return
				}
				admissions[i], errs[i] = w.accept(token, goodPassword)
			})
		}
		group.Wait()
		accepted := 0
		for i, err := range errs {
			if err == nil {
				accepted++
				w.wantAlive(admissions[i], true)
				continue
			}
			w.wantCode(err, directory.Refused)
		}
		if accepted != 1 {
			t.Errorf("%d of 5 acceptances at once were let in, want 1", accepted)
		}
		methods, err := w.Methods(t.Context(), organization, ana.ID)
		w.ok(err)
		if methods.Password == (len(methods.Passkeys) == 1) {
			t.Errorf("there are %+v, want one way to sign in", methods)
		}
		joined := 0
		for _, entry := range w.entries(organization) {
			if entry.Kind == directory.MemberJoined {
				joined++
			}
		}
		if joined != 1 {
			t.Errorf("the journal tells %d times that Ana joined", joined)
		}
	})
}

func TestSetupLinks(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		organization := w.organization("Analytical Engines").ID
		link, token, err := w.CreateSetupLink(t.Context(), operator(), organization, " IT of Engines ", 72*time.Hour)
		w.ok(err)
		w.wantKinds(organization, directory.SetupLinkCreated)
		first, err := w.OpenSetupLink(t.Context(), token.Reveal(), somewhere)
		w.ok(err)
		w.wantKinds(organization, directory.SetupLinkCreated, directory.SetupLinkUsed)
		second, err := w.OpenSetupLink(t.Context(), token.Reveal(), somewhere)
		w.ok(err)
		w.wantKinds(organization, directory.SetupLinkCreated, directory.SetupLinkUsed)

		p, err := w.session(second.Secret)
		w.ok(err)
		want := directory.Actor{Kind: directory.ActorLink, ID: string(link.ID), Name: "IT of Engines"}
		if p.Kind != access.Setup || p.Role() != "" || p.Actor() != want || !p.Reaches(organization) || p.Reaches("another") {
			t.Errorf("a setup link is %+v with actor %v", p, p.Actor())
		}
		w.ok(w.RequireFresh(p))
		w.wantCode(w.SetPassword(t.Context(), p, access.PasswordChange{Password: goodPassword}), directory.Refused)
		_, _, err = w.CreateKey(t.Context(), p, access.NewKey{Name: "x", Scopes: directory.Scopes()})
		w.wantCode(err, directory.Refused)

		w.clock.pass(access.SetupLifetime - time.Microsecond)
		w.wantAlive(first, true)
		w.clock.pass(time.Microsecond)
		w.wantAlive(first, false)
		w.clock.pass(72*time.Hour - access.SetupLifetime - time.Hour)
		last, err := w.OpenSetupLink(t.Context(), token.Reveal(), somewhere)
		w.ok(err)
		if !last.Principal.ExpiresAt.Equal(link.ExpiresAt) {
			t.Errorf("a late session says it ends at %s, the link at %s", last.Principal.ExpiresAt, link.ExpiresAt)
		}
		other, err := w.OpenSetupLink(t.Context(), token.Reveal(), somewhere)
		w.ok(err)
		w.ok(w.SignOut(t.Context(), other.Principal))
		w.wantAlive(other, false)
		w.wantAlive(last, true)
		w.clock.pass(time.Hour) // the link ends, and its sessions with it
		w.wantAlive(last, false)
		_, err = w.OpenSetupLink(t.Context(), token.Reveal(), somewhere)
		w.wantCode(err, directory.Refused)
		w.wantNoSecrets(organization, []error{err}, token.Reveal(), last.Secret.Reveal())
	})
}

func TestRevokingASetupLinkEndsItsSessionsAtOnce(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		organization, elsewhere := w.organization("Analytical Engines").ID, w.organization("Elsewhere").ID
		link, token, err := w.CreateSetupLink(t.Context(), operator(), organization, "IT", time.Hour)
		w.ok(err)
		opened, err := w.OpenSetupLink(t.Context(), token.Reveal(), somewhere)
		w.ok(err)
		w.wantCode(w.RevokeSetupLink(t.Context(), operator(), elsewhere, link.ID), directory.NotFound)
		w.wantAlive(opened, true)
		for range 2 { // the second time does nothing
			w.ok(w.RevokeSetupLink(t.Context(), operator(), organization, link.ID))
		}
		w.wantKinds(organization, directory.SetupLinkUsed, directory.SetupLinkRevoked)
		w.wantAlive(opened, false)
		_, err = w.OpenSetupLink(t.Context(), token.Reveal(), somewhere)
		w.wantCode(err, directory.Refused)
	})
}

func TestSetupLinksThatCannotBeMade(t *testing.T) {
	t.Parallel()
	onSQLite(t, func(w world) {
		organization := w.organization("Analytical Engines").ID
		for _, test := range []struct {
			organization directory.OrganizationID
			label        string
			lifetime     time.Duration
			want         directory.Code
		}{
			{organization, "", time.Hour, directory.Invalid},
			{organization, "a\x00b", time.Hour, directory.Invalid},
			{organization, strings.Repeat("x", 101), time.Hour, directory.Invalid},
			{organization, "IT", 0, directory.Invalid},
			{organization, "IT", -time.Hour, directory.Invalid},
			{organization, "IT", access.MaxSetupLinkLifetime + 1, directory.Invalid},
			{"nobody", "IT", time.Hour, directory.NotFound},
		} {
			_, _, err := w.CreateSetupLink(t.Context(), operator(), test.organization, test.label, test.lifetime)
			w.wantCode(err, test.want)
		}
	})
}
