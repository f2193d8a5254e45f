package signin_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/federation"
)

// The whole story, by either protocol: assigned in Okta, provisioned by SCIM, signed
// in, deactivated in Okta, out.
func TestStory(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		for _, protocol := range []directory.LoginProtocol{directory.OIDC, directory.SAML} {
			t.Run(string(protocol), func(t *testing.T) {
				w := *w
				w.T = t
				method := w.method(w.organization.ID, protocol)
				start := federation.AddressesOf(w.muster.url, method.ID).Start

				ana := w.visitor()
				arrived := ana.signIn(ana.open(start+"?return=/members?q=x&login_hint=ana@"+domain), "Ana")
				if arrived.address.RequestURI() != "/members?q=x" || ana.who() != "ana@"+domain {
					t.Fatalf("ana arrived at %s as %q", arrived.address, ana.who())
				}
				first := ana.session()
				if again := ana.open(start); again.address.Path != "/" || ana.who() != "ana@"+domain {
					t.Errorf("a second time ana arrived at %s as %q", again.address, ana.who())
				}
				if ana.session() == first {
					t.Error("signing in again kept the session")
				}

				eve := w.visitor()
				eve.signIn(eve.open(start), "Eve")
				if who := eve.who(); who != "" {
					t.Errorf("eve, who is not assigned, is in as %q", who)
				}

				bo := w.visitor()
				bo.signIn(bo.open(start), "Bo")
				if bo.who() != "bo@"+domain {
					t.Fatalf("bo is in as %q", bo.who())
				}
				w.ok(w.app.Deactivate(t.Context(), w.people["Bo"]))
				if who := bo.who(); who != "" {
					t.Errorf("bo was deactivated in Okta and is in as %q", who)
				}
				bo.open(start)
				if who := bo.who(); who != "" {
					t.Errorf("bo was deactivated in Okta and came back as %q", who)
				}
				w.ok(w.app.Reassign(t.Context(), w.people["Bo"])) // for the next protocol
			})
		}
	})
}

// Where people go afterwards is a path of ours, whatever the address says.
func TestReturnStaysHere(t *testing.T) {
	t.Parallel()
	w := newWorld(t, engines["SQLite"](t))
	method := w.method(w.organization.ID, directory.OIDC)
	start := federation.AddressesOf(w.muster.url, method.ID).Start
	ana := w.visitor()
	ana.signIn(ana.open(start), "Ana")
	for _, elsewhere := range []string{
		"https://evil.example/", "//evil.example/", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)", "evil", "/%0d%0aSet-Cookie:x", "/sso/" + string(method.ID),
	} {
		arrived := ana.open(start + "?return=" + elsewhere)
		if arrived.address.Host != ana.open(w.muster.url).address.Host || arrived.status != http.StatusOK {
			t.Errorf("%s led to %s", elsewhere, arrived.address)
		}
	}
}

// Where a provider's list of apps begins a sign-in, it says in the words of OpenID
// Connect whom to expect and where to go, by GET or by POST. Elsewhere nobody goes.
func TestBegunElsewhere(t *testing.T) {
	t.Parallel()
	w := newWorld(t, engines["SQLite"](t))
	method := w.method(w.organization.ID, directory.OIDC)
	start := federation.AddressesOf(w.muster.url, method.ID).Start
	for _, verb := range []string{http.MethodGet, http.MethodPost} {
		for target, want := range map[string]string{
			w.muster.url + "/members?q=x":       "/members?q=x",
			w.muster.url + ".evil.example/":     "/",
			w.muster.url + "@evil.example/":     "/",
			"https://evil.example/members?q=x":  "/",
			"/members":                          "/",
			w.muster.url + "//evil.example/":    "/",
			w.muster.url + "/members\\evil.com": "/",
		} {
			said := url.Values{"iss": {"https://another.example"}, "login_hint": {"ana@" + domain}, "target_link_uri": {target}}
			ana := w.visitor()
			asked := page{}
			if verb == http.MethodPost {
				asked = ana.send(verb, start, said)
			} else {
				asked = ana.open(start + "?" + said.Encode())
			}
			if _, fields, _ := formOf(asked); fields.Get("username") != "ana@"+domain {
				t.Fatalf("%s: Okta at %s expects %q", verb, asked.address, fields.Get("username"))
			}
			arrived := ana.signIn(asked, "Ana")
			if got := arrived.address.RequestURI(); got != want || ana.who() != "ana@"+domain {
				t.Errorf("%s %s: ana arrived at %s as %q", verb, target, got, ana.who())
			}
		}
	}
}
