package saml_test

import (
	"crypto/x509"
	"encoding/base64"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/musterhq/muster/internal/saml"
	"github.com/musterhq/muster/internal/saml/samltest"
)

// rightAssertion is what is read of a login that nobody touched.
func rightAssertion() saml.Assertion {
	return saml.Assertion{
		ID:           "id-assertion",
		InResponseTo: requestID,
		Subject:      saml.Subject{NameID: person, Format: saml.EmailAddressFormat},
		SessionIndex: "session-1",
		AuthnInstant: now,
		NotOnOrAfter: now.Add(6 * time.Minute),
		Attributes:   []saml.Attribute{{Name: "groups", Values: []string{"Engineering", "R&D <core>"}}},
	}
}

func TestReadResponse(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	curve := newCurveSigner(t)
	s.idp.Certificates = append(s.idp.Certificates, curve.Certificate)
	tests := map[string]struct {
		signer samltest.Signer
		how    samltest.Signing
	}{
		"RSA-SHA256":               {s.signer, samltest.Signing{}},
		"RSA-SHA512":               {s.signer, samltest.Signing{Algorithm: samltest.RSASHA512, Digest: samltest.SHA512}},
		"ECDSA by the second key":  {curve, samltest.Signing{Algorithm: samltest.ECDSASHA256}},
		"with inclusive prefixes":  {s.signer, samltest.Signing{Inclusive: "xs"}},
		"with an unused namespace": {s.signer, samltest.Signing{Inclusive: "saml2p"}},
	}
	for name, test := range tests {
		for _, what := range samltest.AllSigned() {
			t.Run(name+", signed "+string(what), func(t *testing.T) {
				t.Parallel()
				response := s.signedBy(t, test.signer, what, test.how)
				got, checks, err := saml.ReadResponse(samltest.Encode(response.String()), s.expectation())
				if err != nil {
					t.Fatalf("ReadResponse = %v, want no error", err)
				}
				if diff := cmp.Diff(rightAssertion(), got); diff != "" {
					t.Errorf("assertion (-want +got):\n%s", diff)
				}
				if diff := cmp.Diff(saml.ResponseChecks(), checks); diff != "" {
					t.Errorf("checks (-want +got):\n%s", diff)
				}
			})
		}
	}
}

// wantRefusal fails unless err is a refusal by that check, with a sentence.
func wantRefusal(t *testing.T, err error, want saml.Check) {
	t.Helper()
	refusal, is := errors.AsType[*saml.Refusal](err)
	if !is {
		t.Fatalf("got %v, want a refusal by the check %q", err, want)
	}
	if refusal.Check != want {
		t.Errorf("refused by the check %q (%s), want %q", refusal.Check, refusal.Message, want)
	}
	if len(refusal.Message) < 20 || !strings.Contains(refusal.Message, ".") {
		t.Errorf("the refusal %q is no sentence", refusal.Message)
	}
}

// What is wrong with each of these is signed: the signature is right.
func TestReadResponseJudgesWhatIsSigned(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	find := func(tag string, change func(*samltest.Node)) func(*samltest.Node) {
		return func(response *samltest.Node) { change(response.Find(tag)) }
	}
	set := func(tag, name, value string) func(*samltest.Node) {
		return find(tag, func(node *samltest.Node) { node.Set(name, value) })
	}
	text := func(tag, value string) func(*samltest.Node) {
		return find(tag, func(node *samltest.Node) { node.SetText(value) })
	}
	remove := func(tag string) func(*samltest.Node) {
		return func(response *samltest.Node) { response.Remove(response.Find(tag)) }
	}
	twice := func(parent, tag string) func(*samltest.Node) {
		return find(parent, func(node *samltest.Node) { node.Add(node.Child(tag).Clone()) })
	}
	late, early := samltest.Instant(now.Add(-61*time.Second)), samltest.Instant(now.Add(61*time.Second))
	tests := map[string]struct {
		change func(*samltest.Node)
		want   saml.Check
	}{
		"a failure":                           {set("saml2p:StatusCode", "Value", "urn:oasis:names:tc:SAML:2.0:status:Responder"), saml.CheckStatus},
		"no status":                           {remove("saml2p:Status"), saml.CheckStatus},
		"two statuses":                        {twice("saml2p:Response", "saml2p:Status"), saml.CheckStatus},
		"version 1.1":                         {set("saml2p:Response", "Version", "1.1"), saml.CheckMessage},
		"an assertion of version 1.1":         {set("saml2:Assertion", "Version", "1.1"), saml.CheckAssertion},
		"another issuer of the response":      {text("saml2:Issuer", "http://www.okta.com/other"), saml.CheckIssuer},
		"another issuer of the assertion":     {find("saml2:Assertion", func(n *samltest.Node) { n.Find("saml2:Issuer").SetText("http://www.okta.com/other") }), saml.CheckIssuer},
		"an issuer with space around it":      {find("saml2:Assertion", func(n *samltest.Node) { n.Find("saml2:Issuer").SetText(idpEntity + " ") }), saml.CheckIssuer},
		"an issuer in another case":           {find("saml2:Assertion", func(n *samltest.Node) { n.Find("saml2:Issuer").SetText(strings.ToUpper(idpEntity)) }), saml.CheckIssuer},
		"two issuers":                         {twice("saml2:Assertion", "saml2:Issuer"), saml.CheckIssuer},
		"another destination":                 {set("saml2p:Response", "Destination", "https://muster.example/saml/other/acs"), saml.CheckDestination},
		"no destination":                      {set("saml2p:Response", "Destination", ""), saml.CheckDestination},
		"another recipient":                   {set("saml2:SubjectConfirmationData", "Recipient", "https://muster.example/saml/other/acs"), saml.CheckConfirmation},
		"no recipient":                        {set("saml2:SubjectConfirmationData", "Recipient", ""), saml.CheckConfirmation},
		"another confirmation":                {set("saml2:SubjectConfirmation", "Method", "urn:oasis:names:tc:SAML:2.0:cm:sender-vouches"), saml.CheckConfirmation},
		"two confirmations":                   {twice("saml2:Subject", "saml2:SubjectConfirmation"), saml.CheckConfirmation},
		"no subject":                          {remove("saml2:Subject"), saml.CheckConfirmation},
		"a confirmation without an end":       {set("saml2:SubjectConfirmationData", "NotOnOrAfter", ""), saml.CheckConfirmation},
		"a confirmation too late":             {set("saml2:SubjectConfirmationData", "NotOnOrAfter", late), saml.CheckConfirmation},
		"a confirmation too early":            {set("saml2:SubjectConfirmationData", "NotBefore", early), saml.CheckConfirmation},
		"an end that is no time":              {set("saml2:SubjectConfirmationData", "NotOnOrAfter", "tomorrow"), saml.CheckConfirmation},
		"an end with another time zone":       {set("saml2:SubjectConfirmationData", "NotOnOrAfter", "2026-03-14T09:30:00+02:00"), saml.CheckConfirmation},
		"an answer to another request":        {set("saml2:SubjectConfirmationData", "InResponseTo", "id-other"), saml.CheckInResponseTo},
		"a response to another request":       {set("saml2p:Response", "InResponseTo", "id-other"), saml.CheckInResponseTo},
		"an assertion that answers nothing":   {set("saml2:SubjectConfirmationData", "InResponseTo", ""), saml.CheckInResponseTo},
		"no conditions":                       {remove("saml2:Conditions"), saml.CheckTime},
		"conditions too late":                 {set("saml2:Conditions", "NotOnOrAfter", late), saml.CheckTime},
		"conditions too early":                {set("saml2:Conditions", "NotBefore", early), saml.CheckTime},
		"an unknown condition":                {find("saml2:Conditions", func(n *samltest.Node) { n.Add(samltest.Element("saml2:Condition")) }), saml.CheckTime},
		"an assertion from the future":        {set("saml2:Assertion", "IssueInstant", early), saml.CheckTime},
		"a response from the future":          {set("saml2p:Response", "IssueInstant", early), saml.CheckTime},
		"no audience":                         {remove("saml2:AudienceRestriction"), saml.CheckAudience},
		"another audience":                    {text("saml2:Audience", "https://muster.example/saml/other"), saml.CheckAudience},
		"an audience that begins as ours":     {text("saml2:Audience", spEntity+".evil.example"), saml.CheckAudience},
		"an audience with space around it":    {text("saml2:Audience", " "+spEntity), saml.CheckAudience},
		"a second audience":                   {find("saml2:AudienceRestriction", func(n *samltest.Node) { n.Add(samltest.Element("saml2:Audience").Say("https://other.example")) }), saml.CheckAudience},
		"two restrictions":                    {twice("saml2:Conditions", "saml2:AudienceRestriction"), saml.CheckAudience},
		"no authentication":                   {remove("saml2:AuthnStatement"), saml.CheckAuthentication},
		"two authentications":                 {twice("saml2:Assertion", "saml2:AuthnStatement"), saml.CheckAuthentication},
		"an authentication in the future":     {set("saml2:AuthnStatement", "AuthnInstant", early), saml.CheckAuthentication},
		"a session that has ended":            {set("saml2:AuthnStatement", "SessionNotOnOrAfter", late), saml.CheckAuthentication},
		"a very long session name":            {set("saml2:AuthnStatement", "SessionIndex", strings.Repeat("x", 1025)), saml.CheckAuthentication},
		"no name":                             {remove("saml2:NameID"), saml.CheckSubject},
		"two names":                           {twice("saml2:Subject", "saml2:NameID"), saml.CheckSubject},
		"an empty name":                       {text("saml2:NameID", ""), saml.CheckSubject},
		"a name with space before it":         {text("saml2:NameID", " "+person), saml.CheckSubject},
		"a name with a line end after it":     {text("saml2:NameID", person+"\n"), saml.CheckSubject},
		"a name with no-break space after it": {text("saml2:NameID", person+"\u00a0"), saml.CheckSubject},
		"a name with a tab in it":             {text("saml2:NameID", "ada\t@acme.example"), saml.CheckSubject},
		"a name that is too long":             {text("saml2:NameID", strings.Repeat("x", 257)), saml.CheckSubject},
		"a name with an element in it":        {find("saml2:NameID", func(n *samltest.Node) { n.Add(samltest.Element("saml2:Part").Say(".evil.example")) }), saml.CheckSubject},
		"a transient name":                    {set("saml2:NameID", "Format", string(saml.TransientFormat)), saml.CheckSubject},
		"an encrypted name":                   {find("saml2:Subject", func(n *samltest.Node) { n.Add(samltest.Element("saml2:EncryptedID")) }), saml.CheckSubject},
		"two assertions":                      {func(r *samltest.Node) { other := r.Find("saml2:Assertion").Clone(); r.Add(other.Set("ID", "id-other")) }, saml.CheckAssertion},
		"an encrypted assertion": {func(r *samltest.Node) {
			r.Add(samltest.Element("saml2:EncryptedAssertion", "xmlns:saml2", samltest.AssertionNamespace))
		}, saml.CheckAssertion},
		"a response in a response": {func(r *samltest.Node) { r.Add(samltest.Element("saml2p:Response", "ID", "id-inner")) }, saml.CheckMessage},
		"an assertion in advice": {find("saml2:Assertion", func(n *samltest.Node) {
			n.Add(samltest.Element("saml2:Advice").Add(samltest.Element("saml2:Assertion", "ID", "id-inner")))
		}), saml.CheckAssertion},
		"a response in another namespace":       {set("saml2p:Response", "xmlns:saml2p", "urn:oasis:names:tc:SAML:2.0:protocol/"), saml.CheckMessage},
		"an assertion in another namespace":     {set("saml2:Assertion", "xmlns:saml2", "urn:oasis:names:tc:SAML:1.0:assertion"), saml.CheckAssertion},
		"an assertion in capitals beside ours":  {func(r *samltest.Node) { r.Add(samltest.Element("saml2p:ASSERTION")) }, saml.CheckAssertion},
		"an ID that no reference can point to":  {set("saml2p:Response", "ID", "id response"), saml.CheckReference},
		"an assertion without an ID of its own": {set("saml2:Assertion", "ID", "id-response"), saml.CheckMarkup},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			response := s.signed(t, samltest.SignedResponse, test.change)
			_, checks, err := saml.ReadResponse(samltest.Encode(response.String()), s.expectation())
			wantRefusal(t, err, test.want)
			if slices.Contains(checks, test.want) {
				t.Errorf("the checks passed are %q: the one that failed is among them", checks)
			}
		})
	}
}

func TestReadResponseKnowsWhomToBelieve(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		change func(*scene)
		want   saml.Check
	}{
		"no certificate": {func(s *scene) { s.idp.Certificates = nil }, saml.CheckCertificate},
		"only the certificate of another": {func(s *scene) {
			s.idp.Certificates = []*x509.Certificate{s.stranger.Certificate}
		}, saml.CheckSignature},
		"no entity ID":                          {func(s *scene) { s.idp.EntityID = "" }, saml.CheckIssuer},
		"another entity ID":                     {func(s *scene) { s.idp.EntityID = "http://www.okta.com/other" }, saml.CheckIssuer},
		"another ACS URL":                       {func(s *scene) { s.sp.ACSURL += "/" }, saml.CheckDestination},
		"another entity ID of ours":             {func(s *scene) { s.sp.EntityID += "/" }, saml.CheckAudience},
		"a certificate that is past its end":    {func(s *scene) { s.idp.Certificates = []*x509.Certificate{validFor(t, s, -2, -1)} }, saml.CheckCertificate},
		"a certificate that has not yet begun":  {func(s *scene) { s.idp.Certificates = []*x509.Certificate{validFor(t, s, 1, 2)} }, saml.CheckCertificate},
		"a key that is not RSA for an RSA sign": {func(s *scene) { s.idp.Certificates = []*x509.Certificate{newCurveSigner(t).Certificate} }, saml.CheckSignature},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newScene(t)
			test.change(s)
			for _, what := range samltest.AllSigned() {
				response := s.signed(t, what)
				_, _, err := saml.ReadResponse(samltest.Encode(response.String()), s.expectation())
				wantRefusal(t, err, test.want)
			}
		})
	}
}

// validFor certifies the identity provider's key for years counted from now.
func validFor(t *testing.T, s *scene, from, to int) *x509.Certificate {
	t.Helper()
	signer, err := samltest.NewSigner(s.signer.Key, now.AddDate(from, 0, 0), now.AddDate(to, 0, 0))
	if err != nil {
		t.Fatal(err)
	}
	return signer.Certificate
}

func TestReadResponseUnsolicited(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	unsolicited := login()
	unsolicited.InResponseTo = ""
	response := unsolicited.Response()
	if err := s.signer.SignResponse(response, samltest.SignedBoth, samltest.Signing{}); err != nil {
		t.Fatal(err)
	}
	asked := s.signed(t, samltest.SignedBoth)
	tests := map[string]struct {
		response  *samltest.Node
		requestID string
		allow     bool
		refused   bool
	}{
		"unsolicited where it is not allowed":         {response, "", false, true},
		"unsolicited where it is allowed":             {response, "", true, false},
		"unsolicited while a request is pending":      {response, requestID, true, false},
		"unsolicited instead of an answer":            {response, requestID, false, true},
		"an answer that nobody waits for":             {asked, "", false, true},
		"an answer that nobody waits for, if allowed": {asked, "", true, true},
		"an answer where both would do":               {asked, requestID, true, false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			expected := s.expectation()
			expected.RequestID, expected.AllowUnsolicited = test.requestID, test.allow
			read, _, err := saml.ReadResponse(samltest.Encode(test.response.String()), expected)
			if test.refused {
				wantRefusal(t, err, saml.CheckInResponseTo)
				return
			}
			if err != nil {
				t.Fatalf("ReadResponse = %v, want no error", err)
			}
			if want := test.response.Attr("InResponseTo"); read.InResponseTo != want {
				t.Errorf("InResponseTo = %q, want %q", read.InResponseTo, want)
			}
		})
	}
}

func TestReadResponseInTime(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	// One that was made for ten minutes, five to either side of now.
	response := samltest.Encode(s.signed(t, samltest.SignedBoth).String())
	right, _, err := saml.ReadResponse(response, s.expectation())
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		at   time.Time
		skew time.Duration
		want saml.Check // empty for none
	}{
		"at once":                                 {at: now},
		"a moment before the cache forgets":       {at: right.NotOnOrAfter.Add(-time.Nanosecond)},
		"when the cache forgets":                  {at: right.NotOnOrAfter, want: saml.CheckConfirmation},
		"ten years later":                         {at: now.AddDate(8, 0, 0), want: saml.CheckConfirmation},
		"a clock that is a minute behind":         {at: now.Add(-time.Minute)},
		"a clock that is more behind":             {at: now.Add(-time.Minute - time.Nanosecond), want: saml.CheckTime},
		"no more than a minute for who asks more": {at: now.Add(7 * time.Minute), skew: time.Hour, want: saml.CheckConfirmation},
		"less for who asks less":                  {at: now.Add(5*time.Minute + 2*time.Second), skew: time.Second, want: saml.CheckConfirmation},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			expected := s.expectation()
			expected.Now, expected.Skew = test.at, test.skew
			_, _, err := saml.ReadResponse(response, expected)
			if test.want != "" {
				wantRefusal(t, err, test.want)
			} else if err != nil {
				t.Errorf("ReadResponse = %v, want no error", err)
			}
		})
	}
}

func TestReadResponseWantsAFreshSignIn(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	response := samltest.Encode(s.signed(t, samltest.SignedBoth).String())
	expected := s.expectation()
	expected.SignedInSince = now.Add(-time.Minute)
	if _, _, err := saml.ReadResponse(response, expected); err != nil {
		t.Errorf("signed in since the request: %v, want no error", err)
	}
	expected.SignedInSince = now.Add(2 * time.Minute)
	_, _, err := saml.ReadResponse(response, expected)
	wantRefusal(t, err, saml.CheckAuthentication)
}

func TestReadResponseEncoding(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	response := s.signed(t, samltest.SignedBoth).String()
	encoded := samltest.Encode(response)
	var lines strings.Builder
	for i, c := range encoded {
		if i > 0 && i%76 == 0 {
			lines.WriteString("\r\n")
		}
		lines.WriteRune(c)
	}
	if _, _, err := saml.ReadResponse(lines.String(), s.expectation()); err != nil {
		t.Errorf("in lines: %v, want no error", err)
	}
	padded := samltest.Encode(response + strings.Repeat(" ", (len(response)+2)/3*3-len(response)+1)) // ends with "=="
	last := strings.TrimRight(padded, "=")
	unclean := last[:len(last)-1] + string(last[len(last)-1]+1) + padded[len(last):]
	for name, test := range map[string]struct {
		text string
		want saml.Check
	}{
		"nothing":                   {"", saml.CheckEncoding},
		"a space in it":             {encoded[:100] + " " + encoded[100:], saml.CheckEncoding},
		"base64url":                 {base64.URLEncoding.EncodeToString([]byte(response + "\xff\xff\xfe")), saml.CheckEncoding},
		"bits left over":            {unclean, saml.CheckEncoding},
		"padding in the middle":     {"AA==" + encoded, saml.CheckEncoding},
		"XML without base64":        {response, saml.CheckEncoding},
		"more than 256 KiB":         {samltest.Encode(strings.Repeat(" ", 256<<10) + response), saml.CheckSize},
		"more than 256 KiB of it":   {strings.Repeat("A", 400<<10), saml.CheckSize},
		"UTF-16":                    {samltest.Encode("\xff\xfe<\x00a\x00/\x00>\x00"), saml.CheckMarkup},
		"UTF-7, as its head says":   {samltest.Encode(`<?xml version="1.0" encoding="UTF-7"?>` + response), saml.CheckMarkup},
		"Latin-1, as its head says": {samltest.Encode(`<?xml version="1.0" encoding="ISO-8859-1"?>` + response), saml.CheckMarkup},
	} {
		_, _, err := saml.ReadResponse(test.text, s.expectation())
		t.Run(name, func(t *testing.T) { wantRefusal(t, err, test.want) })
	}
}
