package access

import (
	"context"
	"fmt"
	"time"

	"github.com/go-webauthn/webauthn/protocol"

	"github.com/musterhq/muster/internal/directory"
)

// FreshFor is how long a proof counts as fresh.
const FreshFor = 10 * time.Minute

// RequireFresh refuses a person whose last proof is older than FreshFor. Keys
// and setup links have nothing to prove anew and pass: what they may do at all
// is for the door's table.
//
// Errors: StepUpRequiredError.
func (s *Service) RequireFresh(p Principal) error {
	if p.Kind != Member && p.Kind != Operator || s.now().Before(p.ProvedAt().Add(FreshFor)) {
		return nil
	}
	return stepUpRequired()
}

// StepUpByPassword proves anew who the person is, and returns the principal
// with its fresh proof.
//
// Errors: Unauthorized, RateLimitedError, Refused where the member has no
// password, or people sign in by their provider alone.
func (s *Service) StepUpByPassword(ctx context.Context, p Principal, password string, client Client) (Principal, error) {
	proved, err := s.proveByPassword(ctx, p, password, client)
	if err != nil {
		return Principal{}, err
	}
	return s.freshen(ctx, p, func(tx directory.Tx) (func() error, error) {
		if err := checkMayProveBy(tx, p, opening{}); err != nil {
			return nil, err
		}
		return nil, checkUnchanged(tx, proved)
	})
}

// MayProveBy says by what of their own somebody may prove anew who they are: a
// password, a passkey. Whether they have one is another matter, and what ties them to a
// login method counts always.
func MayProveBy(p Principal) (password, passkey bool) {
	return mayEnterBy(p.Organization, p.Member, opening{}), mayEnterBy(p.Organization, p.Member, opening{byPasskey: true})
}

// checkMayProveBy refuses as proof what nobody could come in by: where people sign
// in by their provider alone, a password or a passkey is none of what somebody is
// signed in by either.
func checkMayProveBy(tx directory.Reader, p Principal, proof opening) error {
	organization, err := tx.Organization()
	if err != nil || mayEnterBy(organization, p.Member, proof) {
		return err
	}
	return ruleProvidersOnly.Refuse(directory.Refused, "organization", organization.Name)
}

// proveByPassword checks a password of somebody who is signed in, and returns
// the stored one that it fits.
func (s *Service) proveByPassword(ctx context.Context, p Principal, password string, client Client) (directory.Password, error) {
	if err := checkPerson(p); err != nil {
		return directory.Password{}, err
	}
	stored, err := s.store.View(ctx, p.Organization.ID).Password(p.Member.ID)
	if directory.CodeOf(err) == directory.NotFound {
		return directory.Password{}, ruleConfirmByPasskey.Refuse(directory.Refused)
	}
	if err != nil {
		return directory.Password{}, err
	}
	undo, err := s.attempt(memberKey(p.Organization.ID, p.Member.ID), client)
	if err != nil {
		return directory.Password{}, err
	}
	prepared, possible := preparePassword(password)
	fits, _, err := s.passwords.fits(ctx, prepared, stored.Hash)
	if err != nil {
		undo()
		return directory.Password{}, err
	}
	if !fits || !possible {
		return directory.Password{}, wrongPassword()
	}
	undo()
	return stored, nil
}

func wrongPassword() error {
	return ruleWrongPassword.Refuse(directory.Unauthorized).About("password")
}

// checkUnchanged refuses a proof by a password that was replaced meanwhile.
func checkUnchanged(tx directory.Reader, proved directory.Password) error {
	current, err := tx.Password(proved.Member)
	if directory.CodeOf(err) == directory.NotFound || err == nil && current.Hash != proved.Hash {
		return wrongPassword()
	}
	return err
}

// BeginPasskeyStepUp begins proving anew by passkey.
//
// Errors: Refused where the member has no passkey.
func (s *Service) BeginPasskeyStepUp(ctx context.Context, p Principal) (Ceremony, error) {
	if err := checkPerson(p); err != nil {
		return Ceremony{}, err
	}
	if err := s.checkPasskeys(); err != nil {
		return Ceremony{}, err
	}
	user, err := readPasskeyUser(s.store.View(ctx, p.Organization.ID), p.Organization.ID, p.Member.ID)
	if err != nil {
		return Ceremony{}, err
	}
	if len(user.credentials) == 0 {
		return Ceremony{}, ruleConfirmByPassword.Refuse(directory.Refused)
	}
	options, data, err := s.relyingParty.BeginLogin(user)
	if err != nil {
		return Ceremony{}, fmt.Errorf("begin passkey step-up: %w", err)
	}
	return s.begin(begun{purpose: forStepUp, data: *data, session: p.Session.ID}, options.Response)
}

// FinishPasskeyStepUp proves anew who the person is.
//
// Errors: Unauthorized, Refused where people sign in by their provider alone, but
// for the owner who may use a passkey all the same.
func (s *Service) FinishPasskeyStepUp(ctx context.Context, p Principal, ceremony string, credential []byte) (Principal, error) {
	if err := checkPerson(p); err != nil {
		return Principal{}, err
	}
	begun, err := s.ceremonies.take(ceremony, forStepUp, p.Session.ID, s.now())
	if err != nil {
		return Principal{}, err
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes(credential)
	if err != nil {
		return Principal{}, wrongPasskey(err)
	}
	user, err := readPasskeyUser(s.store.View(ctx, p.Organization.ID), p.Organization.ID, p.Member.ID)
	if err != nil {
		return Principal{}, err
	}
	used, err := s.relyingParty.ValidateLogin(user, begun.data, parsed)
	if err != nil {
		return Principal{}, wrongPasskey(err)
	}
	return s.freshen(ctx, p, func(tx directory.Tx) (func() error, error) {
		if err := checkMayProveBy(tx, p, opening{byPasskey: true}); err != nil {
			return nil, err
		}
		return s.usePasskey(tx, p.Member.ID, *used)
	})
}

// freshen keeps a fresh proof in the session, after a last look at it. What the
// look returns is written with it.
func (s *Service) freshen(ctx context.Context, p Principal, look func(directory.Tx) (func() error, error)) (Principal, error) {
	at := s.now()
	err := s.store.Update(ctx, p.Organization.ID, func(tx directory.Tx) error {
		session, found, err := ownSession(tx, p)
		if err != nil {
			return err
		}
		if !found {
			return signedOut()
		}
		keep, err := look(tx)
		if err != nil {
			return err
		}
		session.ProvedAt, session.UsedAt = at, at
		if err := tx.UpdateSession(session); err != nil {
			return err
		}
		p.Session = session
		if keep == nil {
			return nil
		}
		return keep()
	})
	if err != nil {
		return Principal{}, err
	}
	return p, nil
}

// checkPerson refuses programs and setup links where only a person makes sense.
func checkPerson(p Principal) error {
	if p.Kind != Member && p.Kind != Operator {
		return notAPerson()
	}
	return nil
}

func notAPerson() error {
	return ruleNotAPerson.Refuse(directory.Refused)
}
