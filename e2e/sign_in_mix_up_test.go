package e2e_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"testing"

	"github.com/musterhq/muster/e2e/identity"
)

// TestMixUp brings what a provider answered for one organization to another one's
// address, with every combination of cookies that a browser could hold or an
// attacker could write: nobody gets in there. Both organizations use the same
// provider, which calls the same person the same, and know them by it.
func TestMixUp(t *testing.T) {
	t.Parallel()
	onBothWays(t, func(t *testing.T, s *signInScene, way protocol) {
		a, b := s.tenancy("Analytical"), s.tenancy("Beta")
		methods := way.connect(s, a, b)
		// A domain is one organization's at a time; whom it has let in stays known.
		b.verifyDomain()
		before := methods[1].setOut()
		methods[1].wantIn(s.server, before.at(t, s.server, before.answer.Address.Path))
		b.giveDomainUp()
		a.verifyDomain()
		first := methods[0].setOut()
		session := first.at(t, s.server, first.answer.Address.Path).session
		if session == "" {
			t.Fatal("nobody is let into the first organization")
		}

		ofA, ofB := methods[0].setOut(), methods[1].setOut()
		inA, inB := ofA.cookies[0], ofB.cookies[0]
		values := []string{
			inA.Value, inB.Value,
			rewritten(t, inA.Value, methods[1].ID), rewritten(t, inB.Value, methods[0].ID),
		}
		answers := []identity.Answer{ofA.answer, underHandle(ofA.answer, ofB.answer)}
		tried := 0
		for _, answer := range answers {
			for _, cookies := range combinations(inA.Name, inB.Name, values) {
				for _, signedIn := range []bool{false, true} {
					if signedIn {
						cookies = append(slices.Clone(cookies), &http.Cookie{Name: sessionCookie, Value: session})
					}
					got := arrival{answer, cookies}.at(t, s.server, ofB.answer.Address.Path)
					tried++
					if got.session != "" {
						_, who := s.server.whoIs(t, got.session)
						t.Errorf("an answer for %s opened a session of %+v at %s, with the cookies %v", a.name, who, b.name, cookies)
					}
				}
			}
		}
		if tried != 100 {
			t.Errorf("%d combinations were tried, want 100", tried)
		}

		// Both answers were good all the while, each at its own address.
		methods[0].wantIn(s.server, ofA.at(t, s.server, ofA.answer.Address.Path))
		methods[1].wantIn(s.server, ofB.at(t, s.server, ofB.answer.Address.Path))
	})
}

// combinations are the cookies of two names, each with every value or without one.
func combinations(one, other string, values []string) [][]*http.Cookie {
	var all [][]*http.Cookie
	for _, of := range append([]string{""}, values...) {
		for _, with := range append([]string{""}, values...) {
			cookies := []*http.Cookie{}
			if of != "" {
				cookies = append(cookies, &http.Cookie{Name: one, Value: of})
			}
			if with != "" {
				cookies = append(cookies, &http.Cookie{Name: other, Value: with})
			}
			all = append(all, cookies)
		}
	}
	return all
}

// rewritten is the cookie of an attempt that says another login method, under the
// seal that it had.
func rewritten(t *testing.T, value, method string) string {
	t.Helper()
	whole, err := base64.RawURLEncoding.DecodeString(value)
	if err != nil {
		t.Fatal(err)
	}
	seal, text := whole[:sha256.Size:sha256.Size], whole[sha256.Size:]
	attempt := map[string]json.RawMessage{}
	if err := json.Unmarshal(text, &attempt); err != nil {
		t.Fatal(err)
	}
	if attempt["method"], err = json.Marshal(method); err != nil {
		t.Fatal(err)
	}
	if text, err = json.Marshal(attempt); err != nil {
		t.Fatal(err)
	}
	return base64.RawURLEncoding.EncodeToString(append(seal, text...))
}

// underHandle is an answer that says it belongs to the attempt of another.
func underHandle(answer, other identity.Answer) identity.Answer {
	address, query := *answer.Address, answer.Address.Query()
	if answer.Form == nil {
		query.Set("state", other.Address.Query().Get("state"))
		address.RawQuery = query.Encode()
		return identity.Answer{Address: &address}
	}
	return identity.Answer{Address: &address, Form: url.Values{
		"SAMLResponse": answer.Form["SAMLResponse"], "RelayState": other.Form["RelayState"],
	}}
}
