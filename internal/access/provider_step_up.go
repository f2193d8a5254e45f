package access

import (
	"context"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// providerSkew is by how much a provider's clock may differ from ours.
const providerSkew = time.Minute

// StepUpByProvider proves anew who the person is: the provider has just asked them.
// It must be the subject by which the person is known, and the proof as fresh as
// every other.
//
// Errors: Unauthorized for another person or an old proof, Refused where the login
// method is not active.
func (s *Service) StepUpByProvider(ctx context.Context, p Principal, method directory.LoginMethod, proof ProviderProof) (Principal, error) {
	if err := checkPerson(p); err != nil {
		return Principal{}, err
	}
	if method.Organization != p.Organization.ID {
		return Principal{}, ruleAnotherPerson.Refuse(directory.Unauthorized)
	}
	at := s.now()
	if proof.ProvedAt.Before(at.Add(-FreshFor)) || proof.ProvedAt.After(at.Add(providerSkew)) {
		return Principal{}, ruleProofIsOld.Refuse(directory.Unauthorized)
	}
	return s.freshen(ctx, p, func(tx directory.Tx) (func() error, error) {
		if _, err := usableMethod(tx, method.ID); err != nil {
			return nil, err
		}
		login, err := tx.Login(method.ID, proof.Subject)
		if directory.CodeOf(err) == directory.NotFound || err == nil && login.Member != p.Member.ID {
			return nil, ruleAnotherPerson.Refuse(directory.Unauthorized)
		}
		if err != nil {
			return nil, err
		}
		member, err := tx.Member(login.Member)
		if err != nil {
			return nil, err
		}
		counts, err := stillCalled(tx, member, proof)
		if err != nil {
			return nil, err
		}
		if !counts {
			return nil, ruleAnotherPerson.Refuse(directory.Unauthorized)
		}
		return func() error { return useProof(tx, method, proof, at) }, nil
	})
}
