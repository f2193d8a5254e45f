package saml

import (
	"encoding/base64"
	"errors"
	"fmt"

	"github.com/beevik/etree"
)

// Parameter is the name under which a message travels, in a query or a form.
type Parameter string

const (
	// RequestParameter carries a request.
	RequestParameter Parameter = "SAMLRequest"
	// ResponseParameter carries a response.
	ResponseParameter Parameter = "SAMLResponse"
)

// maxRelayState is what SAML bindings section 3.4.3 lets a RelayState have.
const maxRelayState = 80 // bytes

// Delivery is how a browser carries a signed message of ours to the identity
// provider. By RedirectBinding it is sent to URL. By PostBinding it posts a form
// to URL with the fields Parameter, whose value is Message, and RelayState where
// that is not empty.
type Delivery struct {
	Binding    Binding
	URL        string
	Parameter  Parameter
	Message    string // base64; only with PostBinding
	RelayState string
}

// deliver signs a message in the way of its binding.
func (sp *ServiceProvider) deliver(message *etree.Element, how Delivery) (Delivery, error) {
	if err := sp.Validate(); err != nil {
		return Delivery{}, err
	}
	if !isEndpoint(how.URL) {
		return Delivery{}, errors.New("send SAML message: the identity provider has no URL for it; upload its metadata file")
	}
	if len(how.RelayState) > maxRelayState {
		return Delivery{}, fmt.Errorf("send SAML message: the relay state has more than %d bytes", maxRelayState)
	}
	switch how.Binding {
	case RedirectBinding:
		text, err := write(message)
		if err != nil {
			return Delivery{}, err
		}
		how.URL, err = sp.Signing.redirect(text, how)
		return how, err
	case PostBinding:
		text, err := sp.Signing.sign(message)
		if err != nil {
			return Delivery{}, err
		}
		how.Message = base64.StdEncoding.EncodeToString(text)
		return how, nil
	default:
		return Delivery{}, fmt.Errorf("send SAML message: unknown binding %q", how.Binding)
	}
}
