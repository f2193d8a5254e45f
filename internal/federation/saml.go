package federation

import (
	"crypto/x509"
	"errors"
	"fmt"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/saml"
)

// ServiceProvider is ourselves as a login method's provider knows us.
func ServiceProvider(publicURL string, method directory.LoginMethod) (*saml.ServiceProvider, error) {
	if len(method.Keys) == 0 {
		return nil, errors.New("a login method has no key")
	}
	addresses := AddressesOf(publicURL, method.ID)
	signing, err := keyPair(method.Keys[0])
	if err != nil {
		return nil, err
	}
	ours := &saml.ServiceProvider{
		EntityID: addresses.EntityID, ACSURL: addresses.ACS, LogoutURL: addresses.Logout, Signing: signing,
	}
	if len(method.Keys) > 1 {
		next, err := keyPair(method.Keys[1])
		if err != nil {
			return nil, err
		}
		ours.Next = next.Certificate
	}
	return ours, nil
}

// IdentityProvider is what is known of a login method's provider.
func IdentityProvider(method directory.LoginMethod) (*saml.IdentityProvider, error) {
	stored := method.Settings.SAML
	theirs := &saml.IdentityProvider{
		EntityID:          stored.EntityID,
		SignInURL:         stored.SignInURL,
		SignInBinding:     binding(stored.PostsRequests),
		LogoutURL:         stored.SignOutURL,
		LogoutResponseURL: stored.SignOutAnswerURL,
		LogoutBinding:     binding(stored.PostsSignOut),
	}
	for _, der := range stored.Certificates {
		certificate, err := x509.ParseCertificate(der)
		if err != nil {
			return nil, fmt.Errorf("read a provider's certificate: %w", err)
		}
		theirs.Certificates = append(theirs.Certificates, certificate)
	}
	return theirs, nil
}

// Sides are both sides of a login method that speaks SAML: ourselves and its provider.
func Sides(publicURL string, method directory.LoginMethod) (*saml.ServiceProvider, *saml.IdentityProvider, error) {
	ours, err := ServiceProvider(publicURL, method)
	if err != nil {
		return nil, nil, err
	}
	theirs, err := IdentityProvider(method)
	return ours, theirs, err
}

func binding(posts bool) saml.Binding {
	if posts {
		return saml.PostBinding
	}
	return saml.RedirectBinding
}
