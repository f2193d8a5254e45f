package access

import (
	"context"
	"slices"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// ProviderSignIn is somebody who comes back from an identity provider.
type ProviderSignIn struct {
	Method directory.LoginMethod
	Proof  ProviderProof
	Client Client
}

// SignInByProvider lets somebody in by what their identity provider said. Whether
// the login method counts is looked at now, not when they set out.
//
// Whoever is known by the provider's subject is that member and nobody else, ever.
// The first time they are found by their user name, see firstLogin.
//
// Errors: Unauthorized where the proof was used before or knows nobody, Refused
// where the login method is not active or the account is deactivated, Disabled
// when the organization is suspended, NoLicense where somebody new would need one.
func (s *Service) SignInByProvider(ctx context.Context, attempt ProviderSignIn) (Admission, error) {
	if err := attempt.Proof.check(); err != nil {
		return Admission{}, err
	}
	opening := s.newOpening(attempt.Client)
	newcomer := directory.MemberID(s.newID())
	var principal Principal
	err := s.store.Update(ctx, attempt.Method.Organization, func(tx directory.Tx) error {
		method, err := usableMethod(tx, attempt.Method.ID)
		if err != nil {
			return err
		}
		who, err := s.whoSignsIn(tx, method, attempt.Proof, newcomer, opening.at)
		if err != nil {
			return err
		}
		if err := checkMayEnter(tx, who.member); err != nil {
			return err
		}
		if err := useProof(tx, method, attempt.Proof, opening.at); err != nil {
			return err
		}
		if err := who.settle(tx, opening.at); err != nil {
			return err
		}
		principal, err = s.admitFrom(tx, who.member, opening, method.ID, attempt.Proof)
		return err
	})
	return opening.admission(principal, err)
}

// usableMethod reads a login method by which people may sign in now.
func usableMethod(reader directory.Reader, id directory.LoginMethodID) (directory.LoginMethod, error) {
	method, err := reader.LoginMethod(id)
	if directory.CodeOf(err) == directory.NotFound || err == nil && !method.Active {
		return directory.LoginMethod{}, MethodOff()
	}
	return method, err
}

// checkMayEnter refuses a member who may not sign in. A session that was opened
// all the same would open nothing; this says why.
func checkMayEnter(reader directory.Reader, member directory.Member) error {
	organization, err := reader.Organization()
	if err != nil {
		return err
	}
	if organization.Status == directory.OrganizationSuspended {
		return suspended(organization)
	}
	return checkStatus(member, organization)
}

// checkStatus refuses a member whose status keeps them out.
func checkStatus(member directory.Member, organization directory.Organization) error {
	switch member.Status {
	case directory.MemberDeactivated:
		return ruleAccountDeactivated.Refuse(directory.Refused, "organization", organization.Name)
	case directory.MemberWaiting:
		return ruleAccountWaits.Refuse(directory.Refused, "organization", organization.Name)
	case directory.MemberActive, directory.MemberInvited:
	}
	return nil
}

// useProof notes a proof that counts once.
func useProof(tx directory.Tx, method directory.LoginMethod, proof ProviderProof, at time.Time) error {
	return useOnce(tx, method.ID, proof.Assertion, proof.AssertionEnds, at)
}

// notesOutlive is how much longer than a proof its note is kept: a clock that is set
// back would make an old proof count again whose note was swept away.
const notesOutlive = 24 * time.Hour

// useOnce notes what a provider signed and what counts once. Every process sees the
// note.
func useOnce(tx directory.Tx, method directory.LoginMethodID, name string, ends, at time.Time) error {
	err := tx.UseAssertion(method, name, ends.Add(notesOutlive), at)
	if directory.CodeOf(err) == directory.Taken {
		return directory.RuleAssertionIsUsed.Refuse(directory.Unauthorized)
	}
	return err
}

// admitFrom opens a session that a provider vouches for: it ends when the provider
// says so, and with the provider's own. A provider lets in whoever is signed in
// there, without asking: to come in is no fresh proof, or signing in anew would
// stand for the proof that dangerous acts ask for.
func (s *Service) admitFrom(tx directory.Tx, member directory.Member, opening opening, method directory.LoginMethodID, proof ProviderProof) (Principal, error) {
	opening.method, opening.providerSession, opening.endsAt = method, proof.Session, proof.EndsAt
	opening.provedAt = earlier(opening.at, proof.ProvedAt.UTC().Truncate(time.Microsecond))
	return s.admit(tx, member, opening)
}

// ProviderSignOut is a provider's request to sign somebody out.
type ProviderSignOut struct {
	Subject string
	// Sessions are those of the provider's own that end; none means all of the
	// subject's.
	Sessions []string
	// Request names the request, which counts once, until RequestEnds.
	Request     string
	RequestEnds time.Time
}

// EndProviderSession ends the sessions that a provider signs out: those of the
// subject that its sessions opened. It returns how many there were.
//
// Errors: Refused where the login method is not active, Unauthorized where the
// request was brought before. Nobody known by the subject is no error: there is
// nothing to end.
func (s *Service) EndProviderSession(ctx context.Context, method directory.LoginMethod, out ProviderSignOut) (int, error) {
	at, count := s.now(), 0
	err := s.store.Update(ctx, method.Organization, func(tx directory.Tx) error {
		count = 0
		if _, err := usableMethod(tx, method.ID); err != nil {
			return err
		}
		// Apart from the names of assertions, which the provider chooses as well.
		if err := useOnce(tx, method.ID, "sign-out "+out.Request, out.RequestEnds, at); err != nil {
			return err
		}
		login, err := tx.Login(method.ID, out.Subject)
		if directory.CodeOf(err) == directory.NotFound {
			return nil
		}
		if err != nil {
			return err
		}
		open, err := tx.Sessions(login.Member)
		if err != nil {
			return err
		}
		for _, session := range open {
			if session.Method != method.ID || len(out.Sessions) > 0 && !slices.Contains(out.Sessions, directory.ReadProviderSession(session.ProviderSession).Name) {
				continue
			}
			if _, err := tx.DeleteSessions(login.Member, session.ID); err != nil {
				return err
			}
			count++
		}
		return nil
	})
	return count, err
}

// MethodOff is the refusal of a login method by which nobody may sign in now.
func MethodOff() error { return ruleMethodOff.Refuse(directory.Refused) }
