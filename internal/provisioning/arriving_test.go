package provisioning_test

import (
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// rule gives the connection a policy with some rules changed.
func (w *world) rule(change func(*directory.Policy)) {
	w.t.Helper()
	change(&w.caller.Connection.Policy)
	w.update(func(tx directory.Tx) error { return tx.UpdateConnection(w.caller.Connection) })
}

// say creates somebody with a user name and addresses.
func (w *world) say(userName string, emails ...string) (directory.Identity, error) {
	assertion := person(userName)
	assertion.UserName, assertion.Emails = userName, emails
	return w.service.CreateIdentity(w.t.Context(), w.caller, assertion)
}

func (w *world) mustSay(userName string, emails ...string) directory.Identity {
	w.t.Helper()
	identity, err := w.say(userName, emails...)
	if err != nil {
		w.t.Fatal(err)
	}
	return identity
}

func wantSentence(t *testing.T, err error, code directory.Code, sentence string) {
	t.Helper()
	if directory.CodeOf(err) != code || err.Error() != sentence {
		t.Errorf("got %v: %v\nwant %v: %s", directory.CodeOf(err), err, code, sentence)
	}
}

func TestWhichValueIsTheAddress(t *testing.T) {
	t.Parallel()
	for _, of := range []struct {
		source directory.EmailSource
		emails []string
		want   string
		edited string
	}{
		{directory.EmailFromEmails, []string{"ana@mail.test", "a@mail.test"}, "ana@mail.test", "new@mail.test"},
		{directory.EmailFromEmails, nil, "ana@acme.test", "new@mail.test"},
		{directory.EmailFromUserName, []string{"ana@mail.test", "a@mail.test"}, "ana@acme.test", "ana@acme.test"},
		{directory.EmailFromUserName, nil, "ana@acme.test", "ana@acme.test"},
	} {
		w := newWorld(t, 5)
		w.rule(func(p *directory.Policy) { p.EmailSource = of.source })
		ana := w.mustSay("ana@acme.test", of.emails...)
		if got := w.member(ana.Member).Email; got != of.want {
			t.Errorf("%s with %v: the address is %s, want %s", of.source, of.emails, got, of.want)
		}
		edited := w.mustEdit(ana.ID, func(a *directory.Assertion) { a.Emails = []string{"new@mail.test"} })
		if got := w.member(ana.Member).Email; got != of.edited || edited.Email() != "new@mail.test" {
			t.Errorf("%s: after another address was sent it is %s, asserted %s; want %s, new@mail.test", of.source, got, edited.Email(), of.edited)
		}
		w.mustEdit(ana.ID, func(a *directory.Assertion) { a.UserName = "anna@acme.test" })
		renamed := of.edited
		if of.source == directory.EmailFromUserName {
			renamed = "anna@acme.test"
		}
		if got := w.member(ana.Member).Email; got != renamed {
			t.Errorf("%s: after another user name was sent the address is %s, want %s", of.source, got, renamed)
		}
	}
}

func TestByWhatPeopleAreToldApart(t *testing.T) {
	t.Parallel()
	for identifier, unique := range map[directory.UniqueIdentifier]bool{
		directory.IdentifiedByUserName: false,
		directory.IdentifiedByEmail:    true,
	} {
		w := newWorld(t, 9)
		w.rule(func(p *directory.Policy) { p.UniqueIdentifier = identifier })
		ana := w.mustSay("ana", "ana@acme.test", "shared@acme.test")
		sentence := `The email address "ana@acme.test" is taken by the user "ana" with the id ` + string(ana.ID) +
			`, and the connection's policy tells people apart by it; link to that user, or choose another address.`
		want := func(what string, err error) {
			t.Helper()
			if unique {
				wantSentence(t, err, directory.Taken, sentence)
			} else if err != nil {
				t.Errorf("%s: %s is answered %v", identifier, what, err)
			}
		}
		before := w.head()
		_, err := w.say("second", "ANA@acme.test")
		want("another of the address", err)
		if unique {
			w.wantKinds(before, directory.NoticeRefused)
		}
		bob := w.mustSay("bob", "bob@acme.test", "shared@acme.test", "ana@acme.test") // further ones may be shared
		_, err = w.edit(bob.ID, func(a *directory.Assertion) { a.Emails = []string{"ana@acme.test"} })
		want("moving to the address", err)
		w.mustSay("no address")
		w.mustSay("no address either")
		w.mustEdit(ana.ID, func(a *directory.Assertion) { a.Name, a.Emails = "Ana", []string{"Ana@acme.test"} })

		// Deactivated people keep theirs, as user names; deleting frees it.
		w.mustEdit(ana.ID, deactivate)
		sentence = `The email address "Ana@acme.test" is taken by the user "ana" with the id ` + string(ana.ID) +
			`, and the connection's policy tells people apart by it; link to that user, or choose another address.`
		_, err = w.say("third", "ana@acme.test")
		want("the address of somebody deactivated", err)
		if err := w.service.DeleteIdentity(t.Context(), w.caller, ana.ID); err != nil {
			t.Fatal(err)
		}
		if unique {
			w.mustSay("fourth", "ana@acme.test")
		}
	}
}
