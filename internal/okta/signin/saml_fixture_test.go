package signin_test

import (
	"bytes"
	"compress/flate"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"encoding/xml"
	"html"
	"math/big"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/okta/signin"
	"github.com/musterhq/muster/internal/okta/signin/signedxml/xmlsectest"
)

const (
	acs       = "https://app.example/acs"
	sloReturn = "https://app.example/slo"
	entityID  = "https://app.example/metadata"
)

// application is the key of a service provider.
type application struct {
	key         *rsa.PrivateKey
	certificate *x509.Certificate
}

// theApplication and a stranger are made once: it takes a while.
var (
	theApplication = sync.OnceValues(newApplication)
	theStranger    = sync.OnceValues(newApplication)
)

func newApplication() (application, error) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return application{}, err
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour)}
	raw, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return application{}, err
	}
	certificate, err := x509.ParseCertificate(raw)
	return application{key, certificate}, err
}

func (a application) pem(t *testing.T) string {
	t.Helper()
	raw, err := x509.MarshalPKCS8PrivateKey(a.key)
	if err != nil {
		t.Fatal(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: raw}))
}

// samlWorld is a world with one app of SAML.
type samlWorld struct {
	*world
	app signin.SAMLApp
	own application
}

func newSAMLWorld(t *testing.T, tune func(*signin.SAMLSettings)) *samlWorld {
	t.Helper()
	own, err := theApplication()
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t)
	settings := signin.SAMLSettings{
		Label: "Fernhill", ACSURL: acs, EntityID: entityID, Assigned: w.isAssigned,
		Certificate: own.certificate, LogoutURL: sloReturn,
	}
	if tune != nil {
		tune(&settings)
	}
	app, err := w.service.AddSAMLApp(settings)
	if err != nil {
		t.Fatal(err)
	}
	return &samlWorld{w, app, own}
}

// authnRequest is a right request, changed by pairs of old and new text.
func (w *samlWorld) authnRequest(changes ...string) string {
	return strings.NewReplacer(changes...).Replace(`<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="request1" Version="2.0" ` +
		`IssueInstant="` + w.now().UTC().Format(time.RFC3339) + `" Destination="` + w.app.SSOURL + `" AssertionConsumerServiceURL="` + acs + `">` +
		`<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">` + entityID + `</saml:Issuer></samlp:AuthnRequest>`)
}

// redirected is the address of a request by HTTP-Redirect, signed by who.
func redirected(t *testing.T, address, request, relayState string, who *application) string {
	t.Helper()
	var deflated bytes.Buffer
	writer, err := flate.NewWriter(&deflated, flate.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = writer.Write([]byte(request))
	_ = writer.Close()
	query := "SAMLRequest=" + url.QueryEscape(base64.StdEncoding.EncodeToString(deflated.Bytes()))
	if relayState != "" {
		query += "&RelayState=" + strings.ReplaceAll(url.QueryEscape(relayState), "+", "%20") // another spelling than url.Values has
	}
	if who != nil {
		query += "&SigAlg=" + url.QueryEscape("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256")
		hash := sha256.Sum256([]byte(query))
		signature, err := rsa.SignPKCS1v15(rand.Reader, who.key, crypto.SHA256, hash[:])
		if err != nil {
			t.Fatal(err)
		}
		query += "&Signature=" + url.QueryEscape(base64.StdEncoding.EncodeToString(signature))
	}
	return address + "?" + query
}

// posted is the form of a request by HTTP-POST.
func posted(request, relayState string) url.Values {
	return url.Values{"SAMLRequest": {base64.StdEncoding.EncodeToString([]byte(request))}, "RelayState": {relayState}}
}

// signedInside lets xmlsec1 sign a request.
func signedInside(t *testing.T, request string, who application) string {
	t.Helper()
	id := regexp.MustCompile(` ID="([^"]*)"`).FindStringSubmatch(request)[1]
	const xmldsig = "http://www.w3.org/2000/09/xmldsig#"
	template := `<ds:Signature xmlns:ds="` + xmldsig + `"><ds:SignedInfo><ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>` +
		`<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/><ds:Reference URI="#` + id + `"><ds:Transforms>` +
		`<ds:Transform Algorithm="` + xmldsig + `enveloped-signature"/><ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/></ds:Transforms>` +
		`<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue/></ds:Reference></ds:SignedInfo><ds:SignatureValue/></ds:Signature>`
	return xmlsectest.Sign(t, strings.Replace(request, "</saml:Issuer>", "</saml:Issuer>"+template, 1), who.pem(t))
}

// message is a SAML message in the page that posts it.
type message struct {
	xml, address, relayState string
}

// message reads the page that posts an answer.
func (p page) message(t *testing.T) message {
	t.Helper()
	document, err := base64.StdEncoding.DecodeString(p.field("SAMLResponse"))
	action := regexp.MustCompile(`<form method="post" action="([^"]*)" id="answer"`).FindStringSubmatch(p.body)
	if p.status != http.StatusOK || err != nil || len(document) == 0 || action == nil {
		t.Fatalf("%s answers %d, with no message to post:\n%s", p.address, p.status, p.body)
	}
	if strings.Count(p.body, "<script") != 1 || !strings.Contains(p.body, `<script src="/assets/submit.js"></script>`) || !strings.Contains(p.body, ">Continue</button>") {
		t.Errorf("the page posts in another way:\n%s", p.body)
	}
	return message{string(document), html.UnescapeString(action[1]), p.field("RelayState")}
}

// response is what a Response says.
type response struct {
	Destination  string `xml:",attr"`
	InResponseTo string `xml:",attr"`
	Issuer       string
	Status       struct {
		StatusCode struct {
			Value string `xml:",attr"`
			Inner struct {
				Value string `xml:",attr"`
			} `xml:"StatusCode"`
		}
	}
	Assertion struct {
		ID      string `xml:",attr"`
		Issuer  string
		Subject struct {
			NameID struct {
				Format string `xml:",attr"`
				Value  string `xml:",chardata"`
			}
			SubjectConfirmation struct {
				Method string `xml:",attr"`
				Data   struct {
					InResponseTo string    `xml:",attr"`
					NotOnOrAfter time.Time `xml:",attr"`
					Recipient    string    `xml:",attr"`
				} `xml:"SubjectConfirmationData"`
			}
		}
		Conditions struct {
			NotBefore    time.Time `xml:",attr"`
			NotOnOrAfter time.Time `xml:",attr"`
			Audience     []string  `xml:"AudienceRestriction>Audience"`
		}
		AuthnStatement struct {
			AuthnInstant time.Time `xml:",attr"`
			SessionIndex string    `xml:",attr"`
			Class        string    `xml:"AuthnContext>AuthnContextClassRef"`
		}
		Attributes []struct {
			Name   string   `xml:",attr"`
			Values []string `xml:"AttributeValue"`
		} `xml:"AttributeStatement>Attribute"`
	}
}

func (m message) read(t *testing.T) response {
	t.Helper()
	var got response
	if err := xml.Unmarshal([]byte(m.xml), &got); err != nil {
		t.Fatalf("%v:\n%s", err, m.xml)
	}
	return got
}

// Where the signatures of a Response are.
const (
	ofMessage   = "/*/*[local-name()='Signature']"
	ofAssertion = "/*/*[local-name()='Assertion']/*[local-name()='Signature']"
)
