package federation

import (
	"crypto/hkdf"
	"crypto/sha256"
	"fmt"

	"github.com/musterhq/muster/internal/directory"
)

// attemptLabel keeps the keys of attempts apart from whatever else is ever derived
// from a signing key.
const attemptLabel = "muster sign-in attempt"

// SealOf returns the keys by which an attempt of a login method is sealed, one of
// each signing key. Every process has those, and nobody outside: nothing else has
// to be shared.
func SealOf(method directory.LoginMethod) ([][]byte, error) {
	seal := make([][]byte, len(method.Keys))
	for i, key := range method.Keys {
		derived, err := hkdf.Key(sha256.New, key.Private, []byte(method.ID), attemptLabel, sha256.Size)
		if err != nil {
			return nil, fmt.Errorf("derive what seals an attempt: %w", err)
		}
		seal[i] = derived
	}
	return seal, nil
}
