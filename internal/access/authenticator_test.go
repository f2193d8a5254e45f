package access_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"testing"

	"github.com/musterhq/muster/internal/access"
)

// Flags of the authenticator data (WebAuthn Level 3 §6.1).
const (
	userPresent  = 0x01
	userVerified = 0x04
	attested     = 0x40
)

// authenticator is a browser with a software authenticator that holds one ES256
// key. What is exported of its behaviour can be made wrong.
type authenticator struct {
	origin     string
	flags      byte
	count      uint32
	id         []byte
	userHandle []byte
	key        *ecdsa.PrivateKey
	// challenge replaces the one that was asked for, where it is set.
	challenge string
}

func newAuthenticator(t *testing.T) *authenticator {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return &authenticator{origin: origin, flags: userPresent | userVerified, id: []byte(rand.Text()), key: key}
}

// options are what a server asks for, as much as an authenticator reads.
type options struct {
	Challenge string `json:"challenge"`
	RP        struct {
		ID string `json:"id"`
	} `json:"rp"`
	RPID string `json:"rpId"`
	User struct {
		ID string `json:"id"`
	} `json:"user"`
	Attestation            string `json:"attestation"`
	AuthenticatorSelection struct {
		ResidentKey      string `json:"residentKey"`
		UserVerification string `json:"userVerification"`
	} `json:"authenticatorSelection"`
	UserVerification string                 `json:"userVerification"`
	AllowCredentials []credentialDescriptor `json:"allowCredentials"`
	Exclude          []credentialDescriptor `json:"excludeCredentials"`
}

type credentialDescriptor struct {
	ID string `json:"id"`
}

// answer is a PublicKeyCredential as a browser's toJSON writes it.
type answer struct {
	ID         string         `json:"id"`
	RawID      string         `json:"rawId"`
	Type       string         `json:"type"`
	Attachment string         `json:"authenticatorAttachment"`
	Response   answerResponse `json:"response"`
	// Extensions holds what a password manager adds unasked.
	Extensions answerExtensions `json:"clientExtensionResults"`
}

type answerExtensions struct {
	CredProps *answerCredProps `json:"credProps,omitempty"`
}

type answerCredProps struct {
	RK bool `json:"rk"`
}

type answerResponse struct {
	ClientDataJSON    string   `json:"clientDataJSON"`
	AttestationObject string   `json:"attestationObject,omitempty"`
	Transports        []string `json:"transports,omitempty"`
	AuthenticatorData string   `json:"authenticatorData,omitempty"`
	Signature         string   `json:"signature,omitempty"`
	UserHandle        string   `json:"userHandle,omitempty"`
}

type clientData struct {
	Type        string `json:"type"`
	Challenge   string `json:"challenge"`
	Origin      string `json:"origin"`
	CrossOrigin bool   `json:"crossOrigin"`
}

var base64url = base64.RawURLEncoding

func readOptions(t *testing.T, ceremony access.Ceremony) options {
	t.Helper()
	var asked options
	if err := json.Unmarshal(ceremony.Options, &asked); err != nil {
		t.Fatalf("the options are no JSON: %v", err)
	}
	return asked
}

// create answers a registration: navigator.credentials.create.
func (a *authenticator) create(t *testing.T, ceremony access.Ceremony) []byte {
	t.Helper()
	asked := readOptions(t, ceremony)
	handle, err := base64url.DecodeString(asked.User.ID)
	if err != nil {
		t.Fatalf("the user handle %q is not base64url: %v", asked.User.ID, err)
	}
	a.userHandle = handle
	data := a.data(asked.RP.ID, a.flags|attested)
	data = append(data, make([]byte, 16)...) // AAGUID: unknown
	data = binary.BigEndian.AppendUint16(data, uint16(len(a.id)))
	data = append(data, a.id...)
	data = append(data, a.publicKey(t)...)
	// {"fmt": "none", "attStmt": {}, "authData": data} in CBOR.
	object := append([]byte{0xa3, 0x63}, "fmt"...)
	object = append(append(object, 0x64), "none"...)
	object = append(append(object, 0x67), "attStmt"...)
	object = append(object, 0xa0, 0x68)
	object = append(object, "authData"...)
	object = append(object, 0x59)
	object = binary.BigEndian.AppendUint16(object, uint16(len(data)))
	object = append(object, data...)
	_, client := a.clientData(t, "webauthn.create", asked.Challenge)
	return a.answer(t, answerResponse{
		ClientDataJSON:    client,
		AttestationObject: base64url.EncodeToString(object),
		Transports:        []string{"internal"},
	})
}

// get answers a request for a proof: navigator.credentials.get.
func (a *authenticator) get(t *testing.T, ceremony access.Ceremony) []byte {
	t.Helper()
	asked := readOptions(t, ceremony)
	data := a.data(asked.RPID, a.flags)
	raw, client := a.clientData(t, "webauthn.get", asked.Challenge)
	hash := sha256.Sum256(raw)
	digest := sha256.Sum256(append(append([]byte{}, data...), hash[:]...))
	signature, err := ecdsa.SignASN1(rand.Reader, a.key, digest[:])
	if err != nil {
		t.Fatal(err)
	}
	return a.answer(t, answerResponse{
		ClientDataJSON:    client,
		AuthenticatorData: base64url.EncodeToString(data),
		Signature:         base64url.EncodeToString(signature),
		UserHandle:        base64url.EncodeToString(a.userHandle),
	})
}

// data is the authenticator data up to the counter, which it raises unless it is
// zero: synchronised passkeys do not count.
func (a *authenticator) data(rpID string, flags byte) []byte {
	hash := sha256.Sum256([]byte(rpID))
	if a.count > 0 {
		a.count++
	}
	return binary.BigEndian.AppendUint32(append(hash[:], flags), a.count)
}

// publicKey is the key in COSE (RFC 9052): {1: 2, 3: -7, -1: 1, -2: x, -3: y}.
func (a *authenticator) publicKey(t *testing.T) []byte {
	t.Helper()
	public, err := a.key.PublicKey.Bytes() // 4, x, y
	if err != nil {
		t.Fatal(err)
	}
	key := []byte{0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20}
	key = append(key, public[1:33]...)
	return append(append(key, 0x22, 0x58, 0x20), public[33:]...)
}

func (a *authenticator) clientData(t *testing.T, kind, challenge string) ([]byte, string) {
	t.Helper()
	if a.challenge != "" {
		challenge = a.challenge
	}
	raw, err := json.Marshal(clientData{Type: kind, Challenge: challenge, Origin: a.origin})
	if err != nil {
		t.Fatal(err)
	}
	return raw, base64url.EncodeToString(raw)
}

func (a *authenticator) answer(t *testing.T, response answerResponse) []byte {
	t.Helper()
	id := base64url.EncodeToString(a.id)
	raw, err := json.Marshal(answer{
		ID: id, RawID: id, Type: "public-key", Attachment: "platform", Response: response,
		Extensions: answerExtensions{CredProps: &answerCredProps{RK: true}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return raw
}
