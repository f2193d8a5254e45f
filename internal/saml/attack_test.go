package saml_test

import (
	"encoding/base64"
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/saml"
	"github.com/musterhq/muster/internal/saml/samltest"
)

// Each of these is done to a message after it was signed.
func TestAttacksOnTheDocument(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	doctype := `<!DOCTYPE saml2p:Response [<!ENTITY who "` + attacker + `">]>`
	replace := func(old, replacement string) func(string) string {
		return func(text string) string { return strings.Replace(text, old, replacement, 1) }
	}
	before := func(markup string) func(string) string {
		return func(text string) string { return markup + text }
	}
	extension := func(markup string) func(string) string {
		return replace("<saml2p:Status>", `<saml2p:Extensions>`+markup+`</saml2p:Extensions><saml2p:Status>`)
	}
	tests := map[string]struct {
		change func(string) string
		want   saml.Check
	}{
		"a comment in the name":                  {replace(person, "ada@acme.example<!---->.evil.example"), saml.CheckMarkup},
		"a comment before the name":              {replace(person, "<!-- -->"+person), saml.CheckMarkup},
		"a comment in the digest":                {replace("<ds:DigestValue>", "<ds:DigestValue><!--AAAA-->"), saml.CheckMarkup},
		"a comment in the signature value":       {replace("<ds:SignatureValue>", "<ds:SignatureValue><!-- -->"), saml.CheckMarkup},
		"a comment before the root":              {before("<!-- -->"), saml.CheckMarkup},
		"a comment behind the root":              {func(text string) string { return text + "<!-- -->" }, saml.CheckMarkup},
		"a CDATA section for the name":           {replace(person, "<![CDATA["+person+"]]>"), saml.CheckMarkup},
		"a CDATA section that splits the name":   {replace(person, "ada@acme.exa<![CDATA[]]>mple"), saml.CheckMarkup},
		"a processing instruction in the name":   {replace(person, "ada@acme.example<?x?>.evil.example"), saml.CheckMarkup},
		"a processing instruction at the front":  {before("<?xml-stylesheet href='x'?>"), saml.CheckMarkup},
		"a document type":                        {before("<!DOCTYPE saml2p:Response>"), saml.CheckMarkup},
		"a document type in small letters":       {before("<!doctype x>"), saml.CheckMarkup},
		"an entity of its own":                   {func(text string) string { return doctype + strings.Replace(text, person, "&who;", 1) }, saml.CheckMarkup},
		"an entity without a document type":      {replace(person, "&who;"), saml.CheckMarkup},
		"an external entity":                     {before(`<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>`), saml.CheckMarkup},
		"entities that double":                   {before(`<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>`), saml.CheckMarkup},
		"an ID as xml:id":                        {replace("<saml2:Subject>", `<saml2:Subject xml:id="id-response">`), saml.CheckMarkup},
		"an ID as Id":                            {replace("<saml2:Subject>", `<saml2:Subject Id="id-response">`), saml.CheckMarkup},
		"an ID as id":                            {replace("<saml2:Subject>", `<saml2:Subject id="id-assertion">`), saml.CheckMarkup},
		"an ID as AssertionID":                   {replace("<saml2:Subject>", `<saml2:Subject AssertionID="id-assertion">`), saml.CheckMarkup},
		"an attribute twice":                     {replace(` Version="2.0"`, ` Version="2.0" Version="2.0"`), saml.CheckMarkup},
		"an attribute twice by two prefixes":     {replace("<saml2:Subject>", `<saml2:Subject xmlns:a="urn:x" xmlns:b="urn:x" a:q="1" b:q="2">`), saml.CheckMarkup},
		"a prefix that is not declared":          {replace("<saml2:Subject>", `<saml2:Subject evil:q="1">`), saml.CheckMarkup},
		"a colon too many":                       {replace("<saml2:Subject>", `<saml2:Subject a:b:c="1">`), saml.CheckMarkup},
		"a reserved namespace":                   {replace("<saml2:Subject>", `<saml2:Subject xmlns:xml="urn:x">`), saml.CheckMarkup},
		"the prefix xmlns":                       {replace("<saml2:Subject>", `<saml2:Subject xmlns:xmlns="urn:x">`), saml.CheckMarkup},
		"a control character":                    {replace(person, person+"\x00"), saml.CheckMarkup},
		"a reference to a control character":     {replace(person, person+"&#0;"), saml.CheckMarkup},
		"bytes that are no UTF-8":                {replace(person, person+"\xc0\x80"), saml.CheckMarkup},
		"half of a surrogate pair":               {replace(person, person+"\xed\xa0\x80"), saml.CheckMarkup},
		"a byte order mark":                      {before("\ufeff"), saml.CheckMarkup},
		"two roots":                              {func(text string) string { return text + text }, saml.CheckMarkup},
		"a text behind the root":                 {func(text string) string { return text + "x" }, saml.CheckMarkup},
		"half of it":                             {func(text string) string { return text[:len(text)/2] }, saml.CheckMarkup},
		"33 elements deep":                       {extension(strings.Repeat("<a>", 31) + strings.Repeat("</a>", 31)), saml.CheckMarkup},
		"5,000 nodes":                            {extension(strings.Repeat("<a/>", 5000)), saml.CheckMarkup},
		"65 attributes":                          {extension("<a" + manyAttributes(65) + "/>"), saml.CheckMarkup},
		"a response in extensions":               {extension(`<saml2p:Response ID="x"/>`), saml.CheckMessage},
		"an assertion in extensions":             {extension(`<x:Assertion xmlns:x="urn:x" ID="x"/>`), saml.CheckAssertion},
		"an encrypted assertion in extensions":   {extension(`<EncryptedAssertion/>`), saml.CheckAssertion},
		"a signature in extensions":              {extension(`<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>`), saml.CheckSignaturePlace},
		"a signature of nobody":                  {extension(`<signature/>`), saml.CheckSignaturePlace},
		"an object in the signature":             {replace("</ds:Signature>", "<ds:Object/></ds:Signature>"), saml.CheckSignaturePlace},
		"an object before the signed part":       {replace("<ds:SignedInfo>", "<ds:Object/><ds:SignedInfo>"), saml.CheckSignaturePlace},
		"a second signed part":                   {replace("<ds:SignatureValue>", "<ds:SignedInfo/><ds:SignatureValue>"), saml.CheckSignaturePlace},
		"an element in the signature value":      {replace("<ds:SignatureValue>", "<ds:SignatureValue><x/>"), saml.CheckSignaturePlace},
		"no signature value":                     {emptied("ds:SignatureValue"), saml.CheckSignaturePlace},
		"an element in the digest":               {replace("<ds:DigestValue>", "<ds:DigestValue><x/>"), saml.CheckReference},
		"no digest":                              {emptied("ds:DigestValue"), saml.CheckReference},
		"a second digest":                        {replace("<ds:DigestValue>", "<ds:DigestValue>AAAA</ds:DigestValue><ds:DigestValue>"), saml.CheckReference},
		"a second reference":                     {replace("</ds:SignedInfo>", `<ds:Reference URI=""/></ds:SignedInfo>`), saml.CheckReference},
		"another signed element":                 {replace(`URI="#`, `URI="#x`), saml.CheckReference},
		"the whole document":                     {replace(`URI="#id-response"`, `URI=""`), saml.CheckReference},
		"an XPointer":                            {replace(`URI="#id-response"`, `URI="#xpointer(id('id-response'))"`), saml.CheckReference},
		"a file":                                 {replace(`URI="#id-response"`, `URI="file:///etc/passwd"`), saml.CheckReference},
		"one transform less":                     {replace(`<ds:Transform Algorithm="`+samltest.Enveloped+`"></ds:Transform>`, ""), saml.CheckTransforms},
		"the transforms the other way round":     {replace(samltest.Enveloped, samltest.ExclusiveC14), saml.CheckTransforms},
		"an XSLT":                                {replace(samltest.Enveloped, "http://www.w3.org/TR/1999/REC-xslt-19991116"), saml.CheckTransforms},
		"an XPath filter":                        {replace("<ds:Transforms>", `<ds:Transforms><ds:Transform Algorithm="http://www.w3.org/2002/06/xmldsig-filter2"/>`), saml.CheckTransforms},
		"canonical with comments":                {replace(`"`+samltest.ExclusiveC14+`"`, `"`+samltest.ExclusiveC14+`WithComments"`), saml.CheckTransforms},
		"inclusive canonicalization":             {replace(`"`+samltest.ExclusiveC14+`"`, `"`+samltest.InclusiveC14+`"`), saml.CheckTransforms},
		"no canonicalization that anyone knows":  {replace(`"`+samltest.ExclusiveC14+`"`, `"urn:void"`), saml.CheckTransforms},
		"a prefix list with a default namespace": {replace(samltest.ExclusiveC14+`"></ds:Transform>`, samltest.ExclusiveC14+`"><InclusiveNamespaces xmlns="`+samltest.ExclusiveC14+`" PrefixList="#default"/></ds:Transform>`), saml.CheckTransforms},
		"a signature of no algorithm":            {replace(samltest.RSASHA256, "none"), saml.CheckAlgorithms},
		"an RSA-SHA1 signature":                  {replace(samltest.RSASHA256, samltest.RSASHA1), saml.CheckAlgorithms},
		"an HMAC":                                {replace(samltest.RSASHA256, samltest.HMACSHA256), saml.CheckAlgorithms},
		"a digest of no algorithm":               {replace(samltest.SHA256, "none"), saml.CheckAlgorithms},
		"a length of the HMAC":                   {replace(samltest.RSASHA256+`"></`, samltest.RSASHA256+`"><ds:HMACOutputLength>1</ds:HMACOutputLength></`), saml.CheckAlgorithms},
		"ECDSA by an RSA key":                    {replace(samltest.RSASHA256, samltest.ECDSASHA256), saml.CheckSignature},
		"another strong algorithm":               {replace(samltest.RSASHA256, samltest.RSASHA512), saml.CheckSignature},
		"another name":                           {replace(person, attacker), saml.CheckSignature},
		"another name, inside an element":        {replace(person, "<x>"+attacker+"</x>"), saml.CheckSignature},
		"a name before the name":                 {replace("<saml2:NameID", "<saml2:NameID>"+attacker+"</saml2:NameID><saml2:NameID"), saml.CheckSignature},
		"a space in the name":                    {replace(person, person+" "), saml.CheckSignature},
		"a reference in the name":                {replace("@acme", "&#64;acme-evil"), saml.CheckSignature},
		"another namespace for the name":         {replace("<saml2:NameID", `<saml2:NameID xmlns:saml2="urn:evil"`), saml.CheckSignature},
		"all of it in the default namespace":     {func(text string) string { return strings.ReplaceAll(text, "saml2:", "") }, saml.CheckAssertion},
		"a canonicalization that cannot be done": {replace(`xmlns:saml2p="`+samltest.ProtocolNamespace+`"`, `xmlns:saml2p="`+samltest.ProtocolNamespace+`" xmlns:a="1"`), ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text := s.signed(t, samltest.SignedResponse).String()
			changed := test.change(text)
			if changed == text {
				t.Fatal("the attack changes nothing")
			}
			_, _, err := saml.ReadResponse(samltest.Encode(changed), s.expectation())
			if test.want == "" {
				wantLaw(t, changed, s.expectation(), rightAssertion())
				return
			}
			wantRefusal(t, err, test.want)
			for _, what := range samltest.AllSigned() {
				wantLaw(t, test.change(s.signed(t, what).String()), s.expectation(), rightAssertion())
			}
		})
	}
}

func manyAttributes(count int) string {
	var text strings.Builder
	for i := range count {
		text.WriteString(" a" + strings.Repeat("x", i) + `=""`)
	}
	return text.String()
}

// emptied takes away what is in the first element of that tag.
func emptied(tag string) func(string) string {
	return func(text string) string {
		begin := strings.Index(text, "<"+tag+">") + len(tag) + 2
		return text[:begin] + text[strings.Index(text, "</"+tag+">"):]
	}
}

// These are signed by the right key, in a way that we do not accept.
func TestAttacksWithTheRightKey(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	prepare := func(change func(signature *samltest.Node)) samltest.Signing {
		return samltest.Signing{Prepare: change}
	}
	tests := map[string]struct {
		how  samltest.Signing
		want saml.Check
	}{
		"RSA-SHA1":                    {samltest.Signing{Algorithm: samltest.RSASHA1}, saml.CheckAlgorithms},
		"a SHA-1 digest":              {samltest.Signing{Digest: samltest.SHA1}, saml.CheckAlgorithms},
		"an HMAC with the public key": {samltest.Signing{Algorithm: samltest.HMACSHA256}, saml.CheckAlgorithms},
		"two references": {prepare(func(signature *samltest.Node) {
			info := signature.Child("ds:SignedInfo")
			info.Add(info.Child("ds:Reference").Clone())
		}), saml.CheckReference},
		"a digest with a comment": {prepare(func(signature *samltest.Node) {
			digest := signature.Find("ds:DigestValue")
			digest.Insert(0, samltest.Raw("<!--"+base64.StdEncoding.EncodeToString(make([]byte, 32))+"-->"))
		}), saml.CheckMarkup},
		"a digest of another length": {prepare(func(signature *samltest.Node) {
			signature.Find("ds:DigestValue").SetText(base64.StdEncoding.EncodeToString(make([]byte, 20)))
		}), saml.CheckReference},
		"a digest of nothing": {prepare(func(signature *samltest.Node) {
			// The SHA-256 of the empty text, which a canonicalization that fails
			// quietly would have.
			signature.Find("ds:DigestValue").SetText("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
		}), saml.CheckSignature},
		"only canonicalized": {prepare(func(signature *samltest.Node) {
			transforms := signature.Find("ds:Transforms")
			transforms.Remove(transforms.Child("ds:Transform"))
		}), saml.CheckTransforms},
		"an element in SignedInfo": {prepare(func(signature *samltest.Node) {
			signature.Child("ds:SignedInfo").Add(samltest.Element("ds:Extra"))
		}), saml.CheckReference},
	}
	for name, test := range tests {
		for _, what := range samltest.AllSigned() {
			t.Run(name+", signed "+string(what), func(t *testing.T) {
				t.Parallel()
				response := s.signedBy(t, s.signer, what, test.how)
				_, _, err := saml.ReadResponse(samltest.Encode(response.String()), s.expectation())
				wantRefusal(t, err, test.want)
			})
		}
	}
}

func TestAttacksWithAnotherKey(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	curve := newCurveSigner(t)
	for _, what := range samltest.AllSigned() {
		// The stranger brings its own certificate in KeyInfo, or the right one.
		foreign := s.signedBy(t, s.stranger, what, samltest.Signing{})
		_, _, err := saml.ReadResponse(samltest.Encode(foreign.String()), s.expectation())
		wantRefusal(t, err, saml.CheckSignature)

		disguised := strings.ReplaceAll(foreign.String(),
			base64.StdEncoding.EncodeToString(s.stranger.Certificate.Raw),
			base64.StdEncoding.EncodeToString(s.signer.Certificate.Raw))
		_, _, err = saml.ReadResponse(samltest.Encode(disguised), s.expectation())
		wantRefusal(t, err, saml.CheckSignature)

		otherKind := s.signedBy(t, curve, what, samltest.Signing{Algorithm: samltest.ECDSASHA256})
		_, _, err = saml.ReadResponse(samltest.Encode(otherKind.String()), s.expectation())
		wantRefusal(t, err, saml.CheckSignature)

		unsigned := login().Response()
		_, _, err = saml.ReadResponse(samltest.Encode(unsigned.String()), s.expectation())
		wantRefusal(t, err, saml.CheckSignaturePlace)
	}
}

// What KeyInfo says changes nothing, whatever it says.
func TestKeyInfoIsIgnored(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	for name, change := range map[string]func(signature *samltest.Node){
		"without it": func(signature *samltest.Node) { signature.Remove(signature.Child("ds:KeyInfo")) },
		"nonsense":   func(signature *samltest.Node) { signature.Find("ds:X509Certificate").SetText("nonsense") },
		"a stranger's": func(signature *samltest.Node) {
			signature.Find("ds:X509Certificate").SetText(base64.StdEncoding.EncodeToString(s.stranger.Certificate.Raw))
		},
		"a place to fetch it from": func(signature *samltest.Node) {
			signature.Child("ds:KeyInfo").Add(samltest.Element("ds:RetrievalMethod", "URI", "http://evil.example/key"))
		},
	} {
		response := s.signed(t, samltest.SignedResponse)
		change(response.Find("ds:Signature"))
		if !wantLaw(t, response.String(), s.expectation(), rightAssertion()) {
			t.Errorf("%s: refused, want accepted", name)
		}
	}
}

// Failures are reported in words, without a signature, and are refusals.
func TestReadResponseReportsFailure(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	response := login().Response()
	response.Remove(response.Find("saml2:Assertion"))
	code := response.Find("saml2p:StatusCode").Set("Value", "urn:oasis:names:tc:SAML:2.0:status:Responder")
	code.Add(samltest.Element("saml2p:StatusCode", "Value", "urn:oasis:names:tc:SAML:2.0:status:RequestDenied"))
	response.Find("saml2p:Status").Add(samltest.Element("saml2p:StatusMessage").Say("Call 0900-EVIL"))
	_, checks, err := saml.ReadResponse(samltest.Encode(response.String()), s.expectation())
	wantRefusal(t, err, saml.CheckStatus)
	if !strings.Contains(err.Error(), "denied the request") || strings.Contains(err.Error(), "EVIL") {
		t.Errorf("refused with %q, want our words and not the sender's", err)
	}
	for _, check := range checks {
		if check == saml.CheckSignature {
			t.Error("a response without a signature passed the check of the signature")
		}
	}
	response.Find("saml2p:StatusCode").Set("Value", "urn:oasis:names:tc:SAML:2.0:status:Success")
	_, _, err = saml.ReadResponse(samltest.Encode(response.String()), s.expectation())
	wantRefusal(t, err, saml.CheckAssertion)
}

// onceCache is the memory of a caller: an ID, and until when it is kept.
type onceCache map[string]bool

// A replay is found by the ID, however the message was dressed up since.
func TestReplayKeepsItsID(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	used := onceCache{}
	text := s.signed(t, samltest.SignedAssertion).String()
	for i, dressed := range []string{
		text,
		text,
		strings.Replace(text, `ID="id-response"`, `ID="id-fresh"`, 1),
		strings.Replace(text, "<saml2p:Response", `<saml2p:Response xmlns:x="urn:x"`, 1),
		strings.Replace(text, "<saml2p:Status>", "\n <saml2p:Extensions/>\n<saml2p:Status>", 1),
	} {
		read, _, err := saml.ReadResponse(samltest.Encode(dressed), s.expectation())
		if err != nil {
			t.Fatalf("message %d: %v", i, err)
		}
		if replayed := used[read.ID]; replayed != (i > 0) {
			t.Errorf("message %d: replayed = %t, want %t", i, replayed, i > 0)
		}
		used[read.ID] = true
	}
}
