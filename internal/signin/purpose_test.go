package signin_test

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/federation"
)

// fresh asks for something that wants a fresh proof, and says whether it was one.
func (v *visitor) fresh() bool {
	v.Helper()
	return v.ask(http.MethodDelete, "/me/password", "", nil) != http.StatusForbidden // which they have none of
}

// Somebody who signed in by a provider proves anew who they are by it, and only as
// themselves.
func TestConfirm(t *testing.T) {
	t.Parallel()
	w := newWorld(t, engines["SQLite"](t))
	for _, protocol := range []directory.LoginProtocol{directory.OIDC, directory.SAML} {
		t.Run(string(protocol), func(t *testing.T) {
			w := *w
			w.T = t
			method := w.method(w.organization.ID, protocol)
			start := federation.AddressesOf(w.muster.url, method.ID).Start
			ana, bo := w.visitor(), w.visitor()
			ana.signIn(ana.open(start), "Ana")
			bo.signIn(bo.open(start), "Bo")
			session := ana.session()
			w.clock.pass(11 * time.Minute)
			if ana.fresh() {
				t.Fatal("a proof of eleven minutes ago is fresh")
			}
			asked := ana.open(start + "?for=confirm&return=/settings")
			arrived := ana.signIn(asked, "Ana")
			if arrived.address.RequestURI() != "/settings" || !ana.fresh() {
				t.Errorf("ana arrived at %s; fresh: %t", arrived.address, ana.fresh())
			}
			if ana.session() != session || ana.who() != "ana@"+domain {
				t.Error("to confirm opened another session")
			}

			w.clock.pass(11 * time.Minute)
			other := ana.signIn(ana.open(start+"?for=confirm&return=/settings"), "Bo")
			other.refused(t, "login_another_person")
			if ana.fresh() || ana.who() != "ana@"+domain {
				t.Errorf("bo confirmed ana, who is %q", ana.who())
			}

			nobody := w.visitor().open(start + "?for=confirm&return=/settings")
			nobody.refused(t, "signed_out")
		})
	}
}

// Whoever was invited by hand ties the provider's account to their own, while they
// are signed in.
func TestTie(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		for _, protocol := range []directory.LoginProtocol{directory.OIDC, directory.SAML} {
			method := w.method(w.organization.ID, protocol)
			start := federation.AddressesOf(w.muster.url, method.ID).Start
			olga := w.owner("Olga " + string(protocol))
			w.ok(w.app.Assign(t.Context(), w.people["Eve"]))
			w.ok(w.app.Reassign(t.Context(), w.people["Eve"]))

			// Ana's own account is tied to her by her first sign-in.
			ana := w.visitor()
			ana.signIn(ana.open(start), "Ana")
			taken := olga.signIn(olga.open(start+"?for=tie&return=/account"), "Ana")
			taken.refused(t, "subject_is_tied")

			another := w.owner("Petra " + string(protocol))
			arrived := another.signIn(another.open(start+"?for=tie&return=/account"), "Eve")
			if arrived.address.RequestURI() != "/account" {
				t.Fatalf("%s: petra arrived at %s", protocol, arrived.address)
			}
			back := w.visitor()
			back.signIn(back.open(start), "Eve")
			if got, want := back.who(), another.who(); got != want {
				t.Errorf("%s: eve of Okta is %q here, want %q", protocol, got, want)
			}
		}
	})
}

// A trial opens nothing, needs no active login method, and is told to those who set
// it up.
func TestTrial(t *testing.T) {
	t.Parallel()
	w := newWorld(t, engines["SQLite"](t))
	for _, protocol := range []directory.LoginProtocol{directory.OIDC, directory.SAML} {
		method := w.method(w.organization.ID, protocol)
		w.ok(w.muster.administration.DeactivateLoginMethod(t.Context(), administration.Operator(), w.organization.ID, method.ID))
		start := federation.AddressesOf(w.muster.url, method.ID).Start
		w.visitor().open(start).refused(t, "login_method_off")
		w.visitor().open(start+"?for=try").refused(t, "signed_out")

		olga := w.owner("Olga " + string(protocol))
		before := olga.who()
		arrived := olga.signIn(olga.open(start+"?for=try&return=/settings/login-methods/x"), "Ana")
		if arrived.address.RequestURI() != "/settings/login-methods/x" || olga.who() != before {
			t.Errorf("%s: after a trial olga is %q at %s", protocol, olga.who(), arrived.address)
		}
		shown := olga.method(method)
		if shown.LastArrival == nil || !shown.LastArrival.Trial || shown.LastArrival.Refused != "" || len(shown.LastArrival.Passed) == 0 {
			t.Errorf("%s: of the trial is told %+v", protocol, shown.LastArrival)
		}
		// What a stranger posts, who did not set out, is not told in its place.
		addresses := federation.AddressesOf(w.muster.url, method.ID)
		w.visitor().send(http.MethodPost, addresses.ACS, url.Values{"SAMLResponse": {"x"}, "RelayState": {"x"}})
		w.visitor().open(addresses.Redirect + "?state=x&error=access_denied")
		w.visitor().open(start)
		if after := olga.method(method); after.LastArrival == nil || !after.LastArrival.Trial || after.LastArrival.Refused != "" {
			t.Errorf("%s: after strangers came is told %+v", protocol, after.LastArrival)
		}
		denied := w.owner("Petra " + string(protocol))
		denied.signIn(denied.open(start+"?for=try&return=/settings"), "Eve")
		if shown := olga.method(method); protocol == directory.OIDC && (shown.LastArrival == nil || shown.LastArrival.Refused == "") {
			t.Errorf("%s: of the refused trial is told %+v", protocol, shown.LastArrival)
		}
	}
}

// A provider sends people of its own accord only where the organization lets it.
func TestUnsolicited(t *testing.T) {
	t.Parallel()
	w := newWorld(t, engines["SQLite"](t))
	method := w.method(w.organization.ID, directory.SAML)
	on := true
	for _, allowed := range []bool{false, true} {
		ana := w.visitor()
		home := ana.signIn(ana.open(w.okta.Issuer()), "Ana")
		if allowed {
			w.edit(method, administration.LoginMethodEdit{Unsolicited: &on})
		}
		tile := tileOf(t, home)
		arrived := ana.open(tile)
		if allowed && ana.who() != "ana@"+domain {
			t.Errorf("from Okta's home page ana arrived at %s as %q", arrived.address, ana.who())
		}
		if !allowed {
			arrived.refused(t, "login_not_begun")
			if who := ana.who(); who != "" {
				t.Errorf("nobody asked, and ana is in as %q", who)
			}
		}
	}
}

func tileOf(t *testing.T, home page) string {
	t.Helper()
	_, after, found := strings.Cut(home.body, `<li><a href="`)
	if !found {
		t.Fatalf("there is no tile on %s", home.body)
	}
	address, _, _ := strings.Cut(after, `"`)
	return address
}

// Whoever comes back with somebody else's answer, or without having set out, is let
// in nowhere.
func TestNotBegun(t *testing.T) {
	t.Parallel()
	w := newWorld(t, engines["SQLite"](t))
	method := w.method(w.organization.ID, directory.OIDC)
	addresses := federation.AddressesOf(w.muster.url, method.ID)
	ana := w.visitor()
	var callback *url.URL
	ana.client.CheckRedirect = func(request *http.Request, _ []*http.Request) error {
		if strings.HasSuffix(request.URL.Path, "/callback") {
			callback = request.URL
			return http.ErrUseLastResponse
		}
		return nil
	}
	ana.signIn(ana.open(addresses.Start), "Ana")
	if callback == nil {
		t.Fatal("Okta sent nobody back")
	}
	ana.client.CheckRedirect = nil

	mallory := w.visitor()
	mallory.open(callback.String()).refused(t, "login_not_begun")
	mallory.open(addresses.Start) // an attempt of her own does not help
	mallory.open(callback.String()).refused(t, "login_not_begun")
	if who := mallory.who(); who != "" {
		t.Errorf("with ana's answer mallory is in as %q", who)
	}
	w.clock.pass(16 * time.Minute)
	ana.open(callback.String()).refused(t, "login_not_begun")
	if who := ana.who(); who != "" {
		t.Errorf("after sixteen minutes ana is in as %q", who)
	}
}

// Whoever was renamed in Okta keeps their account, and whoever gets the old name
// gets their own: a name that can change hands opens nothing by itself.
func TestRenamed(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		method := w.method(w.organization.ID, directory.SAML)
		start := federation.AddressesOf(w.muster.url, method.ID).Start
		ana := w.visitor()
		ana.signIn(ana.open(start), "Ana")
		member := ana.id()

		w.rename("Ana", "anna@"+domain)
		again := w.visitor()
		again.signInAs(again.open(start), "anna@"+domain)
		if again.id() != member {
			t.Errorf("renamed, ana is %q, want %q", again.id(), member)
		}

		w.rename("Bo", "ana@"+domain)
		bo := w.visitor()
		bo.signInAs(bo.open(start), "ana@"+domain)
		if got := bo.id(); got == member || got == "" {
			t.Errorf("bo has ana's old name and is in as %q", got)
		}
	})
}

// A request to sign somebody out counts only signed; whoever signs out here is
// signed out at Okta, by a request that we signed.
func TestLogout(t *testing.T) {
	t.Parallel()
	w := newWorld(t, engines["SQLite"](t))
	method := w.method(w.organization.ID, directory.SAML)
	addresses := federation.AddressesOf(w.muster.url, method.ID)
	ana := w.visitor()
	ana.signIn(ana.open(addresses.Start), "Ana")
	for _, unsigned := range []string{"", "?SAMLRequest=x", "?SAMLRequest=fZBBS8QwEIX&RelayState=x"} {
		if at := ana.open(addresses.Logout + unsigned); at.status != http.StatusBadRequest {
			t.Errorf("%q is answered %d at %s", unsigned, at.status, at.address)
		}
	}
	if ana.who() != "ana@"+domain {
		t.Fatal("an unsigned request signed ana out")
	}

	ana.signsOut(t, addresses)
}

// signsOut lets somebody sign out here, who must be out at Okta then, too.
func (v *visitor) signsOut(t *testing.T, addresses federation.Addresses) {
	t.Helper()
	var there struct{ URL string }
	v.ask(http.MethodGet, "/session/provider", "", &there)
	if request := requestIn(t, there.URL); request != "" && !strings.Contains(request, `Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"`) {
		t.Errorf("Okta is asked to sign out somebody whom it never named so: %s", request)
	}
	v.ask(http.MethodDelete, "/session", "", nil)
	if arrived := v.open(there.URL); arrived.address.Path != federation.SignedOut {
		t.Errorf("from Okta's logout they came to %s: %s", arrived.address, arrived.body)
	}
	asked := v.open(addresses.Start)
	if _, fields, found := formOf(asked); !found || !fields.Has("password") || v.who() != "" {
		t.Errorf("signed out at Okta, they are let in at %s as %q", asked.address, v.who())
	}
}

// requestIn is the request of SAML in an address, or "".
func requestIn(t *testing.T, address string) string {
	t.Helper()
	parsed, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	packed, err := base64.StdEncoding.DecodeString(parsed.Query().Get("SAMLRequest"))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(flate.NewReader(bytes.NewReader(packed)))
	if err != nil && len(packed) > 0 {
		t.Fatal(err)
	}
	return string(text)
}

// Whoever came by OpenID Connect is signed out at Okta by the ID token that their own
// browser kept, once; nobody else is by the address.
func TestSignOut(t *testing.T) {
	t.Parallel()
	w := newWorld(t, engines["SQLite"](t))
	method := w.method(w.organization.ID, directory.OIDC)
	addresses := federation.AddressesOf(w.muster.url, method.ID)
	ana := w.visitor()
	ana.signIn(ana.open(addresses.Start), "Ana")
	if arrived := w.visitor().open(addresses.SignOut); arrived.address.Path != federation.SignedOut || arrived.address.RawQuery != "" {
		t.Errorf("a stranger who signs out came to %s", arrived.address)
	}
	ana.signsOut(t, addresses)
	if arrived := ana.open(addresses.SignOut); arrived.address.Path != federation.SignedOut {
		t.Errorf("signing out once more ana came to %s", arrived.address)
	}
}

// Another site's page begins no sign-in by what it embeds.
func TestEmbedded(t *testing.T) {
	t.Parallel()
	w := newWorld(t, engines["SQLite"](t))
	method := w.method(w.organization.ID, directory.OIDC)
	for into, want := range map[string]int{"image": http.StatusForbidden, "iframe": http.StatusForbidden, "empty": http.StatusForbidden, "document": http.StatusOK} {
		v := w.visitor()
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, federation.AddressesOf(w.muster.url, method.ID).Start, http.NoBody)
		w.ok(err)
		request.Header.Set("Sec-Fetch-Dest", into)
		if at := v.do(request); at.status != want {
			t.Errorf("into %s: %d at %s", into, at.status, at.address)
		}
	}
}
