// Package secret makes, parses and hashes bearer secrets: the Secret Tokens of
// connections, the sessions of people, links, and API keys.
//
// A secret reads "muster_scim_", or the same with another kind, + 43 characters of 256 random bits + 6
// characters of checksum. The prefix lets secret scanners and people recognise
// a leaked one; the checksum lets us refuse a mistyped one without asking the
// database. Only the SHA-256 hash is ever stored: the value is high-entropy,
// so a slow password hash would add cost and no strength.
//
// The package owns the format. It does not know who holds a secret, whether it
// still counts, or what it opens.
package secret

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"hash/crc32"
	"strings"
)

// Kind says what a secret is for. It is part of the secret's text, so that a
// secret of one kind is never mistaken for another.
type Kind string

const (
	// SCIM is the Secret Token that an identity provider presents to a connection.
	SCIM Kind = "scim"
	// Session is what a browser presents once its person has signed in.
	Session Kind = "session"
	// Link is the secret part of a link: an invitation, a sign-in link, a setup
	// link.
	Link Kind = "link"
	// Key is the API key that a program presents.
	Key Kind = "key"
	// Domain is what an organization puts into its DNS. It proves by being
	// published, so it is kept as it is.
	Domain Kind = "domain"
)

const (
	entropyBytes   = 32
	entropyLength  = 43 // 256 bits in unpadded base64url
	checksumLength = 6  // 32 bits in unpadded base64url
)

// ErrMalformed is returned by Parse for text that no Secret can have.
var ErrMalformed = errors.New("this is not a Muster secret")

// Secret is the plain value of a bearer secret. It exists in memory only
// between its making and its one showing, and while a request is checked.
type Secret struct {
	kind Kind
	body string
}

// Hash is the SHA-256 of a secret's text: what is stored and compared.
type Hash [sha256.Size]byte

// New makes a secret of the given kind from 256 random bits.
func New(kind Kind) Secret {
	entropy := make([]byte, entropyBytes)
	rand.Read(entropy) // never returns an error: it ends the program instead
	return Secret{kind: kind, body: encode(entropy)}
}

// Parse reads a secret of the given kind. It returns ErrMalformed when the
// prefix, the length, the alphabet or the checksum is wrong.
func Parse(kind Kind, text string) (Secret, error) {
	rest, found := strings.CutPrefix(text, prefix(kind))
	if !found || len(rest) != entropyLength+checksumLength {
		return Secret{}, ErrMalformed
	}
	body, sum := rest[:entropyLength], rest[entropyLength:]
	if sum != checksum(kind, body) {
		return Secret{}, ErrMalformed
	}
	return Secret{kind: kind, body: body}, nil
}

// Reveal returns the plain text. Show it once and never store or log it.
func (s Secret) Reveal() string {
	return prefix(s.kind) + s.body + checksum(s.kind, s.body)
}

// Hash returns what may be stored of the secret.
func (s Secret) Hash() Hash {
	return sha256.Sum256([]byte(s.Reveal()))
}

// LastFour returns the last four characters, by which a person may tell two
// secrets apart without learning either.
func (s Secret) LastFour() string {
	sum := checksum(s.kind, s.body)
	return sum[len(sum)-4:]
}

// String hides the secret, so that printing or logging it shows nothing.
func (s Secret) String() string { return prefix(s.kind) + "…" }

// GoString hides the secret from %#v as well.
func (s Secret) GoString() string { return s.String() }

// String returns the hash in hexadecimal.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

func prefix(kind Kind) string { return "muster_" + string(kind) + "_" }

func checksum(kind Kind, body string) string {
	sum := crc32.ChecksumIEEE([]byte(prefix(kind) + body))
	return encode([]byte{byte(sum >> 24), byte(sum >> 16), byte(sum >> 8), byte(sum)})
}

func encode(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }
