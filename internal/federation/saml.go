package federation

import (
	"crypto/x509"
	"errors"
	"fmt"
	"strings"
	"time"

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

// ReadMetadata reads what a provider's metadata file says, where it counts now. The error is a sentence
// for the administrator.
func ReadMetadata(file []byte, now time.Time) (directory.SAMLSettings, error) {
	theirs, err := saml.ParseMetadata(file)
	if err == nil && !theirs.ValidUntil.IsZero() && !now.Before(theirs.ValidUntil) {
		err = &saml.MetadataError{Message: fmt.Sprintf(
			"It was valid until %s and has ended, so that its certificates may not be the provider's any more; download it from the identity provider again.",
			theirs.ValidUntil.UTC().Format(time.DateTime+" UTC"))}
	}
	if err != nil {
		return directory.SAMLSettings{}, ruleMetadata.Refuse(directory.Invalid, "why", strings.TrimSuffix(err.Error(), ".")).About("metadata")
	}
	settings := directory.SAMLSettings{
		EntityID:         theirs.EntityID,
		SignInURL:        theirs.SignInURL,
		PostsRequests:    theirs.SignInBinding == saml.PostBinding,
		SignOutURL:       theirs.LogoutURL,
		SignOutAnswerURL: theirs.LogoutResponseURL,
		PostsSignOut:     theirs.LogoutBinding == saml.PostBinding,
	}
	for _, certificate := range theirs.Certificates {
		settings.Certificates = append(settings.Certificates, certificate.Raw)
	}
	return settings, nil
}
