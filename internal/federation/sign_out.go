package federation

import (
	"time"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/saml"
)

// SignOutURL is where a browser signs out at a login method's provider. For SAML it
// is a signed request that names the person as the provider did, and its session, and empty
// where the provider has no single logout, or takes it by a form alone. For OpenID
// Connect it is an address of ours, which knows where the browser has to go.
func SignOutURL(publicURL string, method directory.LoginMethod, subject, session string, now time.Time) (string, error) {
	if method.Protocol == directory.OIDC {
		return AddressesOf(publicURL, method.ID).SignOut, nil
	}
	if method.Settings.SAML.SignOutURL == "" || method.Settings.SAML.PostsSignOut {
		return "", nil
	}
	ours, theirs, err := Sides(publicURL, method)
	if err != nil {
		return "", err
	}
	there := directory.ReadProviderSession(session)
	request, err := ours.LogoutRequest(theirs, saml.LogoutTarget{Subject: saml.Subject{
		NameID: subject, Format: saml.NameIDFormat(there.NameFormat), NameQualifier: there.NameQualifier, SPNameQualifier: there.SPNameQualifier,
	}, SessionIndex: there.Name}, now)
	return request.Delivery.URL, err
}
