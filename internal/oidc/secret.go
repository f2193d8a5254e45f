package oidc

import (
	"crypto/rand"
	"crypto/subtle"
	"log/slog"
)

// A Secret is a text that must not be seen: a client secret, a state, a nonce,
// a verifier, an ID token. It prints and logs as a word. Converting it to a
// string, as the caller must to keep it, is something to do with open eyes.
type Secret string

const hidden = "(hidden)"

// String returns a word in place of the secret.
func (Secret) String() string { return hidden }

// GoString returns a word in place of the secret.
func (Secret) GoString() string { return hidden }

// LogValue returns a word in place of the secret.
func (Secret) LogValue() slog.Value { return slog.StringValue(hidden) }

// newSecret makes a text of 130 random bits.
func newSecret() Secret { return Secret(rand.Text()) }

// is compares in constant time. An empty secret is equal to nothing.
func (s Secret) is(other string) bool {
	return s != "" && subtle.ConstantTimeCompare([]byte(s), []byte(other)) == 1
}
