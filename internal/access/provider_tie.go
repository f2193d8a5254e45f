package access

import (
	"context"
	"slices"

	"github.com/musterhq/muster/internal/directory"
)

// TieToProvider lets the principal sign in by a login method from now on, as the
// person whom the provider has just confirmed. It is how somebody whom no
// connection provisioned gets in by a provider: they do it themselves, while they
// are signed in and have proved who they are.
//
// Errors: StepUpRequiredError, Unauthorized for a proof that was used, Taken where
// the provider's account or the member is tied already, Refused where the login
// method is not active.
func (s *Service) TieToProvider(ctx context.Context, p Principal, method directory.LoginMethod, proof ProviderProof) error {
	if err := s.checkFreshPerson(p); err != nil {
		return err
	}
	if method.Organization != p.Organization.ID {
		return ruleAnotherPerson.Refuse(directory.Unauthorized)
	}
	if err := proof.check(); err != nil {
		return err
	}
	at := s.now()
	return s.store.Update(ctx, p.Organization.ID, func(tx directory.Tx) error {
		member, _, err := s.ownMethods(tx, p)
		if err != nil {
			return err
		}
		current, err := usableMethod(tx, method.ID)
		if err != nil {
			return err
		}
		tied, err := tx.Login(method.ID, proof.Subject)
		if err == nil && tied.Member == member.ID {
			return useProof(tx, current, proof, at)
		}
		if err == nil {
			return directory.RuleSubjectIsTied.Refuse(directory.Taken)
		}
		if directory.CodeOf(err) != directory.NotFound {
			return err
		}
		another, err := isTied(tx, member.ID, method.ID)
		if err != nil {
			return err
		}
		if another {
			return ruleAnotherSubject.Refuse(directory.Taken)
		}
		if err := useProof(tx, current, proof, at); err != nil {
			return err
		}
		if err := recordMember(tx, p.Actor(), directory.MemberLoginLinked, member, at,
			directory.Change{Field: "login_method", After: current.Name}); err != nil {
			return err
		}
		return tx.CreateLogin(directory.Login{Method: method.ID, Subject: proof.Subject, Member: member.ID, CreatedAt: at, UsedAt: at})
	})
}

// Untie takes away what ties a member to a provider's account, and ends the
// sessions that the login method opened for them. The next sign-in ties anew, by
// the rule of the first.
//
// Errors: NotFound.
func (s *Service) Untie(ctx context.Context, actor directory.Actor, organization directory.OrganizationID, id directory.MemberID, method directory.LoginMethodID) error {
	at := s.now()
	return s.store.Update(ctx, organization, func(tx directory.Tx) error {
		member, err := tx.Member(id)
		if err != nil {
			return err
		}
		from, err := tx.LoginMethod(method)
		if err != nil {
			return err
		}
		tied, err := isTied(tx, id, method)
		if err != nil {
			return err
		}
		if !tied {
			return ruleNotTied.Refuse(directory.NotFound)
		}
		if err := recordMember(tx, actor, directory.MemberSignInChanged, member, at,
			directory.Change{Field: "login_method", Before: from.Name}); err != nil {
			return err
		}
		sessions, err := tx.Sessions(id)
		if err != nil {
			return err
		}
		for _, session := range sessions {
			if session.Method != method {
				continue
			}
			if _, err := tx.DeleteSessions(id, session.ID); err != nil {
				return err
			}
		}
		return tx.DeleteLogin(method, id)
	})
}

func isTied(reader directory.Reader, member directory.MemberID, method directory.LoginMethodID) (bool, error) {
	logins, err := reader.Logins(member)
	return slices.ContainsFunc(logins, func(login directory.Login) bool { return login.Method == method }), err
}
