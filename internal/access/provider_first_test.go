package access_test

import (
	"testing"

	"github.com/musterhq/muster/internal/access"
	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/provisioning"
)

func TestFirstSignInComparesUserNamesAsTheDirectoryDoes(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.home()
		ana := h.push("Ana@Engines.example")
		h.wantArrives(h.proof("00u1", "aNA@eNGINES.EXAMPLE"), ana.Member)
	})
}

func TestFirstSignInFindsNobodyElse(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.home()
		// Ana's address is not her user name; Manu was invited, and holds his.
		_, err := h.create("ana.ruiz@engines.example", "ana@engines.example")
		w.ok(err)
		h.join(h.id, "Manu", "manu@engines.example", directory.RoleAdministrator)
		for name, userName := range map[string]string{
			"by address":             "ana@engines.example",
			"a manual member":        "manu@engines.example",
			"an owner":               "olga@engines.example",
			"longer":                 "ana.ruiz@engines.example ",
			"a dot behind":           "ana.ruiz@engines.example.",
			"without domain":         "ana.ruiz",
			"only a domain":          "@engines.example",
			"a subdomain":            "ana.ruiz@eu.engines.example",
			"two":                    "ana.ruiz@engines.example@engines.example",
			"a comment":              "ana.ruiz@engines.example<!---->",
			"what nobody may have":   "ana\x00@engines.example",
			"what is no text":        "ana\xff@engines.example",
			"nothing":                "",
			"a wildcard":             "%@engines.example",
			"an id of ours":          string(h.olga.Principal.Member.ID),
			"an invisible letter":    "ana.ruiz\u200b@engines.example",
			"a letter that looks so": "\u0430na.ruiz@engines.example",
		} {
			proof := h.proof("subject of "+name, userName)
			proof.Email = "ana.ruiz@engines.example" // is looked at by nobody
			before := len(h.entries(h.id))
			_, err := h.arrive(proof)
			if directory.CodeOf(err) != directory.Unauthorized || err.Error() != nobodyKnown || len(h.entries(h.id)) != before {
				t.Errorf("%s: %q was answered %v", name, userName, err)
			}
		}
	})
}

func TestFirstSignInTakesAVerifiedDomainOfOnesOwn(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.homeOf("Analytical Engines", "olga@engines.example")
		ana := h.push("ana@engines.example")
		proof := h.proof("00u1", "ana@engines.example")
		h.wantStaysOut(proof, directory.Unauthorized, nobodyKnown)

		// Another organization's domain is no domain here, and one that is added
		// and not verified neither.
		other := w.homeOf("Difference Engines", "otto@difference.example")
		other.verify("engines.example")
		h.wantStaysOut(proof, directory.Unauthorized, nobodyKnown)
		_, err := h.office.AddDomain(t.Context(), administration.Operator(), h.id, "engines.example")
		w.ok(err)
		h.wantStaysOut(proof, directory.Unauthorized, nobodyKnown)
		// And the other's login method does not reach this one's people.
		other.wantStaysOut(proof, directory.Unauthorized, nobodyKnown)

		w.ok(other.office.RemoveDomain(t.Context(), administration.Operator(), other.id, "engines.example"))
		w.ok(h.office.RemoveDomain(t.Context(), administration.Operator(), h.id, "engines.example"))
		h.verify("engines.example")
		h.wantArrives(proof, ana.Member)
		// Whoever is known stays known without it.
		w.ok(h.office.RemoveDomain(t.Context(), administration.Operator(), h.id, "engines.example"))
		h.wantArrives(proof, ana.Member)
	})
}

// The lower case of the Kelvin sign is an ordinary k: whoever lowers first and
// looks for other letters after finds none.
func TestADomainIsWrittenInASCII(t *testing.T) {
	t.Parallel()
	onSQLite(t, func(w world) {
		h := w.home()
		h.verify("kelvin.example")
		h.justInTime(true)
		h.push("ana@kelvin.example")
		h.wantStaysOut(h.proof("00u1", "ana@\u212aelvin.example"), directory.Unauthorized, domainUnverified)
		h.wantStaysOut(h.proof("00u2", "eve@\u212aelvin.example"), directory.Unauthorized, domainUnverified)
	})
}

func TestFirstSignInTakesAConnectionThatIsOn(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.home()
		ana, eve := h.push("ana@engines.example"), h.push("eve@engines.example")
		h.wantArrives(h.proof("00u1", "ana@engines.example"), ana.Member)
		w.ok(h.office.DisableConnection(t.Context(), administration.Operator(), h.id, h.connection.ID))
		h.wantStaysOut(h.proof("00u2", "eve@engines.example"), directory.Unauthorized, nobodyKnown)
		h.wantArrives(h.proof("00u1", "ana@engines.example"), ana.Member) // known already
		_, err := h.office.EnableConnection(t.Context(), administration.Operator(), h.id, h.connection.ID)
		w.ok(err)
		h.wantArrives(h.proof("00u2", "eve@engines.example"), eve.Member)
	})
}

func TestASecondSubjectForAMemberIsRefused(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.home()
		ana := h.push("ana@engines.example")
		first := h.wantArrives(h.proof("00u1", "ana@engines.example"), ana.Member)
		h.wantStaysOut(h.proof("00u2", "ana@engines.example"), directory.Unauthorized, anotherSubject)
		h.wantAlive(first, true)
		h.wantArrives(h.proof("00u1", "ana@engines.example"), ana.Member)
		// Another login method has subjects of its own.
		h.method = h.newMethod("Okta, too")
		h.wantArrives(h.proof("00u2", "ana@engines.example"), ana.Member)
		if logins := h.logins(ana.Member); len(logins) != 2 {
			t.Errorf("Ana has the logins %+v, want two", logins)
		}
	})
}

// GitLab CVE-2022-1680: a group's owner provisioned a person who existed already,
// and then changed that person's address.
func TestProvisioningOverAManualMemberDoesNotMoveTheLogin(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.home()
		h.verify("evil.example")
		manu := h.join(h.id, "Manu", "manu@engines.example", directory.RoleOwner)
		_, err := h.create("manu@engines.example", "manu@engines.example")
		h.wantCode(err, directory.Taken)
		h.wantStaysOut(h.proof("00u1", "manu@engines.example"), directory.Unauthorized, nobodyKnown)
		forged := h.push("eve@engines.example")
		h.wantArrives(h.proof("00u1", "eve@engines.example"), forged.Member)
		h.rename(forged.ID, "eve@evil.example")
		h.wantArrives(h.proof("00u1", "eve@evil.example"), forged.Member)
		if now := h.member(manu.Principal.Member.ID); now.Email != "manu@engines.example" || now.Role != directory.RoleOwner || len(h.logins(now.ID)) != 0 {
			t.Errorf("the manual member became %+v", now)
		}
		h.wantAlive(manu, true)
		_, err = h.signIn("manu@engines.example", goodPassword)
		w.ok(err)
	})
}

// CISO Assistant #4658: a person was found by their address, the address was
// rewritten, and a new password asked for there.
func TestARewrittenAddressOpensNobodysAccount(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.home()
		ana := h.push("ana@engines.example")
		eve := h.push("eve@engines.example")
		h.wantArrives(h.proof("00u1", "ana@engines.example"), ana.Member)
		// Eve's account is given Ana's address, and then Ana's is given Eve's.
		h.edit(eve.ID, func(a *directory.Assertion) { a.Emails = []string{"ana@engines.example"} })
		h.edit(ana.ID, func(a *directory.Assertion) { a.Emails = []string{"eve@engines.example"} })
		proof := h.proof("00u2", "eve@engines.example")
		proof.Email = "ana@engines.example"
		h.wantArrives(proof, eve.Member)
		h.wantArrives(h.proof("00u1", "eve@engines.example"), ana.Member)
	})
}

// nOAuth: an address that anybody can write into their own tenant of the provider
// was taken for who they are.
func TestNOAuthAnAddressIsNobody(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.home()
		h.justInTime(true)
		ana, err := h.create("ana.ruiz", "ana@engines.example") // no address as a user name
		w.ok(err)
		for _, address := range []string{"ana@engines.example", "ANA@engines.example", "olga@engines.example"} {
			proof := h.proof("of the attacker "+address, "eve@evil.example")
			proof.Email = address
			h.wantStaysOut(proof, directory.Unauthorized, addressHeld)
			h.wantStaysOut(h.proof("of the attacker "+address, address), directory.Unauthorized, addressHeld)
		}
		if len(h.logins(ana.Member)) != 0 || len(h.logins(h.olga.Principal.Member.ID)) != 0 {
			t.Error("an address tied the attacker to somebody's account")
		}
	})
}

func TestOnlyTheMethodsOwnOrganization(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h, other := w.home(), w.homeOf("Difference Engines", "otto@difference.example")
		ana := h.push("ana@engines.example")
		h.wantArrives(h.proof("00u1", "ana@engines.example"), ana.Member)
		// The same subject by another organization's method.
		other.wantStaysOut(h.proof("00u1", "ana@engines.example"), directory.Unauthorized, nobodyKnown)
		// A method in an organization that it does not belong to.
		stray := h.method
		stray.Organization = other.id
		_, err := h.SignInByProvider(t.Context(), access.ProviderSignIn{Method: stray, Proof: h.proof("00u1", "ana@engines.example"), Client: somewhere})
		w.wantSentence(err, directory.Refused, methodOff)
		// The same user name in both: each finds its own.
		elsewhere, err := other.okta.CreateIdentity(t.Context(), provisioning.Caller{Connection: other.connection}, directory.Assertion{
			UserName: "ana@engines.example", Name: "Ana", Emails: []string{"ana@engines.example"}, Active: true, Resource: []byte(`{}`),
		})
		w.ok(err)
		other.wantStaysOut(h.proof("00u1", "ana@engines.example"), directory.Unauthorized, nobodyKnown)
		if len(other.logins(elsewhere.Member)) != 0 {
			t.Error("another organization's person was tied")
		}
	})
}
