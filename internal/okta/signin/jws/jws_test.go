package jws_test

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/okta/signin/jws"
)

// The examples of RFC 7515, appendices A.2 and A.3.
const (
	payload  = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
	rsaKey   = `{"kty":"RSA","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ","e":"AQAB"}`
	rsaToken = "eyJhbGciOiJSUzI1NiJ9." + payload + ".cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw"
	ecKey    = `{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}`
	ecToken  = "eyJhbGciOiJFUzI1NiJ9." + payload + ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"
)

type claims struct {
	Issuer string `json:"iss"`
}

// TestRead holds the examples of the RFC, and that nothing else is right.
func TestRead(t *testing.T) {
	t.Parallel()
	keys, err := jws.ParseKeys(`{"keys": [` + rsaKey + `, ` + ecKey + `]}`)
	if err != nil {
		t.Fatal(err)
	}
	for _, token := range []string{rsaToken, ecToken} {
		var got claims
		if err := jws.Read(token, &got, keys...); err != nil || got.Issuer != "joe" {
			t.Errorf("%s is from %q: %v", token, got.Issuer, err)
		}
	}
	part := func(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) }
	signature := func(token string) string { return token[strings.LastIndex(token, "."):] }
	for name, token := range map[string]string{
		"no token":              "",
		"two parts":             "a.b",
		"no JSON":               part("x") + "." + payload + signature(rsaToken),
		"no base64":             "!." + payload + signature(rsaToken),
		"alg none":              part(`{"alg":"none"}`) + "." + payload + ".",
		"another payload":       part(`{"alg":"RS256"}`) + "." + part(`{"iss":"eve"}`) + signature(rsaToken),
		"another key's":         part(`{"alg":"RS256"}`) + "." + payload + signature(ecToken),
		"a short signature":     ecToken[:len(ecToken)-4],
		"HMAC by public key":    part(`{"alg":"HS256"}`) + "." + payload + signature(rsaToken),
		"a critical extension":  part(`{"alg":"RS256","crit":["b64"]}`) + "." + payload + signature(rsaToken),
		"a fourth part":         rsaToken + ".x",
		"a signature no base64": rsaToken + "=",
	} {
		var got claims
		if jws.Read(token, &got, keys...) == nil || got.Issuer != "" {
			t.Errorf("%s is read", name)
		}
	}
	if jws.Read(rsaToken, &claims{}) == nil {
		t.Error("without any key a token is right")
	}
}

// TestSign holds that a token is read with the key that was published.
func TestSign(t *testing.T) {
	t.Parallel()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	token, err := jws.Sign(key, "k1", claims{"ana"})
	if err != nil {
		t.Fatal(err)
	}
	published, err := json.Marshal(jws.KeyFromRSA("k1", &key.PublicKey))
	if err != nil {
		t.Fatal(err)
	}
	keys, err := jws.ParseKeys(string(published))
	if err != nil {
		t.Fatal(err)
	}
	var got claims
	if err := jws.Read(token, &got, keys...); err != nil || got.Issuer != "ana" {
		t.Errorf("the token is from %q: %v", got.Issuer, err)
	}
	head, err := base64.RawURLEncoding.DecodeString(token[:strings.Index(token, ".")])
	if want := `{"alg":"RS256","kid":"k1"}`; err != nil || string(head) != want {
		t.Errorf("the header is %s, want %s: %v", head, want, err)
	}
}

// TestHeader holds that a signature that is right is not enough: the algorithm
// must be the key's, and nothing may be asked that is not understood.
func TestHeader(t *testing.T) {
	t.Parallel()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	for header, right := range map[string]bool{
		`{"alg":"RS256"}`: true, `{"alg":"HS256"}`: false, `{}`: false, `{"alg":"RS256","crit":["b64"]}`: false,
	} {
		signed := base64.RawURLEncoding.EncodeToString([]byte(header)) + "." + payload
		hash := sha256.Sum256([]byte(signed))
		signature, err := rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA256, hash[:])
		if err != nil {
			t.Fatal(err)
		}
		err = jws.Read(signed+"."+base64.RawURLEncoding.EncodeToString(signature), &claims{}, &key.PublicKey)
		if (err == nil) != right {
			t.Errorf("with the header %s the answer is %v", header, err)
		}
	}
}

// TestParseKeysRefuses lists what is no key.
func TestParseKeysRefuses(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"", "x", "{}", `{"keys":[]}`, `{"kty":"oct","k":"AA"}`,
		`{"kty":"RSA","n":"AQAB","e":"AQAB"}`, `{"kty":"RSA","n":"!","e":"AQAB"}`,
		strings.Replace(ecKey, "P-256", "P-384", 1), strings.Replace(ecKey, "f83O", "AAAA", 1),
		"-----BEGIN nothing", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
	} {
		if _, err := jws.ParseKeys(text); err == nil {
			t.Errorf("%q is read as a key", text)
		}
	}
}
