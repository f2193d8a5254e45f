package api

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
