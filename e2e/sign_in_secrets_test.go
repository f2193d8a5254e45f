package e2e_test

import (
	"encoding/base64"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/musterhq/muster/e2e/identity"
)

// TestNothingSecretIsKept signs people in, has them prove anew who they are, signs
// them out and has them refused in every way, and looks for what only they, their provider and Muster may know: in all that the
// server prints, in the journal, in the provisioning log and in the API.
func TestNothingSecretIsKept(t *testing.T) {
	t.Parallel()
	onBothWays(t, func(t *testing.T, s *signInScene, way protocol) {
		s.telling = true
		a, b := s.tenancy("Analytical"), s.tenancy("Beta")
		a.verifyDomain()
		methods := way.connect(s, a, b)
		m := methods[0]
		s.i.private.add(ana) // a member's address is in the database, and in no log
		s.i.secrets.add(stranger)

		came := m.setOut()
		m.wantIn(s.server, came.at(t, s.server, came.answer.Address.Path))
		if s.openID != nil {
			given, err := s.openID.Tokens()
			if err != nil {
				t.Fatal(err)
			}
			s.i.secrets.add(given.ID, given.Access, given.ID[strings.LastIndexByte(given.ID, '.'):])
		}
		m.confirmAndSignOut(a.owner)
		refusals := append(slices.Clone(everyRefusal), refusalsOfSAML...)
		if !m.isSAML {
			refusals = append(slices.Clone(everyRefusal), refusalsOfOIDC...)
		}
		for _, refusal := range append(refusals, lastRefusals...) {
			bring, path := refusal.arrive(m, methods[1])
			if got := bring.at(t, s.server, path); got.session != "" || !slices.Contains(refusal.rules, got.refused()) {
				t.Errorf("%s: the person was sent to %s, want to be refused by one of %q", refusal.name, got.to, refusal.rules)
			}
		}

		told := s.server.stdout.String() + a.owner.read(a.path+"/login-methods") + b.owner.read(b.path+"/login-methods")
		told += s.i.run("journal", "--json", "--organization", a.name) + s.i.run("journal", "--json", "--organization", b.name)
		told += a.requests() + b.requests()
		if found := s.i.secrets.found(told); found != "" {
			t.Errorf("what Muster tells holds the secret %q", found)
		}
		if found := s.i.private.found(strings.ReplaceAll(told, ana, "")); found != "" {
			t.Errorf("what Muster tells holds the secret %q", found)
		}
	})
}

// A refusal is a way not to be let in. The second method is another
// organization's.
type refusal struct {
	name   string
	rules  []string
	arrive func(m, other *loginMethod) (come arrival, path string)
}

// asItIs brings an arrival to where the provider sent it.
func asItIs(a arrival) (come arrival, path string) { return a, a.answer.Address.Path }

var everyRefusal = []refusal{
	{"without the cookie of the attempt", []string{"login_not_begun"}, func(m, _ *loginMethod) (arrival, string) {
		a := m.setOut()
		a.cookies = nil
		return asItIs(a)
	}},
	{"with the cookie of another attempt", []string{"login_not_begun"}, func(m, _ *loginMethod) (arrival, string) {
		a, other := m.setOut(), m.setOut()
		a.cookies[0].Value = other.cookies[0].Value
		return asItIs(a)
	}},
	{"at another organization's address", []string{"login_not_begun", "login_provider_refused"}, func(m, other *loginMethod) (arrival, string) {
		return m.setOut(), strings.Replace(m.setOut().answer.Address.Path, m.ID, other.ID, 1)
	}},
	{"at an address of no login method", []string{"no_such"}, func(m, _ *loginMethod) (arrival, string) {
		return m.setOut(), strings.Replace(m.setOut().answer.Address.Path, m.ID, "nothing", 1)
	}},
	{"a second time", []string{"assertion_is_used", "login_provider_refused"}, func(m, _ *loginMethod) (arrival, string) {
		a := m.setOut()
		m.wantIn(m.of.scene.server, a.at(m.of.scene.t, m.of.scene.server, a.answer.Address.Path))
		return asItIs(a)
	}},
	{"somebody whom Muster does not know", []string{"login_nobody_known"}, func(m, _ *loginMethod) (arrival, string) {
		return asItIs(m.setOutAs(stranger))
	}},
}

var refusalsOfSAML = []refusal{
	{"with another name in the assertion", []string{"login_provider_refused"}, func(m, _ *loginMethod) (arrival, string) {
		return asItIs(m.altered(m.setOut(), func(response string) string { return strings.ReplaceAll(response, ana, stranger) }))
	}},
	{"with no signature", []string{"login_provider_refused"}, func(m, _ *loginMethod) (arrival, string) {
		signature := regexp.MustCompile(`(?s)<ds:Signature.*?</ds:Signature>`)
		return asItIs(m.altered(m.setOut(), func(response string) string { return signature.ReplaceAllString(response, "") }))
	}},
	{"with half of a response", []string{"login_provider_refused"}, func(m, _ *loginMethod) (arrival, string) {
		return asItIs(m.altered(m.setOut(), func(response string) string { return response[:len(response)/2] }))
	}},
	{"with a form beyond all bounds", []string{"login_provider_refused"}, func(m, _ *loginMethod) (arrival, string) {
		a := m.setOut()
		a.answer.Form.Set("more", strings.Repeat("x", 2<<20))
		return asItIs(a)
	}},
}

// altered changes a response on its way.
func (m *loginMethod) altered(a arrival, change func(string) string) arrival {
	t := m.of.scene.t
	t.Helper()
	response, err := base64.StdEncoding.DecodeString(a.answer.Form.Get("SAMLResponse"))
	if err != nil {
		t.Fatal(err)
	}
	changed := change(string(response))
	if changed == string(response) {
		t.Error("the response is what it was")
	}
	text := base64.StdEncoding.EncodeToString([]byte(changed))
	m.of.scene.i.secrets.add(text)
	a.answer.Form.Set("SAMLResponse", text)
	return a
}

var refusalsOfOIDC = []refusal{
	{"with a code of nobody", []string{"login_provider_refused"}, func(m, _ *loginMethod) (arrival, string) {
		return asItIs(m.asking(m.setOut(), "code", "canary-code-of-nobody"))
	}},
	{"with another issuer", []string{"login_provider_refused"}, func(m, _ *loginMethod) (arrival, string) {
		return asItIs(m.asking(m.setOut(), "iss", "https://canary-issuer.example"))
	}},
	{"with an error", []string{"login_provider_denied"}, func(m, _ *loginMethod) (arrival, string) {
		return asItIs(m.asking(m.asking(m.setOut(), "error", "access_denied"), "error_description", "canary description"))
	}},
	{"with another client secret", []string{"login_provider_refused", "login_not_set_up"}, func(m, _ *loginMethod) (arrival, string) {
		a := m.setOut()
		m.setClientSecret("canary-wrong-client-secret")
		return asItIs(a)
	}},
}

// asking changes what an arrival says in its address.
func (m *loginMethod) asking(a arrival, name, value string) arrival {
	address, query := *a.answer.Address, a.answer.Address.Query()
	query.Set(name, value)
	address.RawQuery = query.Encode()
	if strings.HasPrefix(value, "canary") {
		m.of.scene.i.secrets.add(value)
	}
	a.answer = identity.Answer{Address: &address}
	return a
}

// lastRefusals come last, since nobody gets in after them.
var lastRefusals = []refusal{
	{"somebody who was deactivated", []string{"account_deactivated"}, func(m, _ *loginMethod) (arrival, string) {
		if !m.isSAML {
			m.setClientSecret(m.clientSecret())
		}
		m.of.deactivate(m.of.scene.t.Context())
		return asItIs(m.setOut())
	}},
	{"by a method that was turned off", []string{"login_method_off"}, func(m, _ *loginMethod) (arrival, string) {
		a := m.setOut()
		m.of.owner.ask(http.MethodPost, m.path()+"/deactivate", "", nil)
		return asItIs(a)
	}},
}

// requests is all that the provisioning log tells.
func (a *tenancy) requests() string {
	var list struct{ Items []struct{ ID string } }
	a.owner.ask(http.MethodGet, a.path+"/requests?limit=200", "", &list)
	if len(list.Items) == 0 {
		a.scene.t.Errorf("the provisioning log of %s is empty", a.name)
	}
	told := ""
	for _, item := range list.Items {
		told += a.owner.read(a.path + "/requests/" + item.ID)
	}
	return told
}
