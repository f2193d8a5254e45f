package federation_test

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/federation"
)

const public = "https://muster.example"

var now = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func newKey(t *testing.T, at time.Time) directory.SigningKey {
	t.Helper()
	key, err := federation.NewSigningKey(at)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func TestAddressesNameTheMethod(t *testing.T) {
	t.Parallel()
	want := federation.Addresses{
		Start: public + "/sso/m1", Redirect: public + "/sso/m1/callback", Keys: public + "/sso/m1/keys",
		SignOut: public + "/sso/m1/sign-out", SignedOut: public + "/sign-in",
		EntityID: public + "/sso/m1/metadata", ACS: public + "/sso/m1/acs", Logout: public + "/sso/m1/logout",
	}
	if got := federation.AddressesOf(public, "m1"); got != want {
		t.Errorf("the addresses are %+v", got)
	}
}

func TestTheKeySetIsPublic(t *testing.T) {
	t.Parallel()
	method := directory.LoginMethod{Keys: []directory.SigningKey{newKey(t, now), newKey(t, now)}}
	set, err := federation.KeySetOf(method)
	if err != nil || len(set.Keys) != 2 || set.Keys[0].KeyID == set.Keys[1].KeyID {
		t.Fatalf("the keys are %+v, %v", set, err)
	}
	for i, key := range set.Keys {
		certificate, err := x509.ParseCertificate(method.Keys[i].Certificate)
		if err != nil {
			t.Fatal(err)
		}
		ours, ok := certificate.PublicKey.(*rsa.PublicKey)
		if !ok || ours.N.BitLen() < 2048 || !ours.Equal(key.Key) || !key.IsPublic() || !key.Valid() || key.Use != "sig" || key.Algorithm != "RS256" {
			t.Errorf("key %d is %+v", i, key)
		}
		if !certificate.NotBefore.Equal(now.Add(-time.Hour)) {
			t.Errorf("the certificate begins at %v", certificate.NotBefore)
		}
	}
	text, err := json.Marshal(set)
	if err != nil {
		t.Fatal(err)
	}
	for _, private := range []string{`"d"`, `"p"`, `"q"`, base64.RawURLEncoding.EncodeToString(method.Keys[0].Private[40:80])} {
		if strings.Contains(string(text), private) {
			t.Errorf("the keys say %s", private)
		}
	}
	empty, err := federation.KeySetOf(directory.LoginMethod{})
	if text, _ := json.Marshal(empty); err != nil || string(text) != `{"keys":[]}` {
		t.Errorf("no key is written %s, %v", text, err)
	}
	method.Keys[1].Private = []byte("broken")
	if _, err := federation.KeySetOf(method); err == nil {
		t.Error("a broken key was published")
	}
}

func oidcMethod(id string) directory.LoginMethod {
	return directory.LoginMethod{
		ID: directory.LoginMethodID(id), Protocol: directory.OIDC, UpdatedAt: now,
		Settings: directory.LoginSettings{OIDC: directory.OIDCSettings{Issuer: "https://okta.example", ClientID: "client", ClientSecret: "secret"}},
	}
}

func TestAClientIsKeptWhileItsMethodStays(t *testing.T) {
	t.Parallel()
	clients := federation.NewClients(http.DefaultClient, public, func() time.Time { return now })
	of := func(method directory.LoginMethod) any {
		t.Helper()
		client, err := clients.Of(method)
		if err != nil {
			t.Fatal(err)
		}
		return client
	}
	first := of(oidcMethod("m"))
	if of(oidcMethod("m")) != first {
		t.Error("a method that stayed has another client")
	}
	if of(oidcMethod("other")) == first {
		t.Error("two methods share a client")
	}
	changed := oidcMethod("m")
	changed.UpdatedAt = now.Add(time.Microsecond)
	second := of(changed)
	if second == first || of(changed) != second {
		t.Error("a method that changed keeps its client")
	}
	// The one that was used last stays; the one unused for longest goes.
	for i := range 600 {
		of(changed)
		of(oidcMethod(fmt.Sprint("filler ", i)))
	}
	other := of(oidcMethod("filler 599"))
	if of(changed) != second || of(oidcMethod("filler 599")) != other {
		t.Error("a client in use was forgotten")
	}
	lost := of(oidcMethod("filler 0"))
	for i := range 512 {
		of(oidcMethod(fmt.Sprint("more ", i)))
	}
	if of(oidcMethod("filler 0")) == lost || of(changed) == second {
		t.Error("clients are kept without bound")
	}
	bad := oidcMethod("m")
	bad.UpdatedAt, bad.Settings.OIDC.Issuer = now.Add(time.Hour), "http://okta.example?x"
	if _, err := clients.Of(bad); err == nil {
		t.Error("an issuer that cannot be was taken")
	}
}

func TestArrivalsAreRememberedWithinABound(t *testing.T) {
	t.Parallel()
	arrivals := federation.NewArrivals()
	var done sync.WaitGroup
	for i := range 1024 {
		done.Go(func() {
			arrivals.Note(directory.LoginMethodID(fmt.Sprint(i)), federation.Arrival{At: now})
		})
	}
	done.Wait()
	arrivals.Note("7", federation.Arrival{Refused: "again"}) // takes no further place
	if last, known := arrivals.Last("7"); !known || last.Refused != "again" {
		t.Errorf("the last is %+v", last)
	}
	kept := func() int {
		count := 0
		for i := range 1024 {
			if _, known := arrivals.Last(directory.LoginMethodID(fmt.Sprint(i))); known {
				count++
			}
		}
		return count
	}
	if kept() != 1024 {
		t.Errorf("%d are remembered, want 1024", kept())
	}
	arrivals.Note("new", federation.Arrival{})
	if _, known := arrivals.Last("new"); !known || kept() != 1023 {
		t.Errorf("%d of the old are remembered, want 1023", kept())
	}
}

func TestASAMLMethodInWords(t *testing.T) {
	t.Parallel()
	clients := federation.NewClients(http.DefaultClient, public, func() time.Time { return now })
	valid := newKey(t, now).Certificate
	early := newKey(t, now.AddDate(1000, 0, 0)).Certificate
	for name, test := range map[string]struct {
		settings directory.SAMLSettings
		want     string
	}{
		"nothing":          {directory.SAMLSettings{}, "entity_id:false sign_in_url:false certificates:false"},
		"everything":       {directory.SAMLSettings{EntityID: "urn:%s", SignInURL: "https://okta.example", SignOutURL: "https://okta.example/out", Certificates: [][]byte{valid}}, "entity_id:true sign_in_url:true certificates:true sign_out_url:true"},
		"not valid yet":    {directory.SAMLSettings{EntityID: "urn:okta", Certificates: [][]byte{early}}, "entity_id:true sign_in_url:false certificates:false"},
		"one of two valid": {directory.SAMLSettings{EntityID: "urn:okta", SignInURL: "https://okta.example", Certificates: [][]byte{early, valid}}, "entity_id:true sign_in_url:true certificates:true"},
	} {
		checks, err := clients.Test(t.Context(), directory.LoginMethod{Protocol: directory.SAML, Settings: directory.LoginSettings{SAML: test.settings}})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, check := range checks {
			got = append(got, fmt.Sprintf("%s:%v", check.Name, check.OK))
			if !strings.HasSuffix(check.Sentence, ".") || strings.Contains(check.Sentence, "%!") {
				t.Errorf("%s: %s says %q", name, check.Name, check.Sentence)
			}
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%s: the checks are %v, want %s", name, got, test.want)
		}
	}
	if _, err := clients.Test(t.Context(), directory.LoginMethod{Protocol: directory.SAML, Settings: directory.LoginSettings{SAML: directory.SAMLSettings{Certificates: [][]byte{[]byte("broken")}}}}); err == nil {
		t.Error("a broken certificate was tested")
	}
}
