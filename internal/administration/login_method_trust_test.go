package administration_test

import (
	"slices"
	"testing"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

const (
	ownersActivate = "Whoever controls the identity provider can come in as anybody, so an owner has to activate it. Ask an owner to open Settings › Login methods › Activate."
	ownersTrust    = "Whoever controls the identity provider can come in as anybody, so an owner has to change what is trusted of it. Ask an owner to do this, or deactivate the login method first and ask an owner to open Settings › Login methods › Activate."
)

// distrusted are those who set login methods up and are no owner.
func (c company) distrusted() map[string]administration.Caller {
	c.Helper()
	key := callerOf(c.olga) // a key has the role of whoever made it
	key.Actor = directory.Actor{Kind: directory.ActorKey, ID: "key", Name: "Terraform"}
	return map[string]administration.Caller{
		"an administrator": callerOf(c.join("Adam Admin", directory.RoleAdministrator)),
		"a setup link":     {Actor: directory.Actor{Kind: directory.ActorLink, ID: "link", Name: "IT"}},
		"an owner's key":   key,
	}
}

// Whoever controls an active login method's provider comes in as anybody, as an
// owner too: so an owner says which it is.
func TestOwnersSayWhomToTrust(t *testing.T) {
	onEachEngine(t, func(t *testing.T, o office) {
		c := o.company(10)
		oidc, saml := c.activeMethod("OIDC").ID, c.newMethod(directory.SAML, "SAML").ID
		c.must(c.edit(saml, samlEdit("urn:okta", "one")))
		c.must(c.ActivateLoginMethod(t.Context(), c.owner, c.id, saml))
		alter := func(change func(*directory.SAMLSettings)) administration.LoginMethodEdit {
			edit := samlEdit("urn:okta", "one")
			change(edit.SAML)
			return edit
		}
		yes, name := true, "Acme"
		for who, caller := range c.distrusted() {
			for what, test := range map[string]struct {
				id   directory.LoginMethodID
				edit administration.LoginMethodEdit
			}{
				"another client":       {oidc, oidcEdit("https://acme.okta.test", "another", "")},
				"another certificate":  {saml, samlEdit("urn:okta", "evil")},
				"a certificate more":   {saml, samlEdit("urn:okta", "one", "evil")},
				"another address":      {saml, alter(func(s *directory.SAMLSettings) { s.SignInURL = "https://evil.test" })},
				"another binding":      {saml, alter(func(s *directory.SAMLSettings) { s.PostsRequests = true })},
				"a sign-out address":   {saml, alter(func(s *directory.SAMLSettings) { s.SignOutURL = "https://evil.test" })},
				"an address to answer": {saml, alter(func(s *directory.SAMLSettings) { s.SignOutAnswerURL = "https://evil.test" })},
				"a sign-out by form":   {saml, alter(func(s *directory.SAMLSettings) { s.PostsSignOut = true })},
				"a metadata address":   {saml, alter(func(s *directory.SAMLSettings) { s.MetadataURL = "https://evil.test" })},
			} {
				head := c.head()
				_, err := c.UpdateLoginMethod(t.Context(), caller, c.id, test.id, test.edit)
				if directory.CodeOf(err) != directory.Refused || err.Error() != ownersTrust || c.head() != head {
					t.Errorf("%s, %s: was answered %v", who, what, err)
				}
			}
			// How we prove ourselves, and what it is called, is another matter.
			for _, edit := range []administration.LoginMethodEdit{
				{Name: &name, JustInTime: &yes}, oidcEdit("https://acme.okta.test", "client", "replaced by "+who), {},
			} {
				_, err := c.UpdateLoginMethod(t.Context(), caller, c.id, oidc, edit)
				c.must(err)
			}
			_, err := c.UpdateLoginMethod(t.Context(), caller, c.id, saml, samlEdit("urn:okta", "one")) // as it is
			c.must(err)

			// They make one, fill it in, and may turn one off, but never on.
			made, err := c.CreateLoginMethod(t.Context(), caller, c.id, administration.NewLoginMethod{Provider: directory.Okta, Protocol: directory.OIDC, Key: signingKey("x")})
			c.must(err)
			_, err = c.UpdateLoginMethod(t.Context(), caller, c.id, made.ID, oidcEdit("https://evil.test", "client", ""))
			c.must(err)
			wantRefusal(t, c.ActivateLoginMethod(t.Context(), caller, c.id, made.ID), directory.Refused, ownersActivate)
			if c.method(made.ID).Active {
				t.Errorf("%s activated it", who)
			}
			c.must(c.ActivateLoginMethod(t.Context(), c.owner, c.id, made.ID))
			c.must(c.DeactivateLoginMethod(t.Context(), caller, c.id, made.ID))
			wantRefusal(t, c.ActivateLoginMethod(t.Context(), caller, c.id, made.ID), directory.Refused, ownersActivate)
			c.must(c.DeleteLoginMethod(t.Context(), c.owner, c.id, made.ID))
		}
		for _, caller := range []administration.Caller{c.owner, administration.Operator()} {
			_, err := c.UpdateLoginMethod(t.Context(), caller, c.id, saml, samlEdit("urn:okta", "one", "two"))
			c.must(err)
			_, err = c.UpdateLoginMethod(t.Context(), caller, c.id, saml, samlEdit("urn:okta", "one"))
			c.must(err)
		}
		program := administration.Operator() // a key of the installation
		program.Actor = directory.Actor{Kind: directory.ActorKey, ID: "key", Name: "Terraform"}
		c.must(c.DeactivateLoginMethod(t.Context(), program, c.id, saml))
		c.must(c.ActivateLoginMethod(t.Context(), program, c.id, saml))
		if kept := c.method(saml).Settings.SAML.Certificates; len(kept) != 1 || !slices.Equal(kept[0], []byte("one")) {
			t.Errorf("%q is trusted", kept)
		}
	})
}

// Where no owner has joined yet, whoever sets the organization up activates, too.
func TestNobodyToTrustYet(t *testing.T) {
	onEachEngine(t, func(t *testing.T, o office) {
		c := company{office: o, id: o.organization("Acme").ID, owner: administration.Operator()}
		link := administration.Caller{Actor: directory.Actor{Kind: directory.ActorLink, ID: "link", Name: "IT"}}
		c.invite("Olga Owner", directory.RoleOwner) // who has not come yet
		id := c.newMethod(directory.SAML, "").ID
		c.must(c.edit(id, samlEdit("urn:okta", "one")))
		c.must(c.ActivateLoginMethod(t.Context(), link, c.id, id))
		_, err := c.UpdateLoginMethod(t.Context(), link, c.id, id, samlEdit("urn:okta", "one", "two"))
		c.must(err)
		c.join("Petra Owner", directory.RoleOwner)
		_, err = c.UpdateLoginMethod(t.Context(), link, c.id, id, samlEdit("urn:okta", "one"))
		wantRefusal(t, err, directory.Refused, ownersTrust)
	})
}
