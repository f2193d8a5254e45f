package saml

import (
	"time"
)

// AuthnOptions is what a request for sign-in may ask for.
type AuthnOptions struct {
	// RelayState comes back with the response: an opaque handle of the caller's,
	// at most 80 bytes, never a URL.
	RelayState string
	// ForceAuthn wants the person to prove who they are, even if they are signed
	// in at the identity provider.
	ForceAuthn bool
	// NameIDFormat asks for a kind of name; empty leaves it to the provider.
	NameIDFormat NameIDFormat
	Now          time.Time
}

// AuthnRequest is a request of ours for sign-in.
type AuthnRequest struct {
	// ID cannot be guessed. The caller stores it for the one browser that carries
	// the request and hands it to ReadResponse, once.
	ID       string
	Delivery Delivery
}

// AuthnRequest makes a signed request to sign somebody in, to be answered by a
// form posted to the ACS URL.
func (sp *ServiceProvider) AuthnRequest(idp *IdentityProvider, options AuthnOptions) (AuthnRequest, error) {
	message, id := sp.newMessage("AuthnRequest", idp.SignInURL, options.Now)
	message.CreateAttr("ProtocolBinding", string(PostBinding))
	message.CreateAttr("AssertionConsumerServiceURL", sp.ACSURL)
	if options.ForceAuthn {
		message.CreateAttr("ForceAuthn", "true")
	}
	if options.NameIDFormat != "" {
		message.CreateElement("samlp:NameIDPolicy").CreateAttr("Format", string(options.NameIDFormat))
	}
	delivery, err := sp.deliver(message, Delivery{
		Binding:    idp.SignInBinding,
		URL:        idp.SignInURL,
		Parameter:  RequestParameter,
		RelayState: options.RelayState,
	})
	return AuthnRequest{ID: id, Delivery: delivery}, err
}
