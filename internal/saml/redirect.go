package saml

import (
	"bytes"
	"compress/flate"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
)

// redirect writes a message into the query of a URL and signs the query (SAML
// bindings, section 3.4.4.1).
func (k KeyPair) redirect(text []byte, how Delivery) (string, error) {
	var deflated bytes.Buffer
	writer, err := flate.NewWriter(&deflated, flate.BestCompression)
	if err != nil {
		return "", fmt.Errorf("deflate SAML message: %w", err)
	}
	_, err = writer.Write(text)
	if err := errors.Join(err, writer.Close()); err != nil {
		return "", fmt.Errorf("deflate SAML message: %w", err)
	}
	query := string(how.Parameter) + "=" + url.QueryEscape(base64.StdEncoding.EncodeToString(deflated.Bytes()))
	if how.RelayState != "" {
		query += "&RelayState=" + url.QueryEscape(how.RelayState)
	}
	query += "&SigAlg=" + url.QueryEscape(rsaSHA256)
	signature, err := rsa.SignPKCS1v15(rand.Reader, k.Key, crypto.SHA256, digest(crypto.SHA256, []byte(query)))
	if err != nil {
		return "", fmt.Errorf("sign SAML query: %w", err)
	}
	query += "&Signature=" + url.QueryEscape(base64.StdEncoding.EncodeToString(signature))
	separator := "?"
	if strings.Contains(how.URL, "?") {
		separator = "&"
	}
	return how.URL + separator + query, nil
}

// A signedQuery is a message as it arrived in a query, each part as it was
// written: the signature is over these very characters.
type signedQuery struct {
	raw map[string]string
}

// readQuery finds the parts of a message in a query. None may come twice, since
// then one reader would verify one and another read the other.
func readQuery(query string, parameter Parameter) (signedQuery, *Refusal) {
	known := []string{string(parameter), "RelayState", "SigAlg", "Signature"}
	found := signedQuery{raw: map[string]string{}}
	for part := range strings.SplitSeq(query, "&") {
		rawName, rawValue, _ := strings.Cut(part, "=")
		name, err := url.QueryUnescape(rawName)
		if err != nil {
			return signedQuery{}, refuse(CheckEncoding, "The address that carries the message is not well-formed. Turn to the support of the identity provider.")
		}
		if !slices.Contains(known, name) {
			continue // the address may have parameters of its own
		}
		if _, twice := found.raw[name]; twice || rawName != name {
			return signedQuery{}, refuse(CheckEncoding, "The address carries a part of the message twice or in an unusual form. Somebody may have tampered with it.")
		}
		found.raw[name] = rawValue
	}
	if found.raw[string(parameter)] == "" {
		return signedQuery{}, refuse(CheckEncoding, "The address carries no %s. Check which URL of ours the identity provider was given for what.", parameter)
	}
	return found, nil
}

// message undoes the encoding of the redirect binding.
func (q signedQuery) message(parameter Parameter) ([]byte, *Refusal) {
	garbled := refuse(CheckEncoding, "The message in the address is not deflated and encoded in base64 as SAML says. If it was not cut short on its way, turn to the support of the identity provider.")
	deflated, ok := q.base64(string(parameter))
	if !ok {
		return nil, garbled
	}
	rest := bytes.NewReader(deflated)
	text, err := io.ReadAll(io.LimitReader(flate.NewReader(rest), maxMessage+1))
	if len(text) > maxMessage {
		return nil, refuseSize()
	}
	if err != nil || rest.Len() > 0 {
		return nil, garbled
	}
	return text, nil
}

// verify verifies the signature over the query: over its parts in the order that
// SAML gives them, each as it was written.
func (q signedQuery) verify(parameter Parameter, v verifier) *Refusal {
	if q.raw["SigAlg"] == "" || q.raw["Signature"] == "" {
		return refuse(CheckSignaturePlace, "The message is not signed. Set the identity provider to sign logout messages.")
	}
	v.passed.note(CheckSignaturePlace)
	uri, err := url.QueryUnescape(q.raw["SigAlg"])
	if err != nil {
		return refuse(CheckAlgorithms, "The signature algorithm in the address cannot be read. Turn to the support of the identity provider.")
	}
	algorithm, refusal := signatureAlgorithmOf(uri)
	if refusal != nil {
		return refusal
	}
	v.passed.note(CheckAlgorithms)
	keys, refusal := v.idp.keys(v.now)
	if refusal != nil {
		return refusal
	}
	v.passed.note(CheckCertificate)
	signature, ok := q.base64("Signature")
	made := ok && slices.ContainsFunc(keys, func(key *x509.Certificate) bool {
		return algorithm.verifies(key, q.signed(parameter), signature)
	})
	if !made {
		return refuse(CheckSignature, "The signature was not made by the key of any stored certificate, or the message was changed on its way. If the identity provider has a new certificate, upload its current metadata file.")
	}
	v.passed.note(CheckSignature)
	return nil
}

func (q signedQuery) signed(parameter Parameter) []byte {
	signed := string(parameter) + "=" + q.raw[string(parameter)]
	if relayState, given := q.raw["RelayState"]; given {
		signed += "&RelayState=" + relayState
	}
	return []byte(signed + "&SigAlg=" + q.raw["SigAlg"])
}

func (q signedQuery) base64(name string) ([]byte, bool) {
	text, err := url.QueryUnescape(q.raw[name])
	if err != nil || len(text) > base64.StdEncoding.EncodedLen(maxMessage) {
		return nil, false
	}
	decoded, err := base64.StdEncoding.Strict().DecodeString(text)
	return decoded, err == nil
}
