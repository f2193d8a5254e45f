package access

import (
	"context"
	"slices"

	"github.com/musterhq/muster/internal/directory"
)

// maxPasskeys is how many a member may have.
const maxPasskeys = 20

// Methods are the ways in which a member can sign in.
type Methods struct {
	Password bool
	Passkeys []directory.Passkey
}

func (m Methods) count() int {
	if m.Password {
		return 1 + len(m.Passkeys)
	}
	return len(m.Passkeys)
}

// Methods returns how a member can sign in.
//
// Errors: NotFound.
func (s *Service) Methods(ctx context.Context, organization directory.OrganizationID, member directory.MemberID) (Methods, error) {
	view := s.store.View(ctx, organization)
	if _, err := view.Member(member); err != nil {
		return Methods{}, err
	}
	return methodsOf(view, member)
}

func methodsOf(reader directory.Reader, member directory.MemberID) (Methods, error) {
	passkeys, err := reader.Passkeys(member)
	if err != nil {
		return Methods{}, err
	}
	_, err = reader.Password(member)
	if err != nil && directory.CodeOf(err) != directory.NotFound {
		return Methods{}, err
	}
	return Methods{Password: err == nil, Passkeys: passkeys}, nil
}

// PasswordChange is a member's wish for another password.
type PasswordChange struct {
	Password string
	// Current is the old password: it stands for a fresh proof. Otherwise empty.
	Current string
	Client  Client
}

// SetPassword sets the principal's own password, and ends their other sessions.
//
// Errors: StepUpRequiredError, Invalid for a password that is too weak,
// Unauthorized for a wrong Current, RateLimitedError.
func (s *Service) SetPassword(ctx context.Context, p Principal, change PasswordChange) error {
	if err := checkPerson(p); err != nil {
		return err
	}
	var proved directory.Password
	if change.Current != "" {
		var err error
		if proved, err = s.proveByPassword(ctx, p, change.Current, change.Client); err != nil {
			return err
		}
	} else if err := s.RequireFresh(p); err != nil {
		return err
	}
	prepared, err := newPassword(change.Password, p.Organization, p.Member)
	if err != nil {
		return err
	}
	hash, err := s.passwords.hash(ctx, prepared)
	if err != nil {
		return err
	}
	return s.changeMethods(ctx, p, func(tx directory.Tx, methods Methods) (directory.Change, func() error, error) {
		told := directory.Change{Field: "password", After: "set"}
		if methods.Password {
			told.Before = "set"
		}
		if proved.Hash != "" {
			if err := checkUnchanged(tx, proved); err != nil {
				return told, nil, err
			}
		}
		return told, func() error {
			return tx.SetPassword(directory.Password{Organization: p.Organization.ID, Member: p.Member.ID, Hash: hash, ChangedAt: s.now()})
		}, nil
	})
}

// RemovePassword removes the principal's own password, and ends their other
// sessions.
//
// Errors: StepUpRequiredError, NotFound, Refused when it is their last way to
// sign in.
func (s *Service) RemovePassword(ctx context.Context, p Principal) error {
	if err := s.checkFreshPerson(p); err != nil {
		return err
	}
	return s.changeMethods(ctx, p, func(tx directory.Tx, methods Methods) (directory.Change, func() error, error) {
		told := directory.Change{Field: "password", Before: "set"}
		if !methods.Password {
			return told, nil, ruleNoPassword.Refuse(directory.NotFound)
		}
		return told, func() error {
			return tx.SetPassword(directory.Password{Organization: p.Organization.ID, Member: p.Member.ID, ChangedAt: s.now()})
		}, checkNotLast(methods)
	})
}

// BeginPasskey begins adding a passkey to the principal's own.
//
// Errors: StepUpRequiredError, Refused.
func (s *Service) BeginPasskey(ctx context.Context, p Principal) (Ceremony, error) {
	if err := s.checkFreshPerson(p); err != nil {
		return Ceremony{}, err
	}
	user, err := readPasskeyUser(s.store.View(ctx, p.Organization.ID), p.Organization.ID, p.Member.ID)
	if err != nil {
		return Ceremony{}, err
	}
	if err := checkRoom(len(user.credentials)); err != nil {
		return Ceremony{}, err
	}
	return s.beginRegistration(user, begun{purpose: forAdding, session: p.Session.ID})
}

// FinishPasskey adds the passkey. The proof was fresh when it was begun, which
// was minutes ago at most.
//
// Errors: Unauthorized for a ceremony that has ended, Invalid, Taken.
func (s *Service) FinishPasskey(ctx context.Context, p Principal, ceremony string, credential []byte, name string) (directory.Passkey, error) {
	if err := checkPerson(p); err != nil {
		return directory.Passkey{}, err
	}
	name, err := passkeyName(name)
	if err != nil {
		return directory.Passkey{}, err
	}
	begun, err := s.ceremonies.take(ceremony, forAdding, p.Session.ID, s.now())
	if err != nil {
		return directory.Passkey{}, err
	}
	passkey, err := s.register(passkeyUser{organization: p.Organization.ID, member: p.Member}, begun, credential)
	if err != nil {
		return directory.Passkey{}, err
	}
	passkey.Name, passkey.CreatedAt = name, s.now()
	err = s.store.Update(ctx, p.Organization.ID, func(tx directory.Tx) error {
		member, methods, err := s.ownMethods(tx, p)
		if err != nil {
			return err
		}
		if err := checkRoom(len(methods.Passkeys)); err != nil {
			return err
		}
		if indexOfPasskey(methods, passkey.CredentialID) >= 0 {
			return rulePasskeyTwice.Refuse(directory.Taken)
		}
		if err := recordMember(tx, p.Actor(), directory.MemberSignInChanged, member, passkey.CreatedAt, directory.Change{Field: "passkey", After: name}); err != nil {
			return err
		}
		return tx.CreatePasskey(passkey)
	})
	if err != nil {
		return directory.Passkey{}, err
	}
	return passkey, nil
}

// RenamePasskey names one of the principal's own passkeys.
//
// Errors: Invalid, NotFound.
func (s *Service) RenamePasskey(ctx context.Context, p Principal, credentialID []byte, name string) (directory.Passkey, error) {
	if err := checkPerson(p); err != nil {
		return directory.Passkey{}, err
	}
	name, err := checkLabel("name", name)
	if err != nil {
		return directory.Passkey{}, err
	}
	var renamed directory.Passkey
	err = s.store.Update(ctx, p.Organization.ID, func(tx directory.Tx) error {
		member, methods, err := s.ownMethods(tx, p)
		if err != nil {
			return err
		}
		at := indexOfPasskey(methods, credentialID)
		if at < 0 {
			return noSuchPasskey()
		}
		renamed = methods.Passkeys[at]
		before := renamed.Name
		if before == name {
			return nil
		}
		renamed.Name = name
		if err := recordMember(tx, p.Actor(), directory.MemberSignInChanged, member, s.now(), directory.Change{Field: "passkey", Before: before, After: name}); err != nil {
			return err
		}
		return tx.UpdatePasskey(renamed)
	})
	return renamed, err
}

// RemovePasskey removes one of the principal's own passkeys, and ends their
// other sessions.
//
// Errors: StepUpRequiredError, NotFound, Refused when it is their last way to
// sign in.
func (s *Service) RemovePasskey(ctx context.Context, p Principal, credentialID []byte) error {
	if err := s.checkFreshPerson(p); err != nil {
		return err
	}
	return s.changeMethods(ctx, p, func(tx directory.Tx, methods Methods) (directory.Change, func() error, error) {
		at := indexOfPasskey(methods, credentialID)
		if at < 0 {
			return directory.Change{}, nil, noSuchPasskey()
		}
		told := directory.Change{Field: "passkey", Before: methods.Passkeys[at].Name}
		counting, err := countingMethods(tx, p.Member.ID, methods)
		if err != nil {
			return told, nil, err
		}
		return told, func() error { return tx.DeletePasskey(p.Member.ID, credentialID) }, checkNotLast(counting)
	})
}

// changeMethods changes the principal's own ways to sign in and ends their other
// sessions: whoever knew the old way is out. The change looks first, and returns
// what to tell and how to write it.
func (s *Service) changeMethods(ctx context.Context, p Principal, change func(directory.Tx, Methods) (directory.Change, func() error, error)) error {
	return s.store.Update(ctx, p.Organization.ID, func(tx directory.Tx) error {
		member, methods, err := s.ownMethods(tx, p)
		if err != nil {
			return err
		}
		told, write, err := change(tx, methods)
		if err != nil {
			return err
		}
		others, err := otherSessions(tx, member.ID, p.Session.ID)
		if err != nil {
			return err
		}
		if err := recordMember(tx, p.Actor(), directory.MemberSignInChanged, member, s.now(), told); err != nil {
			return err
		}
		if err := write(); err != nil {
			return err
		}
		return deleteSessions(tx, member.ID, others)
	})
}

// ownMethods reads the member as they are now. It refuses one whose session has
// ended meanwhile: a thief who was just signed out must not add a key.
func (s *Service) ownMethods(tx directory.Reader, p Principal) (directory.Member, Methods, error) {
	_, found, err := ownSession(tx, p)
	if err != nil {
		return directory.Member{}, Methods{}, err
	}
	member, err := tx.Member(p.Member.ID)
	if err != nil {
		return directory.Member{}, Methods{}, err
	}
	if !found || member.Status != directory.MemberActive || !p.Session.CreatedAt.After(member.SignedOutAt) {
		return directory.Member{}, Methods{}, signedOut()
	}
	methods, err := methodsOf(tx, member.ID)
	return member, methods, err
}

func (s *Service) checkFreshPerson(p Principal) error {
	if err := checkPerson(p); err != nil {
		return err
	}
	return s.RequireFresh(p)
}

// countingMethods are those of a member's methods that let them in: the owner who
// is for emergencies comes in by passkey alone, and must not lock everybody out.
func countingMethods(reader directory.Reader, member directory.MemberID, methods Methods) (Methods, error) {
	organization, err := reader.Organization()
	if organization.ProvidersOnly && organization.BreakGlass == member {
		methods.Password = false
	}
	return methods, err
}

func checkNotLast(methods Methods) error {
	if methods.count() > 1 {
		return nil
	}
	return ruleOnlyWay.Refuse(directory.Refused)
}

func checkRoom(passkeys int) error {
	if passkeys < maxPasskeys {
		return nil
	}
	return ruleTooManyPasskeys.Refuse(directory.Refused)
}

func indexOfPasskey(methods Methods, credentialID []byte) int {
	return slices.IndexFunc(methods.Passkeys, func(p directory.Passkey) bool { return string(p.CredentialID) == string(credentialID) })
}

func noSuchPasskey() error {
	return ruleNoSuchPasskey.Refuse(directory.NotFound)
}

// passkeyName is what a new passkey is called: people may leave it out.
func passkeyName(name string) (string, error) {
	if name == "" {
		return "Passkey", nil
	}
	return checkLabel("name", name)
}
