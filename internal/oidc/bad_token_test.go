package oidc_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"strings"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/oidc"
	"github.com/musterhq/muster/internal/oidc/oidctest"
)

// A badToken is a token that nobody may be signed in by, and the check that
// must find it.
type badToken struct {
	name   string
	want   oidc.CheckName
	change func(*oidctest.Provider)
	ask    oidc.Ask
}

func TestBadTokens(t *testing.T) {
	t.Parallel()
	bad := badHeaders()
	bad = append(bad, badSignatures()...)
	bad = append(bad, badForms()...)
	bad = append(bad, badParties()...)
	bad = append(bad, badTimes()...)
	if len(bad) < 40 {
		t.Errorf("only %d bad tokens", len(bad))
	}
	for _, test := range bad {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			identity, err := newStage(t, test.change).signIn(t, test.ask)
			wantRefusal(t, err, test.want)
			if identity != (oidc.Identity{}) {
				t.Error("an identity came with the refusal")
			}
		})
	}
}

// header, claim and the like make changes that are one line in a table.
func header(name, value string) func(*oidctest.Provider) {
	return func(p *oidctest.Provider) { p.Header = func(o *oidctest.Object) { o.Set(name, value) } }
}

func claim(name, value string) func(*oidctest.Provider) {
	return func(p *oidctest.Provider) { p.Claims = func(o *oidctest.Object) { o.Set(name, value) } }
}

func without(name string) func(*oidctest.Provider) {
	return func(p *oidctest.Provider) { p.Claims = func(o *oidctest.Object) { o.Remove(name) } }
}

func claimAt(name string, distance time.Duration) func(*oidctest.Provider) {
	return func(p *oidctest.Provider) {
		p.Claims = func(o *oidctest.Object) { o.Set(name, oidctest.Seconds(time.Now().Add(distance))) }
	}
}

func token(change func(string) string) func(*oidctest.Provider) {
	return func(p *oidctest.Provider) { p.Token = change }
}

func badHeaders() []badToken {
	tests := []badToken{
		{name: "kid unknown", want: oidc.CheckKey, change: header("kid", `"another"`)},
		{name: "kid not a string", want: oidc.CheckTokenForm, change: header("kid", `7`)},
		{name: "typ of an access token", want: oidc.CheckTokenType, change: header("typ", `"at+jwt"`)},
		{name: "typ of a logout token", want: oidc.CheckTokenType, change: header("typ", `"logout+jwt"`)},
		{name: "typ not a string", want: oidc.CheckTokenType, change: header("typ", `["JWT"]`)},
		{name: "crit", want: oidc.CheckTokenForm, change: header("crit", `["exp"]`)},
		{name: "b64", want: oidc.CheckTokenForm, change: header("b64", `false`)},
		{name: "alg missing", want: oidc.CheckAlgorithm, change: func(p *oidctest.Provider) {
			p.Header = func(o *oidctest.Object) { o.Remove("alg") }
		}},
		{name: "alg in another spelling", want: oidc.CheckAlgorithm, change: func(p *oidctest.Provider) {
			p.Header = func(o *oidctest.Object) { o.Remove("alg"); o.SetText("ALG", "ES256") }
		}},
		{name: "alg twice", want: oidc.CheckTokenForm, change: func(p *oidctest.Provider) {
			p.Header = func(o *oidctest.Object) { o.Add("alg", `"none"`) }
		}},
		{name: "no kid where there are two keys", want: oidc.CheckKey, change: func(p *oidctest.Provider) {
			second := oidctest.NewECKey("key-2")
			p.Keys = func() string { return oidctest.KeySet(p.Key.Public(), second.Public()) }
			p.Header = func(o *oidctest.Object) { o.Remove("kid") }
		}},
	}
	for _, algorithm := range []string{"none", "None", "NONE", "nOnE", "", "HS256", "HS384", "HS512", "RS384", "RS512", "PS256", "ES384", "ES512", "EdDSA", "rs256"} {
		tests = append(tests, badToken{name: "alg " + algorithm, want: oidc.CheckAlgorithm, change: func(p *oidctest.Provider) {
			p.Header = func(o *oidctest.Object) { o.SetText("alg", algorithm) }
			if strings.EqualFold(algorithm, "none") {
				p.Sign = func(string) []byte { return nil }
			}
		}})
	}
	return tests
}

func badSignatures() []badToken {
	attacker := oidctest.NewECKey("key-1")
	return []badToken{
		{name: "another's key under the right kid", want: oidc.CheckSignature, change: func(p *oidctest.Provider) { p.Sign = attacker.Sign }},
		{name: "no signature", want: oidc.CheckSignature, change: func(p *oidctest.Provider) { p.Sign = func(string) []byte { return nil } }},
		{name: "signature of zeros", want: oidc.CheckSignature, change: func(p *oidctest.Provider) { p.Sign = func(string) []byte { return make([]byte, 64) } }},
		{name: "signature one byte longer", want: oidc.CheckSignature, change: func(p *oidctest.Provider) {
			p.Sign = func(text string) []byte { return append(p.Key.Sign(text), 0) }
		}},
		{name: "signature in ASN.1", want: oidc.CheckSignature, change: func(p *oidctest.Provider) {
			p.Sign = func(text string) []byte {
				digest := sha256.Sum256([]byte(text))
				signature, err := ecdsa.SignASN1(rand.Reader, p.Key.Private.(*ecdsa.PrivateKey), digest[:])
				if err != nil {
					panic(err)
				}
				return signature
			}
		}},
		{name: "claims changed after signing", want: oidc.CheckSignature, change: token(func(signed string) string {
			parts := strings.Split(signed, ".")
			claims, err := base64.RawURLEncoding.DecodeString(parts[1])
			if err != nil {
				panic(err)
			}
			parts[1] = oidctest.Encode([]byte(strings.Replace(string(claims), "00u1ada", "00u1eve", 1)))
			return strings.Join(parts, ".")
		})},
		{name: "jwk of the attacker's", want: oidc.CheckSignature, change: func(p *oidctest.Provider) {
			p.Sign = attacker.Sign
			p.Header = func(o *oidctest.Object) { o.Set("jwk", attacker.Public().String()) }
		}},
		{name: "jwk of the attacker's under its own kid", want: oidc.CheckKey, change: func(p *oidctest.Provider) {
			p.Sign = attacker.Sign
			p.Header = func(o *oidctest.Object) { o.SetText("kid", "mine"); o.Set("jwk", attacker.Public().String()) }
		}},
		{name: "HS256 by the public key's text", want: oidc.CheckAlgorithm, change: func(p *oidctest.Provider) {
			p.Header = func(o *oidctest.Object) { o.SetText("alg", "HS256") }
			public, err := x509.MarshalPKIXPublicKey(p.Key.Private.Public())
			if err != nil {
				panic(err)
			}
			text := pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: public})
			p.Sign = func(signed string) []byte { return oidctest.SignHMAC(signed, text) }
		}},
		{name: "HS256 by the client secret", want: oidc.CheckAlgorithm, change: func(p *oidctest.Provider) {
			p.Header = func(o *oidctest.Object) { o.SetText("alg", "HS256") }
			p.Sign = func(signed string) []byte { return oidctest.SignHMAC(signed, []byte(p.Client.Secret)) }
		}},
		{name: "RSA key under ES256", want: oidc.CheckKey, change: func(p *oidctest.Provider) {
			p.Key = rsaKeys()[0]
			p.Header = func(o *oidctest.Object) { o.SetText("alg", "ES256") }
		}},
		{name: "EC key under RS256", want: oidc.CheckKey, change: header("alg", `"RS256"`)},
		{name: "key kept for encryption", want: oidc.CheckKeys, change: publish("use", "enc")},
		{name: "key kept for another algorithm", want: oidc.CheckKeys, change: publish("alg", "ES512")},
		{name: "RSA key of 1024 bits", want: oidc.CheckKeys, change: func(p *oidctest.Provider) {
			p.Keys = func() string { // the modulus alone tells the size
				return `{"keys":[{"kty":"RSA","kid":"key-1","e":"AQAB","n":"` + oidctest.Encode(bytes.Repeat([]byte{0xff}, 128)) + `"}]}`
			}
		}},
		{name: "RSA key of 16384 bits", want: oidc.CheckKeys, change: func(p *oidctest.Provider) {
			p.Keys = func() string {
				return `{"keys":[{"kty":"RSA","kid":"key-1","e":"AQAB","n":"` + oidctest.Encode(bytes.Repeat([]byte{0xff}, 2048)) + `"}]}`
			}
		}},
		{name: "key on P-384", want: oidc.CheckKeys, change: func(p *oidctest.Provider) {
			private, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
			if err != nil {
				panic(err)
			}
			p.Key.Private = private
			p.Keys = func() string {
				point, _ := private.PublicKey.Bytes()
				var o oidctest.Object
				o.SetText("kty", "EC")
				o.SetText("crv", "P-384")
				o.SetText("x", oidctest.Encode(point[1:49]))
				o.SetText("y", oidctest.Encode(point[49:]))
				o.SetText("kid", "key-1")
				return oidctest.KeySet(o)
			}
			p.Sign = func(string) []byte { return make([]byte, 64) }
		}},
		{name: "secret among the keys", want: oidc.CheckKeys, change: func(p *oidctest.Provider) {
			p.Keys = func() string { return `{"keys":[{"kty":"oct","kid":"key-1","k":"c2VjcmV0"}]}` }
		}},
	}
}

func publish(name, text string) func(*oidctest.Provider) {
	return func(p *oidctest.Provider) {
		p.Keys = func() string {
			key := p.Key.Public()
			key.SetText(name, text)
			return oidctest.KeySet(key)
		}
	}
}
