package administration_test

import (
	"testing"
	"time"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

func (c company) givePasskey(member directory.Member) {
	c.Helper()
	c.must(c.Store.Update(c.Context(), c.id, func(tx directory.Tx) error {
		if _, err := tx.Append(directory.Entry{At: c.Now(), Kind: directory.MemberSignInChanged, Actor: c.owner.Actor, Member: member.ID}); err != nil {
			return err
		}
		return tx.CreatePasskey(directory.Passkey{
			CredentialID: []byte("key of " + member.ID), Member: member.ID, Name: "Key", Credential: []byte(`{}`), CreatedAt: c.Now(),
		})
	}))
}

func (c company) setRule(only bool, breakGlass directory.MemberID) error {
	_, err := c.SetSignInRule(c.Context(), c.owner, c.id, administration.SignInRule{ProvidersOnly: only, BreakGlass: breakGlass})
	return err
}

func TestTheRuleForSigningIn(t *testing.T) {
	onEachEngine(t, func(t *testing.T, o office) {
		c := o.company(10)
		otto, ina := c.join("Otto Owner", directory.RoleOwner), c.join("Ina Admin", directory.RoleAdministrator)
		off := c.join("Oda Owner", directory.RoleOwner)
		for _, member := range []directory.Member{otto, ina, off} {
			c.givePasskey(member)
		}
		_, err := c.DeactivateMember(t.Context(), c.owner, c.id, off.ID)
		c.must(err)
		head := c.head()
		wantRefusal(t, c.setRule(true, ""), directory.Invalid, "Choose an owner who can sign in by passkey when the identity provider cannot let anybody in.")
		wantRefusal(t, c.setRule(true, otto.ID), directory.Refused, "No login method is active, so nobody could sign in; activate one first.")
		c.must(c.setRule(false, otto.ID)) // changes nothing
		if c.head() != head {
			t.Error("a refusal wrote something")
		}
		c.activeMethod("Okta")
		head = c.head()
		for _, member := range []directory.Member{c.olga, ina, off} { // without passkey, no owner, not active
			wantRefusal(t, c.setRule(true, member.ID), directory.Refused, member.Name+" cannot be the one for emergencies: it takes an active owner who has a passkey.")
		}
		wantCode(t, c.setRule(true, "nobody"), directory.NotFound)
		stale := c.owner
		stale.Seen = time.Unix(1, 0)
		_, err = c.SetSignInRule(t.Context(), stale, c.id, administration.SignInRule{ProvidersOnly: true, BreakGlass: otto.ID})
		wantRefusal(t, err, directory.Refused, administration.ErrChangedSince.Error())
		if c.head() != head {
			t.Error("a refusal wrote something")
		}

		c.must(c.setRule(true, otto.ID))
		c.wantChanges(head, directory.SignInRuleChanged, directory.Change{Field: "providers_only", Before: "off", After: "on"}, directory.Change{Field: "break_glass", After: "Otto Owner"})
		c.must(c.setRule(true, otto.ID)) // again: writes nothing
		c.givePasskey(c.olga)
		head = c.head()
		c.must(c.setRule(true, c.olga.ID))
		c.wantChanges(head, directory.SignInRuleChanged, directory.Change{Field: "break_glass", Before: "Otto Owner", After: "Olga Owner"})
		head = c.head()
		c.must(c.setRule(false, c.olga.ID))
		c.wantChanges(head, directory.SignInRuleChanged, directory.Change{Field: "providers_only", Before: "on", After: "off"}, directory.Change{Field: "break_glass", Before: "Olga Owner"})
		organization, err := c.view().Organization()
		c.must(err)
		if organization.ProvidersOnly || organization.BreakGlass != "" {
			t.Errorf("the organization is %+v", organization)
		}
	})
}

func TestTheOwnerForEmergenciesStays(t *testing.T) {
	onEachEngine(t, func(t *testing.T, o office) {
		c := o.company(10)
		otto := c.join("Otto Owner", directory.RoleOwner)
		c.givePasskey(otto)
		c.activeMethod("Okta")
		c.must(c.setRule(true, otto.ID))
		head := c.head()
		demoted := directory.RoleMember
		_, edited := c.EditMember(t.Context(), c.owner, c.id, otto.ID, administration.MemberEdit{Role: &demoted})
		_, deactivated := c.DeactivateMember(t.Context(), c.owner, c.id, otto.ID)
		for what, err := range map[string]error{
			"demote": edited, "deactivate": deactivated,
			"remove": c.RemoveMember(t.Context(), c.owner, c.id, otto.ID),
		} {
			if directory.CodeOf(err) != directory.Refused || err.Error() != "Otto Owner is who signs in when the identity provider cannot let anybody in. Choose another owner for emergencies first." {
				t.Errorf("%s: was answered %v", what, err)
			}
		}
		if c.head() != head {
			t.Error("a refusal wrote something")
		}
		c.must(c.setRule(false, ""))
		c.must(c.RemoveMember(t.Context(), c.owner, c.id, otto.ID))
	})
}

func TestTheLastLoginMethodStaysWhereProvidersAloneLetIn(t *testing.T) {
	onEachEngine(t, func(t *testing.T, o office) {
		c := o.company(10)
		c.givePasskey(c.olga)
		first, second := c.activeMethod("One").ID, c.activeMethod("Two").ID
		idle := c.newMethod(directory.SAML, "Idle").ID
		c.must(c.setRule(true, c.olga.ID))
		c.must(c.DeactivateLoginMethod(t.Context(), c.owner, c.id, first))
		head := c.head()
		const last = "People may sign in by login methods alone, and this is the last one that is active. Activate another one first, or allow passkeys and passwords again."
		wantRefusal(t, c.DeactivateLoginMethod(t.Context(), c.owner, c.id, second), directory.Refused, last)
		wantRefusal(t, c.DeleteLoginMethod(t.Context(), c.owner, c.id, second), directory.Refused, last)
		if c.head() != head {
			t.Error("a refusal wrote something")
		}
		c.must(c.DeleteLoginMethod(t.Context(), c.owner, c.id, idle))
		c.must(c.DeleteLoginMethod(t.Context(), c.owner, c.id, first))
		c.must(c.setRule(false, ""))
		c.must(c.DeleteLoginMethod(t.Context(), c.owner, c.id, second))
	})
}
