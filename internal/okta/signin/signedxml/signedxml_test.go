package signedxml_test

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"math/big"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/okta/signin/signedxml"
	"github.com/musterhq/muster/internal/okta/signin/signedxml/xmlsectest"
)

// pair is a key with its certificate.
type pair struct {
	signer      signedxml.Signer
	key, public string // PEM
}

// rsaPair is made once: it takes a while.
var rsaPair = sync.OnceValues(func() (pair, error) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return pair{}, err
	}
	return pairOf(key, key)
})

func pairOf(key crypto.Signer, signing *rsa.PrivateKey) (pair, error) {
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour)}
	raw, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return pair{}, err
	}
	certificate, err := x509.ParseCertificate(raw)
	if err != nil {
		return pair{}, err
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return pair{}, err
	}
	return pair{
		signer: signedxml.Signer{Key: signing, Certificate: certificate},
		key:    string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private})),
		public: string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: raw})),
	}, nil
}

const signatureAtTop = "/*/*[local-name()='Signature']"

// signed writes a document with a text that needs care, signed by the package.
func signed(t *testing.T, with pair, text string) string {
	t.Helper()
	write := func(signature string) string {
		return signedxml.Write("p:AuthnRequest", []signedxml.Attribute{
			{"xmlns:p", "urn:oasis:names:tc:SAML:2.0:protocol"}, {"Version", "2.0"}, {"ID", "one"}, {"Comment", text},
		}, signature, signedxml.Write("value", []signedxml.Attribute{
			{"xsi:type", "xs:string"}, {"xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"}, {"xmlns:xs", "http://www.w3.org/2001/XMLSchema"},
		}, signedxml.Text(text)))
	}
	signature, err := with.signer.Sign("one", write(""), "xs")
	if err != nil {
		t.Fatal(err)
	}
	return write(signature)
}

// TestSign holds that what the package signs is right in the eyes of xmlsec1 and
// in its own, whatever the text.
func TestSign(t *testing.T) {
	t.Parallel()
	with, err := rsaPair()
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"plain", `<&>"'`, "Zoë 日本 🚀", "a\x00b\x1fc", " ]]> <!-- ", "café ́"} {
		document := signed(t, with, text)
		if err := xmlsectest.Verify(t, document, signatureAtTop, with.public); err != nil {
			t.Errorf("%q: %v\n%s", text, err, document)
		}
		root, err := signedxml.Parse([]byte(document))
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if err := signedxml.Verify(root, &with.signer.Key.PublicKey); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
	changed := strings.Replace(signed(t, with, "plain"), "plain</value>", "other</value>", 1)
	if xmlsectest.Verify(t, changed, signatureAtTop, with.public) == nil {
		t.Error("xmlsec1 takes a changed document for right, so it judges nothing")
	}
}

// TestLineBreaks holds that text keeps its lines in the canonical form.
func TestLineBreaks(t *testing.T) {
	t.Parallel()
	if got, want := signedxml.Text("a\r\nb\tc"), "a&#xD;\nb\tc"; got != want {
		t.Errorf("wrote %q, want %q", got, want)
	}
}

// template is a document to be signed by xmlsec1, with what canonicalization
// finds difficult: unused and repeated declarations, a default namespace that
// comes and goes, attributes in namespaces and out of order, an empty element,
// character references and CDATA.
func template(method string, transforms ...string) string {
	if len(transforms) == 0 {
		transforms = []string{signedxml.Enveloped, signedxml.Exclusive}
	}
	var steps strings.Builder
	for _, one := range transforms {
		steps.WriteString(`<Transform Algorithm="` + one + `"/>`)
	}
	return `<?xml version="1.0"?>
<p:AuthnRequest xmlns:unused="urn:unused" xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol" xmlns="urn:default" Version='2.0' ID="r1" xmlns:b="urn:z" xmlns:a="urn:a">
  <Issuer xmlns="urn:other" b:z="1" a:z="2" y='quote " it'>https://app.example/&#xD;&amp;<![CDATA[<raw>]]></Issuer>
  <inner><none xmlns=""><p:deep xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol" xml:lang="en"/></none></inner>
  <Signature xmlns="` + signedxml.NamespaceSignature + `"><SignedInfo>
    <CanonicalizationMethod Algorithm="` + signedxml.Exclusive + `"/>
    <SignatureMethod Algorithm="` + method + `"/>
    <Reference URI="#r1"><Transforms>` + steps.String() + `</Transforms>
      <DigestMethod Algorithm="` + signedxml.DigestSHA256 + `"/><DigestValue/></Reference>
  </SignedInfo><SignatureValue/></Signature>
</p:AuthnRequest>`
}

// TestVerify holds that what xmlsec1 signs is right in the package's eyes, with
// both kinds of keys, and that a change anywhere is noticed.
func TestVerify(t *testing.T) {
	t.Parallel()
	with, err := rsaPair()
	if err != nil {
		t.Fatal(err)
	}
	curve, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	elliptic, err := pairOf(curve, nil)
	if err != nil {
		t.Fatal(err)
	}
	for method, key := range map[string]struct {
		pair
		public crypto.PublicKey
	}{
		signedxml.RSASHA256:   {with, &with.signer.Key.PublicKey},
		signedxml.ECDSASHA256: {elliptic, &curve.PublicKey},
	} {
		document := xmlsectest.Sign(t, template(method), key.key)
		if err := verify(document, key.public); err != nil {
			t.Errorf("%s: %v", method, err)
		}
		for _, change := range [][2]string{
			{"<raw>", "<Raw>"},
			{`a:z="2"`, `a:z="3"`},
			{`xmlns:a="urn:a"`, `xmlns:a="urn:b"`},
			{"<inner>", "<inner> "},
			{`xmlns=""`, `xmlns="urn:more"`},
		} {
			changed := strings.Replace(document, change[0], change[1], 1)
			if changed == document {
				t.Fatalf("%q is not in the document", change[0])
			}
			if verify(changed, key.public) == nil {
				t.Errorf("%s: %q may become %q", method, change[0], change[1])
			}
		}
		same := strings.Replace(document, `xmlns:unused="urn:unused"`, ``, 1)
		if err := verify(same, key.public); err != nil {
			t.Errorf("%s: without a declaration that nothing uses: %v", method, err)
		}
	}
}

// TestInclusive holds the forms that libraries sign requests with besides.
func TestInclusive(t *testing.T) {
	t.Parallel()
	with, err := rsaPair()
	if err != nil {
		t.Fatal(err)
	}
	for _, form := range []string{signedxml.Inclusive10, signedxml.Inclusive11} {
		unsigned := strings.ReplaceAll(template(signedxml.RSASHA256), signedxml.Exclusive, form)
		document := xmlsectest.Sign(t, unsigned, with.key)
		if err := verify(document, &with.signer.Key.PublicKey); err != nil {
			t.Errorf("%s: %v", form, err)
		}
		without := strings.Replace(document, `xmlns:unused="urn:unused"`, ``, 1)
		if verify(without, &with.signer.Key.PublicKey) == nil {
			t.Errorf("%s: a declaration may go", form)
		}
	}
}

// TestVerifyRefuses holds the package to its narrow reading of signatures.
func TestVerifyRefuses(t *testing.T) {
	t.Parallel()
	with, err := rsaPair()
	if err != nil {
		t.Fatal(err)
	}
	other, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	public := &with.signer.Key.PublicKey
	sign := func(document string) string { return xmlsectest.Sign(t, document, with.key) }
	good := sign(template(signedxml.RSASHA256))
	if err := verify(good, &other.PublicKey); err == nil {
		t.Error("a key that did not sign is taken for the one that did")
	}
	if err := verify(good); err == nil {
		t.Error("without any key the signature is taken for right")
	}
	if err := verify(`<a ID="1"/>`, public); !errors.Is(err, signedxml.ErrUnsigned) {
		t.Errorf("without a signature the answer is %v, want ErrUnsigned", err)
	}
	for name, document := range map[string]string{
		"SHA-1":          sign(template("http://www.w3.org/2000/09/xmldsig#rsa-sha1")),
		"only enveloped": sign(template(signedxml.RSASHA256, signedxml.Enveloped)),
		"with comments":  sign(template(signedxml.RSASHA256, signedxml.Enveloped, signedxml.Exclusive+"WithComments")),
		"inherited language": sign(strings.Replace(
			template(signedxml.RSASHA256, signedxml.Enveloped, signedxml.Inclusive10), `ID="r1"`, `ID="r1" xml:lang="en"`, 1)),
		"whole document": sign(strings.Replace(template(signedxml.RSASHA256), `URI="#r1"`, `URI=""`, 1)),
		"wrapped":        wrap(good),
		"signature below": strings.Replace(strings.Replace(good, "<Signature ", "<below><Signature ", 1),
			"</Signature>", "</Signature></below>", 1),
		"two signatures": strings.Replace(good, "</p:AuthnRequest>", `<Signature xmlns="`+signedxml.NamespaceSignature+`"/></p:AuthnRequest>`, 1),
	} {
		if verify(document, public) == nil {
			t.Errorf("%s is accepted", name)
		}
	}
}

// wrap puts what was signed inside of something else, under the same signature.
func wrap(good string) string {
	body := good[strings.Index(good, "<p:AuthnRequest"):]
	start, end := strings.Index(body, "<Signature "), strings.Index(body, "</Signature>")+len("</Signature>")
	signature := body[start:end]
	return `<p:AuthnRequest xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol" ID="evil">` + signature + body[:start] + body[end:] + `</p:AuthnRequest>`
}

func verify(document string, keys ...crypto.PublicKey) error {
	root, err := signedxml.Parse([]byte(document))
	if err != nil {
		return err
	}
	return signedxml.Verify(root, keys...)
}

// TestParseRefuses lists what is not read at all.
func TestParseRefuses(t *testing.T) {
	t.Parallel()
	for name, document := range map[string]string{
		"nothing":              "",
		"an open element":      "<a>",
		"a wrong end":          "<a></b>",
		"an end too many":      "<a/></a>",
		"two at the top":       "<a/><a/>",
		"text at the top":      "<a/>x",
		"a DOCTYPE":            "<!DOCTYPE a><a/>",
		"a comment":            "<a>x<!-- -->y</a>",
		"an instruction":       "<a><?php?></a>",
		"a second declaration": `<a/><?xml version="1.0"?>`,
		"an unknown entity":    "<a>&lol;</a>",
		"an unknown prefix":    "<b:a/>",
		"an attribute's one":   "<a b:c='1'/>",
		"an id twice":          `<a ID="1"><b Id="1"/></a>`,
		"an attribute twice":   `<a b="1" b="2"/>`,
		"the same by prefixes": `<a xmlns:x="u" xmlns:y="u" x:b="1" y:b="2"/>`,
		"a declaration twice":  `<a xmlns:x="u" xmlns:x="v"/>`,
		"a tab in a value":     "<a b='1\t2'/>",
		"too deep":             strings.Repeat("<a>", 33) + strings.Repeat("</a>", 33),
		"too long":             "<a>" + strings.Repeat("x", 256<<10) + "</a>",
	} {
		if _, err := signedxml.Parse([]byte(document)); err == nil {
			t.Errorf("%s is read", name)
		}
	}
}
