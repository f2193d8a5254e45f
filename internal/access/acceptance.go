package access

import (
	"context"
	"strings"

	"github.com/musterhq/muster/internal/directory"
)

// Acceptance is somebody's acceptance of an invitation or sign-in link.
type Acceptance struct {
	Token string
	// Name is how the person wants to be called, or empty to leave it. Only an
	// invitation lets them choose.
	Name string
	// Email is the address of the very first owner; otherwise empty. See
	// LinkView.AsksEmail.
	Email  string
	Client Client
}

// AcceptByPassword accepts a link: an invited member joins, and the password is
// their way to sign in from then on. A sign-in link replaces every earlier way
// and ends every session.
//
// Errors: NotFound, Invalid for a weak password, Refused when the link does not
// count, Disabled when the organization is suspended.
func (s *Service) AcceptByPassword(ctx context.Context, acceptance Acceptance, password string) (Admission, error) {
	link, member, err := s.lookToAccept(ctx, acceptance)
	if err != nil {
		return Admission{}, err
	}
	prepared, err := newPassword(password, link.Organization, member)
	if err != nil {
		return Admission{}, err
	}
	hash, err := s.passwords.hash(ctx, prepared)
	if err != nil {
		return Admission{}, err
	}
	return s.accept(ctx, link.Link, acceptance, directory.Change{Field: "password", After: "set"}, func(tx directory.Tx, member directory.MemberID) error {
		return tx.SetPassword(directory.Password{Organization: link.Organization.ID, Member: member, Hash: hash, ChangedAt: s.now()})
	})
}

// BeginPasskeyAcceptance begins accepting a link by passkey.
//
// Errors: as AcceptByPassword.
func (s *Service) BeginPasskeyAcceptance(ctx context.Context, acceptance Acceptance) (Ceremony, error) {
	link, member, err := s.lookToAccept(ctx, acceptance)
	if err != nil {
		return Ceremony{}, err
	}
	// The earlier passkeys are not excluded: a sign-in link replaces them.
	user := passkeyUser{organization: link.Organization.ID, member: member}
	return s.beginRegistration(user, begun{purpose: forAcceptance, acceptance: acceptance})
}

// FinishPasskeyAcceptance accepts the link.
//
// Errors: as AcceptByPassword; Unauthorized for a ceremony that has ended,
// Invalid for a credential that proves nothing.
func (s *Service) FinishPasskeyAcceptance(ctx context.Context, ceremony string, credential []byte, name string, client Client) (Admission, error) {
	name, err := passkeyName(name)
	if err != nil {
		return Admission{}, err
	}
	begun, err := s.ceremonies.take(ceremony, forAcceptance, "", s.now())
	if err != nil {
		return Admission{}, err
	}
	acceptance := begun.acceptance
	acceptance.Client = client
	link, member, err := s.lookToAccept(ctx, acceptance)
	if err != nil {
		return Admission{}, err
	}
	passkey, err := s.register(passkeyUser{organization: link.Organization.ID, member: member}, begun, credential)
	if err != nil {
		return Admission{}, err
	}
	passkey.Name, passkey.CreatedAt = name, s.now()
	return s.accept(ctx, link.Link, acceptance, directory.Change{Field: "passkey", After: name}, func(tx directory.Tx, _ directory.MemberID) error {
		return tx.CreatePasskey(passkey)
	})
}

// lookToAccept looks at everything that can be refused before the costly part,
// and returns the member as they will be.
func (s *Service) lookToAccept(ctx context.Context, acceptance Acceptance) (LinkView, directory.Member, error) {
	found, err := s.findLink(ctx, acceptance.Token)
	if err != nil {
		return LinkView{}, directory.Member{}, err
	}
	if found.Kind == directory.LinkSetup {
		return LinkView{}, directory.Member{}, noSuchLink()
	}
	view, err := readLink(s.store.View(ctx, found.Organization), found, s.now())
	if err != nil {
		return LinkView{}, directory.Member{}, err
	}
	member, _, err := acceptance.joined(view)
	return view, member, err
}

// joined returns the member as the acceptance makes them, and what changes. A
// name that a provider decides stays.
func (a Acceptance) joined(view LinkView) (directory.Member, []directory.Change, error) {
	member := view.Member
	if member.Status != directory.MemberInvited {
		return member, nil, nil
	}
	member.Status = directory.MemberActive
	if name := strings.TrimSpace(a.Name); name != "" && member.Identity == "" {
		member.Name = name
	}
	if view.AsksEmail {
		member.Email = strings.TrimSpace(a.Email)
	}
	var changes []directory.Change
	if member.Name != view.Member.Name {
		changes = append(changes, directory.Change{Field: "name", Before: view.Member.Name, After: member.Name})
	}
	if member.Email != view.Member.Email {
		changes = append(changes, directory.Change{Field: "email", Before: view.Member.Email, After: member.Email})
	}
	return member, changes, member.Validate()
}

// accept uses a link up, in one change: the member joins, the new way to sign in
// replaces what a sign-in link is meant to replace, and the session opens.
func (s *Service) accept(ctx context.Context, found directory.Link, acceptance Acceptance, told directory.Change, set func(directory.Tx, directory.MemberID) error) (Admission, error) {
	opening := s.newOpening(acceptance.Client)
	var principal Principal
	err := s.store.Update(ctx, found.Organization, func(tx directory.Tx) error {
		view, err := readLink(tx, found, opening.at)
		if err != nil {
			return err
		}
		member, changes, err := acceptance.joined(view)
		if err != nil {
			return err
		}
		methods, err := methodsOf(tx, member.ID)
		if err != nil {
			return err
		}
		actor := Principal{Kind: Member, Member: member}
		if view.Organization.Kind == directory.Installation && member.Role.Manages() {
			actor.Kind = Operator
		}
		if view.Member.Status == directory.MemberInvited {
			member.UpdatedAt = opening.at
			if err := recordMember(tx, actor.Actor(), directory.MemberJoined, member, opening.at, changes...); err != nil {
				return err
			}
			if err := tx.UpdateMember(member); err != nil {
				return err
			}
			if err := s.settle(tx, "", opening.at); err != nil {
				return err
			}
		}
		if err := recordMember(tx, actor.Actor(), directory.MemberSignInChanged, member, opening.at, replaced(methods, told)...); err != nil {
			return err
		}
		if err := useUp(tx, view.Link, methods, opening); err != nil {
			return err
		}
		if err := set(tx, member.ID); err != nil {
			return err
		}
		principal, err = s.admit(tx, member, opening)
		return err
	})
	return opening.admission(principal, err)
}

// useUp ends the link with every other of the member, their earlier ways to sign
// in, and their sessions: whoever lost the old way may have lost it to somebody.
func useUp(tx directory.Tx, link directory.Link, methods Methods, opening opening) error {
	link.UsedAt = opening.at
	if err := tx.UpdateLink(link); err != nil {
		return err
	}
	if err := tx.RevokeLinks(link.Member, opening.at); err != nil {
		return err
	}
	if methods.Password {
		if err := tx.SetPassword(directory.Password{Organization: link.Organization, Member: link.Member, ChangedAt: opening.at}); err != nil {
			return err
		}
	}
	for _, passkey := range methods.Passkeys {
		if err := tx.DeletePasskey(link.Member, passkey.CredentialID); err != nil {
			return err
		}
	}
	_, err := tx.DeleteSessions(link.Member, "")
	return err
}

// replaced tells which ways to sign in ended and which began.
func replaced(methods Methods, told directory.Change) []directory.Change {
	var changes []directory.Change
	if methods.Password {
		if told.Field == "password" {
			told.Before = "set"
		} else {
			changes = append(changes, directory.Change{Field: "password", Before: "set"})
		}
	}
	for _, passkey := range methods.Passkeys {
		changes = append(changes, directory.Change{Field: "passkey", Before: passkey.Name})
	}
	return append(changes, told)
}
