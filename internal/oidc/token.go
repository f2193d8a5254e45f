package oidc

import (
	"encoding/base64"
	"slices"
	"strings"

	"github.com/go-jose/go-jose/v4"
)

// maxToken bounds an ID token, in bytes. Entra ID's with 200 groups has 12,000.
const maxToken = 64 << 10

// A tokenHeader is what of a token's header is used (RFC 7515 section 4).
// Where the key is said to be (jku, x5u), or the key itself (jwk, x5c), is not
// among it: whoever made the token wrote that too.
type tokenHeader struct {
	algorithm string
	keyID     string
}

// parseHeader reads the header of a token in the compact form and judges it
// before anything is computed.
func parseHeader(token string) (tokenHeader, error) {
	malformed := refuse(CheckTokenForm, "The ID token is malformed."+tryAgain)
	if len(token) > maxToken {
		return tokenHeader{}, refuse(CheckTokenSize, "The ID token is too large. Ask your administrator to send fewer groups or claims in it.")
	}
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return tokenHeader{}, malformed
	}
	decoded := make([][]byte, len(parts))
	for i, part := range parts {
		data, err := base64.RawURLEncoding.Strict().DecodeString(part)
		if err != nil || strings.ContainsAny(part, "\r\n") { // which the decoder passes over
			return tokenHeader{}, malformed
		}
		decoded[i] = data
	}
	d, err := parseDocument(decoded[0])
	if err != nil {
		return tokenHeader{}, malformed
	}
	algorithm, errAlgorithm := d.text("alg")
	keyID, errKeyID := d.text("kid")
	kind, errKind := d.text("typ")
	_, critical := d["crit"]
	_, unencoded := d["b64"]
	switch {
	case errAlgorithm != nil || !slices.Contains(algorithms, algorithm):
		return tokenHeader{}, refuse(CheckAlgorithm, "The ID token is signed neither by RS256 nor by ES256. Ask your administrator to choose one of the two at the provider.")
	case errKind != nil || kind != "" && !strings.EqualFold(kind, "JWT"): // RFC 8725 section 3.11: no access or logout token
		return tokenHeader{}, refuse(CheckTokenType, "The provider gave another kind of token in place of an ID token."+tryAgain)
	case errKeyID != nil:
		return tokenHeader{}, malformed
	case critical || unencoded: // RFC 7515 section 4.1.11: refuse what is not understood
		return tokenHeader{}, refuse(CheckTokenForm, "The ID token wants to be read in a way that is not known here."+tryAgain)
	}
	return tokenHeader{algorithm: algorithm, keyID: keyID}, nil
}

// payload verifies the token's signature by one of the keys and returns what
// was signed.
func payload(token string, header tokenHeader, keys keySet) ([]byte, error) {
	signed, err := jose.ParseSignedCompact(token, []jose.SignatureAlgorithm{jose.SignatureAlgorithm(header.algorithm)})
	if err != nil {
		return nil, refuse(CheckTokenForm, "The ID token is malformed."+tryAgain)
	}
	for _, key := range keys {
		if verified, err := signed.Verify(key.Key); err == nil {
			return verified, nil
		}
	}
	return nil, refuse(CheckSignature, "The signature of the ID token is not the provider's."+tryAgain)
}
