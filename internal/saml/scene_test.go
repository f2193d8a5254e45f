package saml_test

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"sync"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/saml"
	"github.com/musterhq/muster/internal/saml/samltest"
)

const (
	spEntity  = "https://muster.example/saml/acme"
	acsURL    = "https://muster.example/saml/acme/acs"
	logoutURL = "https://muster.example/saml/acme/logout"
	idpEntity = "http://www.okta.com/exk1abc"
	requestID = "id0123456789abcdef0123456789abcdef01234567"
	person    = "ada@acme.example"
	attacker  = "mallory@acme.example"
)

// now is when every test takes place.
var now = time.Date(2026, 3, 14, 9, 26, 53, 0, time.UTC)

// A scene is one service provider and one identity provider that know each
// other, and the key of a stranger.
type scene struct {
	sp       *saml.ServiceProvider
	idp      *saml.IdentityProvider
	signer   samltest.Signer
	stranger samltest.Signer
}

// theKeys are made once, because RSA keys are slow to make.
var theKeys = sync.OnceValues(func() ([]*rsa.PrivateKey, error) {
	var keys []*rsa.PrivateKey
	for range 3 {
		key, err := rsa.GenerateKey(rand.Reader, 2048)
		if err != nil {
			return nil, err
		}
		keys = append(keys, key)
	}
	return keys, nil
})

func newSigner(t testing.TB, key crypto.Signer) samltest.Signer {
	t.Helper()
	signer, err := samltest.NewSigner(key, now.AddDate(-1, 0, 0), now.AddDate(9, 0, 0))
	if err != nil {
		t.Fatal(err)
	}
	return signer
}

func newCurveSigner(t testing.TB) samltest.Signer {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return newSigner(t, key)
}

func newScene(t testing.TB) *scene {
	t.Helper()
	keys, err := theKeys()
	if err != nil {
		t.Fatal(err)
	}
	ours := newSigner(t, keys[0])
	s := &scene{signer: newSigner(t, keys[1]), stranger: newSigner(t, keys[2])}
	s.sp = &saml.ServiceProvider{
		EntityID: spEntity, ACSURL: acsURL, LogoutURL: logoutURL,
		Signing: saml.KeyPair{Key: keys[0], Certificate: ours.Certificate},
	}
	s.idp = &saml.IdentityProvider{
		EntityID:      idpEntity,
		SignInURL:     "https://acme.okta.example/app/sso/saml",
		SignInBinding: saml.RedirectBinding,
		LogoutURL:     "https://acme.okta.example/app/slo/saml",
		LogoutBinding: saml.PostBinding,
		Certificates:  []*x509.Certificate{s.signer.Certificate},
	}
	return s
}

func (s *scene) expectation() saml.Expectation {
	return saml.Expectation{ServiceProvider: s.sp, IdentityProvider: s.idp, RequestID: requestID, Now: now}
}

// login is a sign-in that everything is right about.
func login() samltest.Login {
	return samltest.Login{
		ResponseID: "id-response", AssertionID: "id-assertion",
		Issuer: idpEntity, Destination: acsURL, Audience: spEntity, InResponseTo: requestID,
		NameID: person, SessionIndex: "session-1", At: now, Lifetime: 5 * time.Minute,
		Groups: []string{"Engineering", "R&D <core>"},
	}
}

// signed returns a response, changed by the functions given and then signed.
func (s *scene) signed(t testing.TB, what samltest.Signed, changes ...func(response *samltest.Node)) *samltest.Node {
	t.Helper()
	return s.signedBy(t, s.signer, what, samltest.Signing{}, changes...)
}

func (s *scene) signedBy(t testing.TB, signer samltest.Signer, what samltest.Signed, how samltest.Signing, changes ...func(response *samltest.Node)) *samltest.Node {
	t.Helper()
	response := login().Response()
	for _, change := range changes {
		change(response)
	}
	if err := signer.SignResponse(response, what, how); err != nil {
		t.Fatal(err)
	}
	return response
}
