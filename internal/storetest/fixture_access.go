package storetest

import (
	"crypto/sha256"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// farAway is when nothing of these tests has expired, whatever the clock says.
var farAway = time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC)

func newHash() directory.SecretHash { return sha256.Sum256([]byte(directory.NewID())) }

func newSession(member directory.MemberID) directory.Session {
	return directory.Session{
		ID:        directory.SessionID(directory.NewID()),
		Hash:      newHash(),
		Member:    member,
		Browser:   "Browser",
		Address:   "192.0.2.1",
		ProvedAt:  moment(6),
		CreatedAt: moment(6),
		UsedAt:    moment(6),
		ExpiresAt: farAway,
	}
}

func newLink(kind directory.LinkKind, member directory.MemberID) directory.Link {
	return directory.Link{
		ID:        directory.LinkID(directory.NewID()),
		Hash:      newHash(),
		Kind:      kind,
		Member:    member,
		Label:     "for somebody",
		CreatedBy: "operator",
		CreatedAt: moment(7),
		ExpiresAt: farAway,
	}
}

func newAPIKey(member directory.MemberID) directory.APIKey {
	return directory.APIKey{
		ID:        directory.APIKeyID(directory.NewID()),
		Hash:      newHash(),
		Name:      "key",
		Scopes:    []directory.Scope{directory.ScopeWrite, directory.ScopeActivity},
		CreatedBy: member,
		LastFour:  "abcd",
		CreatedAt: moment(8),
	}
}

func newPassword(member directory.MemberID) directory.Password {
	return directory.Password{Member: member, Hash: "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA", ChangedAt: moment(9)}
}

func newPasskey(member directory.MemberID, credential string) directory.Passkey {
	return directory.Passkey{
		Member:       member,
		CredentialID: []byte(credential),
		Credential:   []byte(`{"key":"` + credential + `"}`),
		Name:         "Laptop",
		CreatedAt:    moment(10),
	}
}

// hire makes a member of a role.
func (h house) hire(t *testing.T, name string, role directory.Role) directory.Member {
	t.Helper()
	member := newMember(name)
	member.Role = role
	h.update(t, func(tx directory.Tx) error { return addMember(tx, &member) })
	return member
}
