package administration_test

import (
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// open opens a session of Olga's by a method, or by none.
func (c company) open(method directory.LoginMethodID) directory.SessionID {
	c.Helper()
	id := directory.SessionID(directory.NewID())
	session := directory.Session{
		ID: id, Organization: c.id, Member: c.olga.ID, Method: method,
		CreatedAt: c.Now(), UsedAt: c.Now(), ProvedAt: c.Now(), ExpiresAt: c.Now().AddDate(1, 0, 0),
	}
	copy(session.Hash[:], id)
	c.must(c.Store.Update(c.Context(), c.id, func(tx directory.Tx) error { return tx.CreateSession(session) }))
	return id
}

func (c company) wantOpen(want ...directory.SessionID) {
	c.Helper()
	sessions, err := c.view().Sessions(c.olga.ID)
	c.must(err)
	got := map[directory.SessionID]bool{}
	for _, session := range sessions {
		got[session.ID] = true
	}
	for _, id := range want {
		if !got[id] {
			c.Errorf("session %s ended", id)
		}
	}
	if len(got) != len(want) {
		c.Errorf("%d sessions are open, want %d", len(got), len(want))
	}
}

func TestSwitchingALoginMethod(t *testing.T) {
	onEachEngine(t, func(t *testing.T, o office) {
		c := o.company(10)
		id := c.newMethod(directory.OIDC, "").ID
		activate := func() error { return c.ActivateLoginMethod(t.Context(), c.owner, c.id, id) }
		deactivate := func() error { return c.DeactivateLoginMethod(t.Context(), c.owner, c.id, id) }
		head := c.head()
		wantRefusal(t, activate(), directory.Refused, "What is known of the identity provider is not complete; fill it in first.")
		c.must(deactivate()) // it is not active: does nothing
		if c.head() != head {
			t.Error("the journal tells of nothing")
		}
		c.must(c.edit(id, oidcEdit("https://acme.okta.test", "client", canary)))
		head = c.head()
		c.must(activate())
		c.must(activate())
		c.wantChanges(head, directory.LoginMethodWasActivated)
		if method := c.method(id); !method.Active || !method.Settings.Settled {
			t.Errorf("activated as %+v", method)
		}
		head = c.head()
		c.must(deactivate())
		c.must(deactivate())
		c.wantChanges(head, directory.LoginMethodWasDeactivated)
		if method := c.method(id); method.Active || !method.Settings.Settled {
			t.Errorf("deactivated as %+v", method)
		}
		for _, err := range []error{
			c.ActivateLoginMethod(t.Context(), c.owner, c.id, "none"), c.DeactivateLoginMethod(t.Context(), c.owner, c.id, "none"),
			c.DeleteLoginMethod(t.Context(), c.owner, c.id, "none"),
		} {
			wantCode(t, err, directory.NotFound)
		}
		c.wantNoCanary()
	})
}

func TestALoginMethodEndsWithItsOwnSessions(t *testing.T) {
	onEachEngine(t, func(t *testing.T, o office) {
		c := o.company(10)
		one, two := c.activeMethod("One").ID, c.activeMethod("Two").ID
		byPassword, byTwo := c.open(""), c.open(two)
		c.open(one)
		c.open(one)
		c.must(c.DeactivateLoginMethod(t.Context(), c.owner, c.id, one))
		c.wantOpen(byPassword, byTwo)
		head := c.head()
		c.must(c.DeleteLoginMethod(t.Context(), c.owner, c.id, two))
		c.wantChanges(head, directory.LoginMethodDeleted)
		c.wantOpen(byPassword)
		wantCode(t, c.DeleteLoginMethod(t.Context(), c.owner, c.id, two), directory.NotFound)
	})
}

// Another organization's methods are nobody's here.
func TestALoginMethodOfAnotherOrganization(t *testing.T) {
	onEachEngine(t, func(t *testing.T, o office) {
		c, other := o.companyNamed("Acme", 10), o.companyNamed("Bolt", 10)
		id := other.activeMethod("Okta").ID
		name := "Taken"
		edit := oidcEdit("https://evil.test", "client", "")
		edit.Name = &name
		wantCode(t, c.edit(id, edit), directory.NotFound)
		wantCode(t, c.DeactivateLoginMethod(t.Context(), c.owner, c.id, id), directory.NotFound)
		wantCode(t, c.DeleteLoginMethod(t.Context(), c.owner, c.id, id), directory.NotFound)
		if method := other.method(id); !method.Active || method.Name != "Okta" {
			t.Errorf("became %+v", method)
		}
	})
}
