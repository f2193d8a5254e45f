package access

import (
	"context"
	"slices"
	"strings"

	"github.com/musterhq/muster/internal/directory"
)

// PasswordSignIn is an attempt to sign in by password.
type PasswordSignIn struct {
	Email    string
	Password string
	// Organization says which one, when the address and the password fit
	// several; otherwise empty.
	Organization directory.OrganizationID
	Client       Client
}

// SignInByPassword lets somebody in. Where address and password fit several
// organizations and none was said, it lets nobody in and returns those, by name.
//
// Errors: Unauthorized, the same for whatever is wrong; RateLimitedError;
// Disabled when the organization is suspended; Unavailable when too many people
// sign in at this moment.
func (s *Service) SignInByPassword(ctx context.Context, attempt PasswordSignIn) (Admission, []directory.Organization, error) {
	undo, err := s.attempt(addressKey(attempt.Email), attempt.Client)
	if err != nil {
		return Admission{}, nil, err
	}
	admission, choice, err := s.signInByPassword(ctx, attempt)
	if directory.CodeOf(err) != directory.Unauthorized {
		undo() // it told nobody anything about a guess
	}
	return admission, choice, err
}

func (s *Service) signInByPassword(ctx context.Context, attempt PasswordSignIn) (Admission, []directory.Organization, error) {
	fitting, err := s.fittingPasswords(ctx, attempt)
	if err != nil {
		return Admission{}, nil, err
	}
	candidates, err := s.candidates(ctx, fitting)
	if err != nil {
		return Admission{}, nil, err
	}
	switch len(candidates) {
	case 0:
		return Admission{}, nil, wrongSignIn()
	case 1:
		admission, err := s.admitByPassword(ctx, candidates[0], attempt)
		return admission, nil, err
	}
	var organizations []directory.Organization
	for _, candidate := range candidates {
		organizations = append(organizations, candidate.organization)
	}
	slices.SortFunc(organizations, func(a, b directory.Organization) int { return strings.Compare(a.Name, b.Name) })
	return Admission{}, organizations, nil
}

// fittingPassword is a stored password that the one presented fits.
type fittingPassword struct {
	directory.Password
	stale bool
}

// fittingPasswords checks the presented password against those of everybody with
// the address. It hashes once where there is nobody, as it does for somebody.
func (s *Service) fittingPasswords(ctx context.Context, attempt PasswordSignIn) ([]fittingPassword, error) {
	stored, err := s.passwordsFor(ctx, attempt.Email)
	if err != nil {
		return nil, err
	}
	if attempt.Organization != "" {
		stored = slices.DeleteFunc(stored, func(p directory.Password) bool { return p.Organization != attempt.Organization })
	}
	password, possible := preparePassword(attempt.Password)
	if len(stored) == 0 {
		return nil, s.passwords.pretend(ctx, password)
	}
	var fitting []fittingPassword
	for _, one := range stored {
		fits, stale, err := s.passwords.fits(ctx, password, one.Hash)
		if err != nil {
			return nil, err
		}
		if fits && possible {
			fitting = append(fitting, fittingPassword{one, stale})
		}
	}
	return fitting, nil
}

func (s *Service) passwordsFor(ctx context.Context, email string) ([]directory.Password, error) {
	if _, err := directory.Fold(email); err != nil || len(email) > directory.MaxNameLength {
		return nil, nil // nobody has such an address
	}
	return s.store.PasswordsFor(ctx, email)
}

// candidate is an account that somebody has shown to be theirs.
type candidate struct {
	fittingPassword
	organization directory.Organization
}

// candidates returns which accounts may be opened, one for each organization. A
// suspended organization counts only where there is no other.
func (s *Service) candidates(ctx context.Context, fitting []fittingPassword) ([]candidate, error) {
	var open, closed []candidate
	seen := map[directory.OrganizationID]bool{}
	for _, one := range fitting {
		view := s.store.View(ctx, one.Organization)
		member, err := view.Member(one.Member)
		if directory.CodeOf(err) == directory.NotFound || err == nil && member.Status != directory.MemberActive {
			continue
		}
		if err != nil {
			return nil, err
		}
		organization, err := view.Organization()
		if err != nil {
			return nil, err
		}
		if seen[organization.ID] {
			continue
		}
		seen[organization.ID] = true
		if organization.Status == directory.OrganizationSuspended {
			closed = append(closed, candidate{one, organization})
			continue
		}
		open = append(open, candidate{one, organization})
	}
	if len(open) == 0 && len(closed) > 0 {
		return closed[:1], nil
	}
	return open, nil
}

// admitByPassword opens a session, if the password that was checked is still
// the member's when it opens.
func (s *Service) admitByPassword(ctx context.Context, candidate candidate, attempt PasswordSignIn) (Admission, error) {
	renewed := ""
	if candidate.stale {
		password, _ := preparePassword(attempt.Password)
		var err error
		if renewed, err = s.passwords.hash(ctx, password); err != nil {
			return Admission{}, err
		}
	}
	opening := s.newOpening(attempt.Client)
	var principal Principal
	err := s.store.Update(ctx, candidate.organization.ID, func(tx directory.Tx) error {
		member, err := tx.Member(candidate.Member)
		if err != nil {
			return asWrongSignIn(err)
		}
		current, err := tx.Password(member.ID)
		if err != nil {
			return asWrongSignIn(err)
		}
		if current.Hash != candidate.Hash {
			return wrongSignIn()
		}
		principal, err = s.admit(tx, member, opening)
		if err != nil || renewed == "" {
			return err
		}
		current.Hash = renewed // the same password, so nothing to tell in the journal
		return tx.SetPassword(current)
	})
	return opening.admission(principal, err)
}

// asWrongSignIn hides that somebody has just ceased to exist.
func asWrongSignIn(err error) error {
	if directory.CodeOf(err) == directory.NotFound {
		return wrongSignIn()
	}
	return err
}
