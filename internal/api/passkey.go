package api

import (
	"encoding/base64"

	"github.com/musterhq/muster/internal/access"
	"github.com/musterhq/muster/internal/directory"
)

// Ceremony is what a browser needs to make or use a passkey.
type Ceremony struct {
	Ceremony string `json:"ceremony" doc:"Send it back with the credential."`
	Options  Object `json:"options" doc:"For navigator.credentials: PublicKeyCredentialCreationOptionsJSON, or PublicKeyCredentialRequestOptionsJSON."`
}

// Proof is what the browser answers with.
type Proof struct {
	Ceremony   string `json:"ceremony" minLength:"1" maxLength:"512"`
	Credential Object `json:"credential" doc:"PublicKeyCredential.toJSON()."`
}

// FinishWithPasskey is what signing in and proving oneself with a passkey take.
type FinishWithPasskey struct {
	Body Proof
}

// Passkey is one passkey of the person who is signed in.
type Passkey struct {
	ID        string `json:"id"`
	Name      string `json:"name" example:"MacBook"`
	CreatedAt Time   `json:"created_at"`
	UsedAt    *Time  `json:"used_at,omitempty"`
}

// ceremony answers the first half of what a browser does with a passkey.
func ceremony(begun access.Ceremony, err error) (*Answer[Ceremony], error) {
	if err != nil {
		return nil, err
	}
	return &Answer[Ceremony]{Body: Ceremony{Ceremony: begun.ID, Options: Object(begun.Options)}}, nil
}

// passkeyOf shows a passkey. Its id is the authenticator's, in text.
func passkeyOf(passkey directory.Passkey) Passkey {
	return Passkey{
		ID:        base64.RawURLEncoding.EncodeToString(passkey.CredentialID),
		Name:      passkey.Name,
		CreatedAt: Time(passkey.CreatedAt),
		UsedAt:    when(passkey.UsedAt),
	}
}

// credentialID reads the id that passkeyOf wrote. What is none finds nothing.
func credentialID(id string) []byte {
	credential, err := base64.RawURLEncoding.DecodeString(id)
	if err != nil {
		return nil
	}
	return credential
}
