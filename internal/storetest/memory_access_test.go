package storetest

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// across looks in every organization until one answers.
func across[T any](ctx context.Context, s *memory, otherwise error, look func(*model) (T, bool)) (T, error) {
	s.lock.RLock()
	defer s.lock.RUnlock()
	var none T
	if err := ctx.Err(); err != nil {
		return none, err
	}
	for _, m := range s.organizations {
		if found, ok := look(m); ok {
			return found, nil
		}
	}
	return none, otherwise
}

var errUnauthorized = directory.Errorf(directory.Unauthorized, "This secret opens nothing.")

func (s *memory) SignedIn(ctx context.Context, hash directory.SecretHash, at time.Time) (directory.SignedIn, error) {
	return across(ctx, s, errUnauthorized, func(m *model) (directory.SignedIn, bool) {
		n := slices.IndexFunc(m.sessions, func(session directory.Session) bool { return session.Hash == hash })
		if n < 0 || !m.sessions[n].ExpiresAt.After(at) {
			return directory.SignedIn{}, false
		}
		signedIn := directory.SignedIn{Session: m.sessions[n], Organization: m.organization}
		if signedIn.Session.Member != "" {
			signedIn.Member = m.members[signedIn.Session.Member]
			return signedIn, s.fault.signsInAnybody || mayWork(signedIn.Member, signedIn.Session.CreatedAt)
		}
		link := m.linkAt(signedIn.Session.Link)
		if link < 0 {
			return directory.SignedIn{}, false
		}
		signedIn.Link = m.links[link]
		return signedIn, s.fault.outlivesLinks || (signedIn.Link.RevokedAt.IsZero() && signedIn.Link.ExpiresAt.After(at))
	})
}

// mayWork says whether what was made for a member at a time counts still.
func mayWork(member directory.Member, since time.Time) bool {
	return member.Status == directory.MemberActive && member.SignedOutAt.Before(since)
}

func (s *memory) KeyAccess(ctx context.Context, hash directory.SecretHash, at time.Time) (directory.KeyAccess, error) {
	return across(ctx, s, errUnauthorized, func(m *model) (directory.KeyAccess, bool) {
		n := slices.IndexFunc(m.apiKeys, func(key directory.APIKey) bool { return key.Hash == hash })
		if n < 0 {
			return directory.KeyAccess{}, false
		}
		key := m.apiKeys[n]
		access := directory.KeyAccess{Key: key, Organization: m.organization, Creator: m.members[key.CreatedBy]}
		return access, key.RevokedAt.IsZero() && (key.ExpiresAt.IsZero() || key.ExpiresAt.After(at)) &&
			mayWork(access.Creator, key.CreatedAt) && (s.fault.keysOutliveRoles || access.Creator.Role.Manages())
	})
}

func (s *memory) Link(ctx context.Context, hash directory.SecretHash) (directory.Link, error) {
	return across(ctx, s, errNotFound, func(m *model) (directory.Link, bool) {
		n := slices.IndexFunc(m.links, func(link directory.Link) bool { return link.Hash == hash })
		if n < 0 {
			return directory.Link{}, false
		}
		return m.links[n], true
	})
}

func (s *memory) PasswordsFor(ctx context.Context, email string) ([]directory.Password, error) {
	var list []directory.Password
	_, err := across(ctx, s, nil, func(m *model) (struct{}, bool) {
		for id, password := range m.passwords {
			if hasEmail(m.members[id], email) {
				list = append(list, password)
			}
		}
		return struct{}{}, false
	})
	slices.SortFunc(list, func(a, b directory.Password) int {
		return cmp.Or(cmp.Compare(a.Organization, b.Organization), cmp.Compare(a.Member, b.Member))
	})
	return list[:min(10, len(list))], err
}

// answers runs a change of the kept answers of an organization.
func (s *memory) answers(ctx context.Context, organization directory.OrganizationID, change func(m *model) error) error {
	s.turn.Lock()
	defer s.turn.Unlock()
	s.lock.Lock()
	defer s.lock.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	m, ok := s.organizations[organization]
	if !ok {
		return errNotFound
	}
	next := m.clone()
	if err := change(next); err != nil {
		return err
	}
	s.organizations[organization] = next
	return nil
}

func (s *memory) ClaimAnswer(ctx context.Context, organization directory.OrganizationID, answer directory.KeptAnswer) (directory.KeptAnswer, bool, error) {
	var found directory.KeptAnswer
	claimed := false
	err := s.answers(ctx, organization, func(m *model) error {
		for key, old := range m.answers {
			if old.CreatedAt.Before(kept(answer.CreatedAt.Add(-directory.AnswersAreKept))) {
				delete(m.answers, key)
			}
		}
		var known bool
		if found, known = m.answers[answer.Key]; known && !s.fault.claimsTwice {
			return nil
		}
		claimed = true
		found = directory.KeptAnswer{Key: answer.Key, Fingerprint: answer.Fingerprint, CreatedAt: kept(answer.CreatedAt)}
		m.answers[answer.Key] = found
		return nil
	})
	return found, claimed, err
}

func (s *memory) KeepAnswer(ctx context.Context, organization directory.OrganizationID, answer directory.KeptAnswer) error {
	return s.answers(ctx, organization, func(m *model) error {
		stored, ok := m.answers[answer.Key]
		if !ok {
			return errNotFound
		}
		stored.Status, stored.Header, stored.Body = answer.Status, answer.Header, answer.Body
		m.answers[answer.Key] = stored
		return nil
	})
}

func (s *memory) DropAnswer(ctx context.Context, organization directory.OrganizationID, key string) error {
	return s.answers(ctx, organization, func(m *model) error {
		if m.answers[key].Status == 0 {
			delete(m.answers, key)
		}
		return nil
	})
}
