package storetest

import (
	"bytes"
	"cmp"
	"slices"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// today is what the clock of a store says, as far as this suite can tell: its
// times are in the past, or far away.
var today = moment(everything)

func (m *model) Sessions(member directory.MemberID) ([]directory.Session, error) {
	signedOut := m.members[member].SignedOutAt
	list := slices.DeleteFunc(slices.Clone(m.sessions), func(s directory.Session) bool {
		return s.Member != member || !s.ExpiresAt.After(today) || !s.CreatedAt.After(signedOut)
	})
	slices.SortFunc(list, func(a, b directory.Session) int {
		return cmp.Or(a.CreatedAt.Compare(b.CreatedAt), cmp.Compare(a.ID, b.ID))
	})
	return list, nil
}

func (m *model) CreateSession(session directory.Session) error {
	if _, ok := m.members[session.Member]; !ok && session.Member != "" {
		return errNotFound
	}
	if m.linkAt(session.Link) < 0 && session.Link != "" || !m.knows(session.Method) {
		return errNotFound
	}
	session.Organization = m.organization.ID
	session.ProvedAt, session.CreatedAt = kept(session.ProvedAt), kept(session.CreatedAt)
	session.UsedAt, session.ExpiresAt = kept(session.UsedAt), kept(session.ExpiresAt)
	m.sessions = slices.DeleteFunc(m.sessions, func(s directory.Session) bool {
		return s.Member == session.Member && !s.ExpiresAt.After(session.CreatedAt)
	})
	m.sessions = append(m.sessions, session)
	return nil
}

func (m *model) UpdateSession(session directory.Session) error {
	at := slices.IndexFunc(m.sessions, func(s directory.Session) bool {
		return s.Member == session.Member && s.ID == session.ID
	})
	if at < 0 {
		return errNotFound
	}
	stored := &m.sessions[at]
	stored.Address, stored.ProvedAt = session.Address, kept(session.ProvedAt)
	stored.UsedAt, stored.ExpiresAt = kept(session.UsedAt), kept(session.ExpiresAt)
	return nil
}

func (m *model) DeleteSessions(member directory.MemberID, id directory.SessionID) (int, error) {
	before := len(m.sessions)
	m.sessions = slices.DeleteFunc(m.sessions, func(s directory.Session) bool {
		return s.Member == member && (id == "" || s.ID == id)
	})
	return before - len(m.sessions), nil
}

func (m *model) EndEverySession() (int, error) {
	ended := len(m.sessions)
	m.sessions = nil
	return ended, nil
}

func (m *model) Links(kind directory.LinkKind, member directory.MemberID) ([]directory.Link, error) {
	list := slices.DeleteFunc(slices.Clone(m.links), func(l directory.Link) bool {
		return l.Kind != kind || (member != "" && l.Member != member)
	})
	slices.SortFunc(list, func(a, b directory.Link) int {
		return cmp.Or(a.CreatedAt.Compare(b.CreatedAt), cmp.Compare(a.ID, b.ID))
	})
	return list, nil
}

func (m *model) linkAt(id directory.LinkID) int {
	return slices.IndexFunc(m.links, func(l directory.Link) bool { return l.ID == id })
}

func (m *model) CreateLink(link directory.Link) error {
	if _, ok := m.members[link.Member]; !ok && link.Member != "" {
		return errNotFound
	}
	link.Organization = m.organization.ID
	link.CreatedAt, link.ExpiresAt = kept(link.CreatedAt), kept(link.ExpiresAt)
	link.UsedAt, link.RevokedAt = kept(link.UsedAt), kept(link.RevokedAt)
	m.links = append(m.links, link)
	return nil
}

func (m *model) UpdateLink(link directory.Link) error {
	at := m.linkAt(link.ID)
	if at < 0 {
		return errNotFound
	}
	stored := &m.links[at]
	stored.ExpiresAt, stored.UsedAt, stored.RevokedAt = kept(link.ExpiresAt), kept(link.UsedAt), kept(link.RevokedAt)
	return nil
}

func (m *model) RevokeLinks(member directory.MemberID, at time.Time) error {
	for i, link := range m.links {
		if member != "" && link.Member == member && link.UsedAt.IsZero() && link.RevokedAt.IsZero() {
			m.links[i].RevokedAt = kept(at)
		}
	}
	return nil
}

func (m *model) APIKeys() ([]directory.APIKey, error) {
	return slices.SortedFunc(slices.Values(m.apiKeys), func(a, b directory.APIKey) int {
		return cmp.Or(a.CreatedAt.Compare(b.CreatedAt), cmp.Compare(a.ID, b.ID))
	}), nil
}

func (m *model) CreateAPIKey(key directory.APIKey) error {
	if _, ok := m.members[key.CreatedBy]; !ok {
		return errNotFound
	}
	key.Organization = m.organization.ID
	key.CreatedAt, key.UsedAt = kept(key.CreatedAt), kept(key.UsedAt)
	key.ExpiresAt, key.RevokedAt = kept(key.ExpiresAt), kept(key.RevokedAt)
	m.apiKeys = append(m.apiKeys, key)
	return nil
}

func (m *model) UpdateAPIKey(key directory.APIKey) error {
	at := slices.IndexFunc(m.apiKeys, func(k directory.APIKey) bool { return k.ID == key.ID })
	if at < 0 {
		return errNotFound
	}
	m.apiKeys[at].UsedAt, m.apiKeys[at].RevokedAt = kept(key.UsedAt), kept(key.RevokedAt)
	return nil
}

func (m *model) Password(member directory.MemberID) (directory.Password, error) {
	password, ok := m.passwords[member]
	if !ok {
		return directory.Password{}, errNotFound
	}
	return password, nil
}

func (m *model) SetPassword(password directory.Password) error {
	if _, ok := m.members[password.Member]; !ok {
		return errNotFound
	}
	if password.Hash == "" {
		delete(m.passwords, password.Member)
		return nil
	}
	password.Organization, password.ChangedAt = m.organization.ID, kept(password.ChangedAt)
	m.passwords[password.Member] = password
	return nil
}

func (m *model) Passkeys(member directory.MemberID) ([]directory.Passkey, error) {
	list := slices.DeleteFunc(slices.Clone(m.passkeys), func(p directory.Passkey) bool { return p.Member != member })
	slices.SortFunc(list, func(a, b directory.Passkey) int {
		return cmp.Or(a.CreatedAt.Compare(b.CreatedAt), bytes.Compare(a.CredentialID, b.CredentialID))
	})
	return list, nil
}

func (m *model) passkeyAt(member directory.MemberID, credentialID []byte) int {
	return slices.IndexFunc(m.passkeys, func(p directory.Passkey) bool {
		return p.Member == member && bytes.Equal(p.CredentialID, credentialID)
	})
}

func (m *model) CreatePasskey(passkey directory.Passkey) error {
	if _, ok := m.members[passkey.Member]; !ok {
		return errNotFound
	}
	if m.passkeyAt(passkey.Member, passkey.CredentialID) >= 0 {
		return &directory.Error{Code: directory.Taken, Field: "passkey", Message: "This passkey is there."}
	}
	passkey.CreatedAt, passkey.UsedAt = kept(passkey.CreatedAt), kept(passkey.UsedAt)
	m.passkeys = append(m.passkeys, passkey)
	return nil
}

func (m *model) UpdatePasskey(passkey directory.Passkey) error {
	at := m.passkeyAt(passkey.Member, passkey.CredentialID)
	if at < 0 {
		return errNotFound
	}
	stored := &m.passkeys[at]
	stored.Credential, stored.Name, stored.UsedAt = passkey.Credential, passkey.Name, kept(passkey.UsedAt)
	return nil
}

func (m *model) DeletePasskey(member directory.MemberID, credentialID []byte) error {
	at := m.passkeyAt(member, credentialID)
	if at < 0 {
		return errNotFound
	}
	m.passkeys = slices.Delete(m.passkeys, at, at+1)
	return nil
}
