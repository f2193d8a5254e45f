package signin

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net/http"
	"time"

	"github.com/musterhq/muster/internal/okta/signin/signedxml"
)

// certificate signs SAML messages.
type certificate struct {
	key    *rsa.PrivateKey
	public *x509.Certificate
}

// PrepareCertificate makes the next certificate. The metadata lists it beside the
// one that signs, so that applications can take it in before RotateCertificate
// makes it sign.
func (s *Service) PrepareCertificate() error {
	made, err := s.newCertificate()
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.prepared = &made
	return nil
}

// RotateCertificate makes the prepared certificate sign, or a new one where none
// is prepared. The one before it stays in the metadata; older ones do not.
func (s *Service) RotateCertificate() error {
	s.mu.Lock()
	next := s.prepared
	s.mu.Unlock()
	if next == nil {
		made, err := s.newCertificate()
		if err != nil {
			return err
		}
		next = &made
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.prepared = nil
	s.certificates = append([]certificate{*next}, s.certificates...)
	s.certificates = s.certificates[:min(2, len(s.certificates))]
	return nil
}

// Certificate returns the certificate that signs, as PEM.
func (s *Service) Certificate() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.certificates[0].public.Raw}))
}

func (s *Service) newCertificate() (certificate, error) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return certificate{}, fmt.Errorf("make a certificate: %w", err)
	}
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	if err != nil {
		return certificate{}, fmt.Errorf("make a certificate: %w", err)
	}
	name := pkix.Name{CommonName: "okta-stand-in", Organization: []string{"Okta (stand-in)"}, OrganizationalUnit: []string{"SSOProvider"}}
	now := s.now()
	template := &x509.Certificate{
		SerialNumber: serial, Subject: name, Issuer: name,
		NotBefore: now.Add(-time.Minute), NotAfter: now.AddDate(10, 0, 0),
	}
	raw, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return certificate{}, fmt.Errorf("make a certificate: %w", err)
	}
	public, err := x509.ParseCertificate(raw)
	if err != nil {
		return certificate{}, fmt.Errorf("make a certificate: %w", err)
	}
	return certificate{key: key, public: public}, nil
}

// signer signs with the certificate of the moment.
func (s *Service) signer() signedxml.Signer {
	s.mu.Lock()
	defer s.mu.Unlock()
	return signedxml.Signer{Key: s.certificates[0].key, Certificate: s.certificates[0].public}
}

// listed returns the certificates in the metadata: the one that signs, the next
// one if it is prepared, the one before.
func (s *Service) listed() []*x509.Certificate {
	s.mu.Lock()
	defer s.mu.Unlock()
	shown := []*x509.Certificate{s.certificates[0].public}
	if s.prepared != nil {
		shown = append(shown, s.prepared.public)
	}
	for _, old := range s.certificates[1:] {
		shown = append(shown, old.public)
	}
	return shown
}

// samlMetadata is what an administrator gives the application.
func (s *Service) samlMetadata(w http.ResponseWriter, r *http.Request) {
	app, known := s.samlApp(AppID(r.PathValue("id")))
	if !known {
		s.problem(w, http.StatusNotFound, "There is no such app", "Copy the address from the app's settings again.")
		return
	}
	var content []string
	for _, one := range s.listed() {
		certificate := element("ds:X509Certificate", nil, signedxml.Lines(one.Raw))
		info := element("ds:KeyInfo", attributes{{"xmlns:ds", signedxml.NamespaceSignature}}, element("ds:X509Data", nil, certificate))
		content = append(content, element("md:KeyDescriptor", attributes{{"use", "signing"}}, info))
	}
	if app.LogoutURL != "" {
		content = append(content,
			element("md:SingleLogoutService", attributes{{"Binding", bindingPOST}, {"Location", app.SLOURL}}),
			element("md:SingleLogoutService", attributes{{"Binding", bindingRedirect}, {"Location", app.SLOURL}}),
		)
	}
	content = append(content,
		element("md:NameIDFormat", nil, nameIDFormats[app.NameIDFormat]),
		element("md:SingleSignOnService", attributes{{"Binding", bindingPOST}, {"Location", app.SSOURL}}),
		element("md:SingleSignOnService", attributes{{"Binding", bindingRedirect}, {"Location", app.SSOURL}}),
	)
	signed := "false"
	if app.Certificate != nil {
		signed = "true"
	}
	w.Header().Set("Content-Type", "application/xml; charset=utf-8")
	_, _ = fmt.Fprint(w, declaration, element("md:EntityDescriptor",
		attributes{{"xmlns:md", namespaceMetadata}, {"entityID", app.Issuer}},
		element("md:IDPSSODescriptor", attributes{
			{"WantAuthnRequestsSigned", signed},
			{"protocolSupportEnumeration", namespaceProtocol},
		}, content...)))
}
