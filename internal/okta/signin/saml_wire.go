package signin

import (
	"bytes"
	"compress/flate"
	"crypto"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/musterhq/muster/internal/okta/signin/signedxml"
)

// Names of SAML 2.0.
const (
	namespaceProtocol  = "urn:oasis:names:tc:SAML:2.0:protocol"
	namespaceAssertion = "urn:oasis:names:tc:SAML:2.0:assertion"
	namespaceMetadata  = "urn:oasis:names:tc:SAML:2.0:metadata"
	bindingPOST        = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
	bindingRedirect    = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"

	declaration = `<?xml version="1.0" encoding="UTF-8"?>`
)

// requestLife is how old a request may be, and how far ahead the application's
// clock.
const requestLife = 5 * time.Minute

// maxInflated is the most that a compressed request may become, in bytes.
const maxInflated = 256 << 10

// attributes keeps the writing of elements short.
type attributes []signedxml.Attribute

func element(name string, with attributes, content ...string) string {
	return signedxml.Write(name, with, content...)
}

// newID makes an id that is an XML name.
func newID() string { return "id" + rand.Text() }

// instant writes a moment as SAML does.
func instant(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

// samlRequest is a request of an application.
type samlRequest struct {
	root       *signedxml.Element
	id         string
	relayState string
	// verify holds that it is signed as its binding signs.
	verify func(keys ...crypto.PublicKey) error
}

// readRequest reads a request by HTTP-Redirect or by HTTP-POST.
func readRequest(r *http.Request) (samlRequest, error) {
	if r.Method == http.MethodPost {
		return readPosted(r)
	}
	return readRedirected(r.URL.RawQuery)
}

// readPosted reads a request whose signature is inside (SAML bindings §3.5).
func readPosted(r *http.Request) (samlRequest, error) {
	document, err := base64.StdEncoding.DecodeString(r.PostFormValue("SAMLRequest"))
	if err != nil {
		return samlRequest{}, fmt.Errorf("read base64: %w", err)
	}
	root, err := signedxml.Parse(document)
	if err != nil {
		return samlRequest{}, err
	}
	return samlRequest{
		root: root, id: root.Attribute("ID"), relayState: r.PostFormValue("RelayState"),
		verify: func(keys ...crypto.PublicKey) error { return signedxml.Verify(root, keys...) },
	}, nil
}

// readRedirected reads a request whose signature is beside it, over the query as
// it was encoded (SAML bindings §3.4).
func readRedirected(query string) (samlRequest, error) {
	encoded, decoded := map[string]string{}, map[string]string{}
	for pair := range strings.SplitSeq(query, "&") {
		name, value, _ := strings.Cut(pair, "=")
		if _, twice := encoded[name]; twice {
			return samlRequest{}, fmt.Errorf("the parameter %s occurs twice", name)
		}
		plain, err := url.QueryUnescape(value)
		if err != nil {
			return samlRequest{}, fmt.Errorf("read the query: %w", err)
		}
		encoded[name], decoded[name] = pair, plain
	}
	deflated, err := base64.StdEncoding.DecodeString(decoded["SAMLRequest"])
	if err != nil {
		return samlRequest{}, fmt.Errorf("read base64: %w", err)
	}
	document, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(deflated)), maxInflated+1))
	if err != nil {
		return samlRequest{}, fmt.Errorf("inflate the request: %w", err)
	}
	root, err := signedxml.Parse(document)
	if err != nil {
		return samlRequest{}, err
	}
	return samlRequest{
		root: root, id: root.Attribute("ID"), relayState: decoded["RelayState"],
		verify: func(keys ...crypto.PublicKey) error {
			if decoded["Signature"] == "" {
				return signedxml.ErrUnsigned
			}
			signature, err := base64.StdEncoding.DecodeString(decoded["Signature"])
			if err != nil {
				return fmt.Errorf("read base64: %w", err)
			}
			signed := encoded["SAMLRequest"]
			if _, sent := encoded["RelayState"]; sent {
				signed += "&" + encoded["RelayState"]
			}
			signed += "&" + encoded["SigAlg"]
			return signedxml.VerifyBytes(decoded["SigAlg"], []byte(signed), signature, keys...)
		},
	}, nil
}

// check holds a request to what every request must be: of this kind, from this
// app, for this address, and of now.
func (q samlRequest) check(kind string, app *SAMLApp, address string, now time.Time) error {
	if !q.root.Is(namespaceProtocol, kind) {
		return fmt.Errorf("the message is no %s", kind)
	}
	if q.root.Attribute("Version") != "2.0" || q.id == "" {
		return errors.New("the message is no request of SAML 2.0 with an ID")
	}
	issuer, err := q.root.Child(namespaceAssertion, "Issuer")
	if err != nil {
		return err
	}
	if issuer.Text() != app.EntityID {
		return fmt.Errorf("the issuer %q is not the audience URI of the app", issuer.Text())
	}
	if destination := q.root.Attribute("Destination"); destination != "" && destination != address {
		return fmt.Errorf("the destination %q is not this address", destination)
	}
	issued, err := time.Parse(time.RFC3339, q.root.Attribute("IssueInstant"))
	if err != nil {
		return fmt.Errorf("read the issue instant: %w", err)
	}
	if age := now.Sub(issued); age > requestLife || age < -requestLife {
		return errors.New("the request is too old, or the clock of the application is wrong")
	}
	return nil
}

// issuerElement names the identity provider, as Okta does.
func (a *SAMLApp) issuerElement() string {
	return element("saml2:Issuer", attributes{
		{"xmlns:saml2", namespaceAssertion},
		{"Format", "urn:oasis:names:tc:SAML:2.0:nameid-format:entity"},
	}, signedxml.Text(a.Issuer))
}

// send posts a message to an application by the browser's hand.
func (s *Service) send(w http.ResponseWriter, app *SAMLApp, address, message, relayState string) {
	s.show(w, http.StatusOK, "post.html", struct{ App, Address, Field, Message, RelayState string }{
		App: app.Label, Address: address, Field: "SAMLResponse", RelayState: relayState,
		Message: base64.StdEncoding.EncodeToString([]byte(declaration + message)),
	})
}
