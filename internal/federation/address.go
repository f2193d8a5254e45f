package federation

import "github.com/musterhq/muster/internal/directory"

// Root is where the addresses of login methods begin, below the public URL.
const Root = "/sso"

// SignedOut is the panel's page for who has signed out.
const SignedOut = "/sign-in"

// Addresses are a login method's own, which its provider is given. They name the
// method, so that an answer's address says whose it is, whatever the answer says.
type Addresses struct {
	// Start is where people set out.
	Start string
	// Redirect is OpenID Connect's redirect URI, Keys the address of our public
	// keys.
	Redirect string
	Keys     string
	// SignOut is where OpenID Connect sends people who sign out on to the provider,
	// and SignedOut where the provider sends them then.
	SignOut   string
	SignedOut string
	// EntityID is what we are called by SAML, and where our metadata is read; ACS
	// is where responses are posted, and Logout where logout messages arrive.
	EntityID string
	ACS      string
	Logout   string
}

// AddressesOf returns a method's addresses below the public URL, which has no
// slash at its end.
func AddressesOf(publicURL string, id directory.LoginMethodID) Addresses {
	own := publicURL + Root + "/" + string(id)
	return Addresses{
		Start:     own,
		Redirect:  own + "/callback",
		Keys:      own + "/keys",
		SignOut:   own + "/sign-out",
		SignedOut: publicURL + SignedOut,
		EntityID:  own + "/metadata",
		ACS:       own + "/acs",
		Logout:    own + "/logout",
	}
}
