package access

import (
	"context"
	"fmt"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"github.com/musterhq/muster/internal/directory"
)

// BeginPasskeySignIn begins signing in with a passkey.
//
// Errors: Refused, RateLimitedError.
func (s *Service) BeginPasskeySignIn(_ context.Context, client Client) (Ceremony, error) {
	if err := s.checkPasskeys(); err != nil {
		return Ceremony{}, err
	}
	if wait := s.begun.take("network "+client.network(), s.now()); wait > 0 {
		return Ceremony{}, rateLimited(wait, ruleNetworkTries)
	}
	options, data, err := s.relyingParty.BeginDiscoverableLogin()
	if err != nil {
		return Ceremony{}, fmt.Errorf("begin passkey sign-in: %w", err)
	}
	return s.begin(begun{purpose: forSignIn, data: *data}, options.Response)
}

// FinishPasskeySignIn lets somebody in. The credential is the JSON that the
// browser answered.
//
// Errors: Unauthorized; Disabled when the organization is suspended.
func (s *Service) FinishPasskeySignIn(ctx context.Context, ceremony string, credential []byte, client Client) (Admission, error) {
	begun, err := s.ceremonies.take(ceremony, forSignIn, "", s.now())
	if err != nil {
		return Admission{}, err
	}
	user, used, err := s.identify(ctx, begun, credential)
	if err != nil {
		return Admission{}, err
	}
	opening := s.newOpening(client)
	opening.byPasskey = true
	var principal Principal
	err = s.store.Update(ctx, user.organization, func(tx directory.Tx) error {
		member, err := tx.Member(user.member.ID)
		if directory.CodeOf(err) == directory.NotFound || err == nil && member.Status != directory.MemberActive {
			return wrongPasskey(nil)
		}
		if err != nil {
			return err
		}
		keep, err := s.usePasskey(tx, member.ID, used)
		if err != nil {
			return err
		}
		if principal, err = s.admit(tx, member, opening); err != nil {
			return err
		}
		return keep()
	})
	return opening.admission(principal, err)
}

// identify checks an answer of whoever holds a passkey, and says whose it is.
func (s *Service) identify(ctx context.Context, ceremony begun, answer []byte) (passkeyUser, webauthn.Credential, error) {
	parsed, err := protocol.ParseCredentialRequestResponseBytes(answer)
	if err != nil {
		return passkeyUser{}, webauthn.Credential{}, wrongPasskey(err)
	}
	var user passkeyUser
	var failed error // of the store: no fault of the passkey's
	find := func(_, handle []byte) (webauthn.User, error) {
		organization, member, ok := splitUserHandle(handle)
		if !ok {
			return nil, fmt.Errorf("the user handle is not one of ours")
		}
		var err error
		user, err = readPasskeyUser(s.store.View(ctx, organization), organization, member)
		if err != nil && directory.CodeOf(err) != directory.NotFound {
			failed = err
		}
		return user, err
	}
	_, used, err := s.relyingParty.ValidatePasskeyLogin(find, ceremony.data, parsed)
	if failed != nil {
		return passkeyUser{}, webauthn.Credential{}, failed
	}
	if err != nil {
		return passkeyUser{}, webauthn.Credential{}, wrongPasskey(err)
	}
	return user, *used, nil
}
