package access

import (
	"context"
	"slices"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// SignOut ends the principal's own session.
func (s *Service) SignOut(ctx context.Context, p Principal) error {
	if p.Session.ID == "" {
		return notAPerson()
	}
	return s.store.Update(ctx, p.Organization.ID, func(tx directory.Tx) error {
		_, err := tx.DeleteSessions(p.Member.ID, p.Session.ID)
		return err
	})
}

// Sessions lists the sessions of a member that still count, the latest first.
//
// Errors: NotFound.
func (s *Service) Sessions(ctx context.Context, organization directory.OrganizationID, member directory.MemberID) ([]directory.Session, error) {
	view := s.store.View(ctx, organization)
	home, err := view.Organization()
	if err != nil {
		return nil, err
	}
	owner, err := view.Member(member)
	if err != nil {
		return nil, err
	}
	sessions, err := view.Sessions(member)
	if err != nil {
		return nil, err
	}
	at := s.now()
	sessions = slices.DeleteFunc(sessions, func(session directory.Session) bool { return !counts(home, owner, session, at) })
	slices.SortFunc(sessions, latestFirst)
	return sessions, nil
}

// counts says whether a stored session opens anything at a time.
func counts(organization directory.Organization, member directory.Member, session directory.Session, at time.Time) bool {
	return member.Status == directory.MemberActive &&
		session.CreatedAt.After(member.SignedOutAt) &&
		!ended(principalOf(organization, member, session), at)
}

// EndSession ends one session of a member.
//
// Errors: NotFound.
func (s *Service) EndSession(ctx context.Context, actor directory.Actor, organization directory.OrganizationID, member directory.MemberID, id directory.SessionID) error {
	at := s.now()
	return s.store.Update(ctx, organization, func(tx directory.Tx) error {
		owner, err := tx.Member(member)
		if err != nil {
			return err
		}
		sessions, err := tx.Sessions(member)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(sessions, func(session directory.Session) bool { return session.ID == id }) {
			return ruleNoSuchSession.Refuse(directory.NotFound)
		}
		if err := recordMember(tx, actor, directory.MemberSignedOut, owner, at); err != nil {
			return err
		}
		_, err = tx.DeleteSessions(member, id)
		return err
	})
}

// EndSessions ends the sessions of a member, all but one where except names it,
// and returns how many there were.
//
// Errors: NotFound.
func (s *Service) EndSessions(ctx context.Context, actor directory.Actor, organization directory.OrganizationID, member directory.MemberID, except directory.SessionID) (int, error) {
	at, count := s.now(), 0
	err := s.store.Update(ctx, organization, func(tx directory.Tx) error {
		owner, err := tx.Member(member)
		if err != nil {
			return err
		}
		ids, err := otherSessions(tx, member, except)
		count = len(ids)
		if err != nil || count == 0 {
			return err
		}
		if err := recordMember(tx, actor, directory.MemberSignedOut, owner, at); err != nil {
			return err
		}
		return deleteSessions(tx, member, ids)
	})
	return count, err
}

func otherSessions(tx directory.Reader, member directory.MemberID, except directory.SessionID) ([]directory.SessionID, error) {
	sessions, err := tx.Sessions(member)
	if err != nil {
		return nil, err
	}
	var ids []directory.SessionID
	for _, session := range sessions {
		if session.ID != except {
			ids = append(ids, session.ID)
		}
	}
	return ids, nil
}

func deleteSessions(tx directory.Tx, member directory.MemberID, ids []directory.SessionID) error {
	for _, id := range ids {
		if _, err := tx.DeleteSessions(member, id); err != nil {
			return err
		}
	}
	return nil
}
