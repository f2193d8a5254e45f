package access_test

import (
	"context"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/access"
	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/provisioning"
	"github.com/musterhq/muster/internal/scimserver"
	"github.com/musterhq/muster/internal/secret"
)

// home is an organization that has verified engines.example, is provisioned by
// Okta, and lets people sign in by Okta.
type home struct {
	world
	office     *administration.Service
	okta       *provisioning.Service
	id         directory.OrganizationID
	olga       access.Admission
	connection directory.Connection
	method     directory.LoginMethod
}

func (w world) home() home {
	w.Helper()
	h := w.homeOf("Analytical Engines", "olga@engines.example")
	h.verify("engines.example")
	return h
}

// homeOf is one that has verified no domain yet.
func (w world) homeOf(name, owner string) home {
	w.Helper()
	h := w.unprovisioned(name, owner)
	var err error
	h.connection, _, err = h.office.CreateConnection(w.Context(), administration.Operator(), h.id, directory.Okta, directory.Standard())
	w.ok(err)
	return h
}

// homeWithoutConnection is home, where nobody is provisioned.
func (w world) homeWithoutConnection() home {
	w.Helper()
	h := w.unprovisioned("Analytical Engines", "olga@engines.example")
	h.verify("engines.example")
	return h
}

func (w world) unprovisioned(name, owner string) home {
	w.Helper()
	h := home{
		world:  w,
		office: &administration.Service{Store: w.store, Now: w.clock.now, NewID: directory.NewID, Settle: provisioning.Inactive(scimserver.Inactive).Settle},
		okta:   &provisioning.Service{Store: w.store, Now: w.clock.now, NewID: directory.NewID, Inactive: scimserver.Inactive},
		id:     w.organization(name).ID,
	}
	h.olga = w.join(h.id, "Olga Owner", owner, directory.RoleOwner)
	h.method = h.newMethod("Okta")
	return h
}

// newMethod makes a login method that is active.
func (h home) newMethod(name string) directory.LoginMethod {
	h.Helper()
	method, err := h.office.CreateLoginMethod(h.Context(), administration.Operator(), h.id, administration.NewLoginMethod{
		Provider: directory.Okta, Protocol: directory.OIDC, Name: name,
	})
	h.ok(err)
	_, err = h.office.UpdateLoginMethod(h.Context(), administration.Operator(), h.id, method.ID, administration.LoginMethodEdit{
		OIDC: &directory.OIDCSettings{Issuer: "https://engines.okta.example", ClientID: "client"},
	})
	h.ok(err)
	h.ok(h.office.ActivateLoginMethod(h.Context(), administration.Operator(), h.id, method.ID))
	return method
}

// verify adds a domain and finds its proof in the DNS.
func (h home) verify(name string) {
	h.Helper()
	domain, err := h.office.AddDomain(h.Context(), administration.Operator(), h.id, name)
	h.ok(err)
	_, err = h.office.VerifyDomain(h.Context(), administration.Operator(), h.id, name, func(context.Context, string) ([]string, error) {
		return []string{domain.Proof}, nil
	})
	h.ok(err)
}

func (h home) justInTime(on bool) {
	h.Helper()
	_, err := h.office.UpdateLoginMethod(h.Context(), administration.Operator(), h.id, h.method.ID, administration.LoginMethodEdit{JustInTime: &on})
	h.ok(err)
}

// push provisions somebody whose address is their user name.
func (h home) push(userName string) directory.Identity {
	h.Helper()
	identity, err := h.create(userName, userName)
	h.ok(err)
	return identity
}

func (h home) caller() provisioning.Caller { return provisioning.Caller{Connection: h.connection} }

func (h home) create(userName, email string) (directory.Identity, error) {
	return h.okta.CreateIdentity(h.Context(), h.caller(), directory.Assertion{
		UserName: userName, Name: "Ana Ruiz", Emails: []string{email}, Active: true, Resource: []byte(`{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"` + userName + `"}`),
	})
}

// edit changes what Okta says of somebody.
func (h home) edit(id directory.IdentityID, change func(*directory.Assertion)) {
	h.Helper()
	_, err := h.okta.EditIdentity(h.Context(), h.caller(), id, func(current directory.Assertion) (directory.Assertion, []directory.Change, error) {
		change(&current)
		return current, nil, nil
	})
	h.ok(err)
}

// rename changes a user name and the address with it, as Okta does.
func (h home) rename(id directory.IdentityID, userName string) {
	h.Helper()
	h.edit(id, func(a *directory.Assertion) { a.UserName, a.Emails = userName, []string{userName} })
}

// proof is what the provider says of somebody whose address is their user name.
func (h home) proof(subject, userName string) access.ProviderProof {
	return access.ProviderProof{Subject: subject, UserName: userName, Name: "Ana Ruiz", Email: userName, ProvedAt: h.clock.now()}
}

// byAddress is what a provider says that knows people by their address alone.
func (h home) byAddress(address string) access.ProviderProof {
	proof := h.proof(address, address)
	proof.Renamable = true
	return proof
}

// arrive lets somebody come back with a proof, each time with another one unless the
// proof has a name.
func (h home) arrive(proof access.ProviderProof) (access.Admission, error) {
	if proof.Assertion == "" {
		proof.Assertion, proof.AssertionEnds = directory.NewID(), h.clock.now().Add(5*time.Minute)
	}
	return h.SignInByProvider(h.Context(), access.ProviderSignIn{Method: h.method, Proof: proof, Client: somewhere})
}

// wantArrives signs somebody in, and wants them to be a member.
func (h home) wantArrives(proof access.ProviderProof, want directory.MemberID) access.Admission {
	h.Helper()
	admission, err := h.arrive(proof)
	h.ok(err)
	if got := admission.Principal.Member.ID; got != want {
		h.Fatalf("%q came in as member %s, want %s", proof.Subject, got, want)
	}
	h.wantAlive(admission, true)
	return admission
}

// wantStaysOut wants a refusal, with its sentence, that writes nothing.
func (h home) wantStaysOut(proof access.ProviderProof, code directory.Code, sentence string) {
	h.Helper()
	before := len(h.entries(h.id))
	admission, err := h.arrive(proof)
	h.wantSentence(err, code, sentence)
	if admission.Secret != (secret.Secret{}) || admission.Principal.Member.ID != "" {
		h.Errorf("the refusal hands out a session of %q", admission.Principal.Member.Name)
	}
	if after := len(h.entries(h.id)); after != before {
		h.Errorf("the refusal wrote %d journal entries", after-before)
	}
}

func (w world) wantSentence(err error, code directory.Code, sentence string) {
	w.Helper()
	if err == nil || directory.CodeOf(err) != code || err.Error() != sentence {
		w.Errorf("answered %v %v, want %v %q", directory.CodeOf(err), err, code, sentence)
	}
}

func (h home) member(id directory.MemberID) directory.Member {
	h.Helper()
	member, err := h.store.View(h.Context(), h.id).Member(id)
	h.ok(err)
	return member
}

func (h home) logins(id directory.MemberID) []directory.Login {
	h.Helper()
	logins, err := h.store.View(h.Context(), h.id).Logins(id)
	h.ok(err)
	return logins
}

// setFree leaves so many licenses free.
func (h home) setFree(free int) {
	h.Helper()
	licenses, err := h.store.View(h.Context(), h.id).Licenses()
	h.ok(err)
	h.ok(h.office.SetLicenses(h.Context(), administration.Operator(), h.id, licenses.InUse+free))
}

// What people read who are not let in.
const (
	nobodyKnown      = "You are not a member here yet. Ask your administrator to assign you to the application, and that the domain of your user name is verified here; then try again."
	anotherSubject   = "Your account here is tied to another account of the identity provider; ask your administrator to take that tie away."
	methodOff        = "This way to sign in is not active; choose another one, or ask your administrator."
	domainUnverified = "The domain of your address is not verified here; ask your administrator."
	addressHeld      = "Somebody here has your address already, and an address alone lets nobody in; ask your administrator to assign you to the application."
	noLicenseToJoin  = "No license is free for you; ask your administrator for one, then try again."
	anotherPerson    = "The identity provider confirmed another person; sign in there as yourself and try again."
	providersOnly    = "In Analytical Engines people sign in by their identity provider alone; use that way."
	assertionUsed    = "This sign-in was used already; begin again."
)

func TestKnownBySubjectWhateverTheUserNameSays(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.home()
		ana, eve := h.push("ana@engines.example"), h.push("eve@engines.example")
		before := len(h.entries(h.id))
		h.wantArrives(h.proof("00u1", "ana@engines.example"), ana.Member)
		h.wantKinds(h.id, directory.MemberLoginLinked)
		told := h.entries(h.id)[before]
		if told.Member != ana.Member || len(told.Personal.Changes) != 1 || told.Personal.Changes[0] != (directory.Change{Field: "login_method", After: "Okta"}) {
			t.Errorf("the journal tells %+v of the first sign-in", told)
		}
		if actor := (directory.Actor{Kind: directory.ActorMember, ID: string(ana.Member), Name: "Ana Ruiz"}); told.Actor != actor {
			t.Errorf("the first sign-in was %v, want %v", told.Actor, actor)
		}

		h.clock.pass(time.Hour)
		// Another's user name, address and name change nothing.
		h.wantArrives(h.proof("00u1", "eve@engines.example"), ana.Member)
		h.wantArrives(h.proof("00u1", ""), ana.Member)
		h.rename(ana.ID, "ana.ruiz@elsewhere.example")
		h.wantArrives(h.proof("00u1", "ana@engines.example"), ana.Member)
		if after := len(h.entries(h.id)); after != before+2 { // the tie and the renaming
			t.Errorf("the journal grew by %d, want 2", after-before)
		}
		logins := h.logins(ana.Member)
		if len(logins) != 1 || !logins[0].UsedAt.Equal(h.clock.now()) || !logins[0].CreatedAt.Equal(h.clock.now().Add(-time.Hour)) {
			t.Errorf("the logins are %+v, want one, used now", logins)
		}
		if len(h.logins(eve.Member)) != 0 {
			t.Error("Eve was tied to somebody's subject")
		}
	})
}

func TestSubjectsAreComparedByteByByte(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.home()
		ana := h.push("ana@engines.example")
		h.wantArrives(h.proof("00u1", "ana@engines.example"), ana.Member)
		for _, subject := range []string{"00U1", "00u1 ", " 00u1", "00u", "00u1\u200b"} {
			h.wantStaysOut(h.proof(subject, ""), directory.Unauthorized, nobodyKnown)
		}
		for _, subject := range []string{"", string(make([]byte, directory.MaxSubjectLength+1))} {
			h.wantStaysOut(h.proof(subject, "ana@engines.example"), directory.Unauthorized, "The identity provider did not say who you are; ask your administrator.")
		}
	})
}
