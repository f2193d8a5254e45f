package administration

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/musterhq/muster/internal/directory"
)

// AddSigningKey gives a login method a second key. Its certificate is published
// beside the first one's, which goes on signing until UseNewSigningKey.
//
// Errors: NotFound, Refused where there is a second one already.
func (s *Service) AddSigningKey(ctx context.Context, caller Caller, organization directory.OrganizationID, id directory.LoginMethodID, key directory.SigningKey) (directory.LoginMethod, error) {
	return s.editMethod(ctx, caller, organization, id, func(method *directory.LoginMethod) error {
		if len(method.Keys) > 1 {
			return ruleSecondKey.Refuse(directory.Refused)
		}
		method.Keys = append(method.Keys[:len(method.Keys):len(method.Keys)], key)
		return nil
	})
}

// UseNewSigningKey signs with the second key from now on and forgets the first.
//
// Errors: NotFound, Refused where there is no second key.
func (s *Service) UseNewSigningKey(ctx context.Context, caller Caller, organization directory.OrganizationID, id directory.LoginMethodID) (directory.LoginMethod, error) {
	return s.editMethod(ctx, caller, organization, id, func(method *directory.LoginMethod) error {
		if len(method.Keys) < 2 {
			return ruleNoSecondKey.Refuse(directory.Refused)
		}
		method.Keys = method.Keys[1:]
		return nil
	})
}

// Fingerprint is by what people compare certificates: SHA-256 in pairs of
// hexadecimal digits.
func Fingerprint(certificate []byte) string {
	sum := sha256.Sum256(certificate)
	pairs := make([]string, len(sum))
	for i, b := range sum {
		pairs[i] = strings.ToUpper(hex.EncodeToString([]byte{b}))
	}
	return strings.Join(pairs, ":")
}

func fingerprints(certificates [][]byte) string {
	texts := make([]string, len(certificates))
	for i, certificate := range certificates {
		texts[i] = Fingerprint(certificate)
	}
	return strings.Join(texts, ", ")
}

func keyFingerprints(keys []directory.SigningKey) string {
	certificates := make([][]byte, len(keys))
	for i, key := range keys {
		certificates[i] = key.Certificate
	}
	return fingerprints(certificates)
}
