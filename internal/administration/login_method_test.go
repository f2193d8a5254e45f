package administration_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

// canary stands in every secret and key of these tests.
const canary = "canary-7f3a"

func signingKey(name string) directory.SigningKey {
	return directory.SigningKey{Private: []byte(canary + name), Certificate: []byte(name)}
}

func (c company) newMethod(protocol directory.LoginProtocol, name string) directory.LoginMethod {
	c.Helper()
	method, err := c.CreateLoginMethod(c.Context(), c.owner, c.id, administration.NewLoginMethod{
		Provider: directory.Okta, Protocol: protocol, Name: name, Key: signingKey("first"),
	})
	if err != nil {
		c.Fatal(err)
	}
	return method
}

// activeMethod is one by which people may sign in.
func (c company) activeMethod(name string) directory.LoginMethod {
	c.Helper()
	method := c.newMethod(directory.OIDC, name)
	c.must(c.edit(method.ID, oidcEdit("https://acme.okta.test", "client", canary)))
	c.must(c.ActivateLoginMethod(c.Context(), c.owner, c.id, method.ID))
	return c.method(method.ID)
}

func (c company) must(err error) {
	c.Helper()
	if err != nil {
		c.Fatal(err)
	}
}

func (c company) method(id directory.LoginMethodID) directory.LoginMethod {
	c.Helper()
	method, err := c.view().LoginMethod(id)
	c.must(err)
	return method
}

func (c company) edit(id directory.LoginMethodID, edit administration.LoginMethodEdit) error {
	_, err := c.UpdateLoginMethod(c.Context(), c.owner, c.id, id, edit)
	return err
}

func oidcEdit(issuer, client, secret string) administration.LoginMethodEdit {
	return administration.LoginMethodEdit{OIDC: &directory.OIDCSettings{Issuer: issuer, ClientID: client, ClientSecret: secret}}
}

func samlEdit(entity string, certificates ...string) administration.LoginMethodEdit {
	settings := directory.SAMLSettings{EntityID: entity, SignInURL: "https://acme.okta.test/sso"}
	for _, certificate := range certificates {
		settings.Certificates = append(settings.Certificates, []byte(certificate))
	}
	return administration.LoginMethodEdit{SAML: &settings}
}

// wantChanges compares the one entry that was told after a number.
func (c company) wantChanges(number int64, kind directory.EntryKind, want ...directory.Change) {
	c.Helper()
	told := c.wantTold(number, kind)[0]
	if fmt.Sprint(told.Personal.Changes) != fmt.Sprint(want) {
		c.Errorf("the journal tells %v, want %v", told.Personal.Changes, want)
	}
}

// wantNoCanary looks for secrets in the journal.
func (c company) wantNoCanary() {
	c.Helper()
	text, err := json.Marshal(c.since(0))
	c.must(err)
	if bytes.Contains(text, []byte(canary)) {
		c.Error("the journal holds a secret or a key")
	}
}

func TestMakingALoginMethod(t *testing.T) {
	onEachEngine(t, func(t *testing.T, o office) {
		c := o.company(10)
		head := c.head()
		made := c.newMethod(directory.OIDC, "  ")
		c.wantChanges(head, directory.LoginMethodCreated)
		if kept := c.method(made.ID); kept.Name != "Okta" || kept.Active || kept.JustInTime || len(kept.Keys) != 1 || kept.Settings.Settled {
			t.Errorf("kept as %+v", kept)
		}
		c.wantNoCanary()
		head = c.head()
		for _, test := range []struct {
			wish     administration.NewLoginMethod
			sentence string
		}{
			{administration.NewLoginMethod{Provider: "oktaa", Protocol: directory.OIDC}, "There is no provider \"oktaa\"; choose one of " + fmt.Sprint(directory.Providers()) + "."},
			{administration.NewLoginMethod{Provider: directory.Okta, Protocol: "ldap"}, "A login method speaks either oidc or saml; choose one of them."},
			{administration.NewLoginMethod{Provider: directory.Okta, Protocol: directory.SAML, Name: strings.Repeat("x", 101)}, "The name stands on a button: use up to 100 bytes without control or invisible characters."},
			{administration.NewLoginMethod{Provider: directory.Okta, Protocol: directory.SAML, Name: "O\x00"}, "The name stands on a button: use up to 100 bytes without control or invisible characters."},
		} {
			_, err := c.CreateLoginMethod(t.Context(), c.owner, c.id, test.wish)
			wantRefusal(t, err, directory.Invalid, test.sentence)
		}
		for i := range 9 {
			c.newMethod(directory.SAML, fmt.Sprint("Method ", i))
		}
		head += 9
		_, err := c.CreateLoginMethod(t.Context(), c.owner, c.id, administration.NewLoginMethod{Provider: directory.Other, Protocol: directory.SAML})
		wantRefusal(t, err, directory.Refused, "There are ten login methods already; delete one that nobody uses.")
		if c.head() != head {
			t.Errorf("the journal is at %d, want %d", c.head(), head)
		}
	})
}

func TestEditingALoginMethodTellsWhatChanged(t *testing.T) {
	onEachEngine(t, func(t *testing.T, o office) {
		c := o.company(10)
		yes, no, name := true, false, "Acme"
		oidc, saml := c.newMethod(directory.OIDC, "").ID, c.newMethod(directory.SAML, "").ID
		more := samlEdit("urn:okta", "one")
		more.SAML.SignOutURL, more.SAML.SignOutAnswerURL = "https://acme.okta.test/out", "https://acme.okta.test/answer"
		posts := more
		settings := *more.SAML
		settings.PostsRequests, settings.PostsSignOut, settings.MetadataURL = true, true, "https://acme.okta.test/metadata"
		posts.SAML = &settings
		one, two := administration.Fingerprint([]byte("one")), administration.Fingerprint([]byte("two"))
		for _, step := range []struct {
			id   directory.LoginMethodID
			edit administration.LoginMethodEdit
			want []directory.Change
		}{
			{oidc, administration.LoginMethodEdit{Name: &name}, []directory.Change{{Field: "name", Before: "Okta", After: "Acme"}}},
			{oidc, administration.LoginMethodEdit{JustInTime: &yes}, []directory.Change{{Field: "just_in_time", Before: "off", After: "on"}}},
			{oidc, oidcEdit("https://okta.test", "c1", canary), []directory.Change{{Field: "issuer", After: "https://okta.test"}, {Field: "client_id", After: "c1"}, {Field: "client_secret", After: "set"}}},
			{oidc, oidcEdit("https://okta.test", "c2", ""), []directory.Change{{Field: "client_id", Before: "c1", After: "c2"}}},
			{oidc, oidcEdit("https://okta.test", "c2", canary+"2"), []directory.Change{{Field: "client_secret", Before: "set", After: "replaced"}}},
			// Another issuer is not shown the secret that the first one gave.
			{oidc, oidcEdit("https://other.test", "c2", ""), []directory.Change{{Field: "issuer", Before: "https://okta.test", After: "https://other.test"}, {Field: "client_secret", Before: "set"}}},
			{oidc, oidcEdit("https://okta.test", "c2", canary), []directory.Change{{Field: "issuer", Before: "https://other.test", After: "https://okta.test"}, {Field: "client_secret", After: "set"}}},
			{oidc, administration.LoginMethodEdit{WithoutSecret: true}, []directory.Change{{Field: "client_secret", Before: "set"}}},
			{saml, samlEdit("urn:okta", "one", "two"), []directory.Change{{Field: "issuer", After: "urn:okta"}, {Field: "sign_in_url", After: "https://acme.okta.test/sso"}, {Field: "certificates", After: one + ", " + two}}},
			{saml, samlEdit("urn:okta", "one"), []directory.Change{{Field: "certificates", Before: one + ", " + two, After: one}}},
			{saml, administration.LoginMethodEdit{Unsolicited: &yes}, []directory.Change{{Field: "unsolicited", Before: "off", After: "on"}}},
			{saml, more, []directory.Change{{Field: "sign_out_url", After: "https://acme.okta.test/out"}, {Field: "sign_out_answer_url", After: "https://acme.okta.test/answer"}}},
			{saml, posts, []directory.Change{{Field: "posts_requests", Before: "off", After: "on"}, {Field: "posts_sign_out", Before: "off", After: "on"}, {Field: "metadata_url", After: "https://acme.okta.test/metadata"}}},
			{saml, administration.LoginMethodEdit{Unsolicited: &no}, []directory.Change{{Field: "unsolicited", Before: "on", After: "off"}}},
		} {
			head := c.head()
			c.must(c.edit(step.id, step.edit))
			c.wantChanges(head, directory.LoginMethodUpdated, step.want...)
			head, seen := c.head(), c.method(step.id).UpdatedAt
			c.must(c.edit(step.id, step.edit)) // again: nothing changes, nothing is written
			if c.head() != head || !c.method(step.id).UpdatedAt.Equal(seen) {
				t.Errorf("%v was written twice", step.want)
			}
		}
		c.wantNoCanary()
	})
}

func TestWhatIsRefusedOfAnEdit(t *testing.T) {
	onEachEngine(t, func(t *testing.T, o office) {
		c := o.company(10)
		yes, long := true, strings.Repeat("x", 101)
		oidc, saml := c.activeMethod("OIDC").ID, c.newMethod(directory.SAML, "SAML").ID
		c.must(c.edit(saml, samlEdit("urn:okta", "one")))
		c.must(c.ActivateLoginMethod(t.Context(), c.owner, c.id, saml))
		const other = "These settings are of another protocol than the login method; make a login method of that protocol instead."
		const incomplete = "What is known of the identity provider is not complete; fill it in first."
		const stays = "People were let in by %s, and another provider may call other people by the same names. Make a new login method for the other provider, and delete this one."
		head := c.head()
		for name, test := range map[string]struct {
			id       directory.LoginMethodID
			edit     administration.LoginMethodEdit
			code     directory.Code
			sentence string
		}{
			"SAML for OIDC":        {oidc, samlEdit("urn:okta", "one"), directory.Invalid, other},
			"OIDC for SAML":        {saml, oidcEdit("https://acme.okta.test", "client", ""), directory.Invalid, other},
			"unsolicited OIDC":     {oidc, administration.LoginMethodEdit{Unsolicited: &yes}, directory.Invalid, other},
			"SAML without secret":  {saml, administration.LoginMethodEdit{WithoutSecret: true}, directory.Invalid, other},
			"a long name":          {oidc, administration.LoginMethodEdit{Name: &long}, directory.Invalid, "The name stands on a button: use up to 100 bytes without control or invisible characters."},
			"another issuer":       {oidc, oidcEdit("https://evil.test", "client", ""), directory.Refused, fmt.Sprintf(stays, "https://acme.okta.test")},
			"a slash more":         {oidc, oidcEdit("https://acme.okta.test/", "client", ""), directory.Refused, fmt.Sprintf(stays, "https://acme.okta.test")},
			"another entity":       {saml, samlEdit("urn:evil", "one"), directory.Refused, fmt.Sprintf(stays, "urn:okta")},
			"without client":       {oidc, oidcEdit("https://acme.okta.test", "", ""), directory.Refused, incomplete},
			"without certificates": {saml, samlEdit("urn:okta"), directory.Refused, incomplete},
		} {
			err := c.edit(test.id, test.edit)
			if directory.CodeOf(err) != test.code || err.Error() != test.sentence {
				t.Errorf("%s: was answered %v", name, err)
			}
		}
		wantCode(t, c.edit("none", oidcEdit("", "", "")), directory.NotFound)
		// It stays once active, active or not.
		c.must(c.DeactivateLoginMethod(t.Context(), c.owner, c.id, oidc))
		head++
		wantRefusal(t, c.edit(oidc, oidcEdit("https://evil.test", "client", "")), directory.Refused, fmt.Sprintf(stays, "https://acme.okta.test"))
		if c.head() != head {
			t.Error("a refusal wrote something")
		}
		fresh := c.newMethod(directory.OIDC, "Fresh").ID
		c.must(c.edit(fresh, oidcEdit("https://one.test", "client", "")))
		c.must(c.edit(fresh, oidcEdit("https://two.test", "client", "")))
	})
}

func TestSomebodyElseChangedTheLoginMethod(t *testing.T) {
	onEachEngine(t, func(t *testing.T, o office) {
		c := o.company(10)
		method := c.activeMethod("Okta")
		off := c.newMethod(directory.OIDC, "Off").ID
		c.must(c.edit(off, oidcEdit("https://acme.okta.test", "client", "")))
		stale := c.owner
		stale.Seen = method.UpdatedAt.Add(-time.Microsecond)
		name, head := "Acme", c.head()
		_, err := c.UpdateLoginMethod(t.Context(), stale, c.id, method.ID, administration.LoginMethodEdit{Name: &name})
		_, added := c.AddSigningKey(t.Context(), stale, c.id, method.ID, signingKey("second"))
		for what, err := range map[string]error{
			"update": err, "add a key": added,
			"activate":   c.ActivateLoginMethod(t.Context(), stale, c.id, off),
			"deactivate": c.DeactivateLoginMethod(t.Context(), stale, c.id, method.ID),
			"delete":     c.DeleteLoginMethod(t.Context(), stale, c.id, method.ID),
		} {
			if directory.CodeOf(err) != directory.Refused || err.Error() != administration.ErrChangedSince.Error() {
				t.Errorf("%s: was answered %v", what, err)
			}
		}
		if c.head() != head {
			t.Error("a stale change was written")
		}
		seen := c.owner
		seen.Seen = method.UpdatedAt
		_, err = c.UpdateLoginMethod(t.Context(), seen, c.id, method.ID, administration.LoginMethodEdit{Name: &name})
		c.must(err)
	})
}

func TestTwoSigningKeysForAWhile(t *testing.T) {
	onEachEngine(t, func(t *testing.T, o office) {
		c := o.company(10)
		id := c.newMethod(directory.SAML, "").ID
		use := func() error {
			_, err := c.UseNewSigningKey(t.Context(), c.owner, c.id, id)
			return err
		}
		add := func(name string) error {
			_, err := c.AddSigningKey(t.Context(), c.owner, c.id, id, signingKey(name))
			return err
		}
		wantRefusal(t, use(), directory.Refused, "There is no second certificate; make one first, and give it to the identity provider.")
		first, second := administration.Fingerprint([]byte("first")), administration.Fingerprint([]byte("second"))
		head := c.head()
		c.must(add("second"))
		c.wantChanges(head, directory.LoginMethodUpdated, directory.Change{Field: "signing_certificates", Before: first, After: first + ", " + second})
		wantRefusal(t, add("third"), directory.Refused, "There are two certificates already; use the new one first.")
		head = c.head()
		c.must(use())
		c.wantChanges(head, directory.LoginMethodUpdated, directory.Change{Field: "signing_certificates", Before: first + ", " + second, After: second})
		keys := c.method(id).Keys
		if len(keys) != 1 || !slices.Equal(keys[0].Private, signingKey("second").Private) {
			t.Error("the second key is not the one that signs")
		}
		c.wantNoCanary()
	})
}
