package access_test

import (
	"sync"
	"testing"

	"github.com/musterhq/muster/internal/access"
	"github.com/musterhq/muster/internal/directory"
)

func TestTheFirstOwner(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		_, _, err := w.OwnerLink(t.Context(), operator())
		w.wantCode(err, directory.NotFound)
		w.wantFirstRun(true)
		var installation directory.Organization
		for range 2 { // every start
			again, err := w.EnsureInstallation(t.Context(), operator(), "")
			w.ok(err)
			if installation.ID != "" && again.ID != installation.ID {
				t.Errorf("a second start made another installation")
			}
			installation = again
		}
		w.wantKinds(installation.ID, directory.OrganizationCreated, directory.MemberWasInvited)
		w.wantFirstRun(true)

		link, token, err := w.OwnerLink(t.Context(), operator())
		w.ok(err)
		view, err := w.LookAtLink(t.Context(), token.Reveal())
		w.ok(err)
		if link.Kind != directory.LinkInvitation || !view.AsksEmail || view.Refusal != nil {
			t.Errorf("the link is %+v and shows %+v", link, view)
		}
		for _, email := range []string{"", "nobody"} {
			_, err = w.AcceptByPassword(t.Context(), access.Acceptance{Token: token.Reveal(), Name: "Ada", Email: email}, goodPassword)
			w.wantCode(err, directory.Invalid)
		}
		ada, err := w.AcceptByPassword(t.Context(), access.Acceptance{Token: token.Reveal(), Name: "Ada", Email: "ada@vendor.example"}, goodPassword)
		w.ok(err)
		w.wantFirstRun(false)
		p, err := w.session(ada.Secret)
		w.ok(err)
		want := directory.Actor{Kind: directory.ActorOperator, ID: string(p.Member.ID), Name: "Ada"}
		if p.Kind != access.Operator || p.Actor() != want || !p.Reaches("any") || !p.ReachesAll() || p.Role() != directory.RoleOwner {
			t.Errorf("the first owner is %+v with actor %v", p, p.Actor())
		}
		entry := w.entries(installation.ID)[len(w.entries(installation.ID))-1]
		if entry.Actor != want {
			t.Errorf("the journal says that %v accepted, want %v", entry.Actor, want)
		}

		// The way back in, for whoever holds the machine.
		link, token, err = w.OwnerLink(t.Context(), operator())
		w.ok(err)
		view, err = w.LookAtLink(t.Context(), token.Reveal())
		w.ok(err)
		if link.Kind != directory.LinkSignIn || link.Member != p.Member.ID || view.AsksEmail {
			t.Errorf("the link is %+v and shows %+v", link, view)
		}
		_, err = w.accept(token, newPassword)
		w.ok(err)
		_, err = w.signIn("ada@vendor.example", newPassword)
		w.ok(err)
		w.wantAlive(ada, false)
	})
}

func (w world) wantFirstRun(want bool) {
	w.Helper()
	if got, err := w.FirstRun(w.Context()); err != nil || got != want {
		w.Errorf("first run: %v, %v; want %v", got, err, want)
	}
}

func TestTheFirstOwnersAddressCanBeGiven(t *testing.T) {
	t.Parallel()
	onSQLite(t, func(w world) {
		_, err := w.EnsureInstallation(t.Context(), operator(), "nobody")
		w.wantCode(err, directory.Invalid)
		_, err = w.EnsureInstallation(t.Context(), operator(), "ada@vendor.example")
		w.ok(err)
		_, token, err := w.OwnerLink(t.Context(), operator())
		w.ok(err)
		ada, err := w.AcceptByPassword(t.Context(), access.Acceptance{Token: token.Reveal(), Email: "eve@evil.example"}, goodPassword)
		w.ok(err)
		if ada.Principal.Member.Email != "ada@vendor.example" {
			t.Errorf("the owner's address is %s", ada.Principal.Member.Email)
		}
	})
}

func TestProcessesThatStartAtOnce(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		var group sync.WaitGroup
		made := make([]directory.Organization, 5)
		for i := range made {
			group.Go(func() {
				other := w.restarted(access.QuickHashing)
				var err error
				if made[i], err = other.EnsureInstallation(t.Context(), operator(), ""); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		for _, installation := range made {
			if installation.ID != made[0].ID {
				t.Errorf("two installations: %s and %s", installation.ID, made[0].ID)
			}
		}
		w.wantKinds(made[0].ID, directory.OrganizationCreated, directory.MemberWasInvited)
	})
}

func TestKeysOfTheInstallation(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		installation, err := w.EnsureInstallation(t.Context(), operator(), "ada@vendor.example")
		w.ok(err)
		_, token, err := w.OwnerLink(t.Context(), operator())
		w.ok(err)
		ada, err := w.accept(token, goodPassword)
		w.ok(err)
		bob := w.join(installation.ID, "Bob", "bob@vendor.example", directory.RoleAdministrator)
		wish := access.NewKey{Name: "Billing", Scopes: directory.Scopes()}
		_, key, err := w.CreateKey(t.Context(), bob.Principal, wish)
		w.ok(err)
		p, err := w.Key(t.Context(), key.Reveal())
		w.ok(err)
		if !p.ReachesAll() || !p.HasScope(directory.ScopeOrganizations) {
			t.Errorf("a key of the installation is %+v", p)
		}
		// Who manages the installation no more reaches no other organization, and
		// neither do their keys.
		w.change(installation.ID, bob.Principal.Member.ID, func(m *directory.Member) { m.Role = directory.RoleMember })
		_, err = w.Key(t.Context(), key.Reveal())
		w.wantCode(err, directory.Unauthorized)
		p, err = w.session(bob.Secret)
		w.ok(err)
		if p.Kind != access.Member || p.ReachesAll() {
			t.Errorf("a former administrator is %+v", p)
		}
		_, _, err = w.CreateKey(t.Context(), p, wish)
		w.wantCode(err, directory.Refused)
		w.wantAlive(ada, true)
	})
}
