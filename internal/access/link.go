package access

import (
	"context"
	"slices"
	"time"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/secret"
)

// How long links last. The shorter one is for accounts that hold something
// already.
const (
	InvitationLifetime   = 7 * 24 * time.Hour
	SignInLinkLifetime   = 24 * time.Hour
	MaxSetupLinkLifetime = 30 * 24 * time.Hour
)

// LinkView is what somebody sees who holds a link.
type LinkView struct {
	Link         directory.Link
	Organization directory.Organization
	// Member is whom the link is for; zero for a setup link.
	Member directory.Member
	// AsksEmail says that nobody has told the member's address yet: the very
	// first owner tells it while accepting.
	AsksEmail bool
	// Refusal says why the link does not count, or is nil where it does.
	Refusal *directory.Error
}

// LookAtLink returns what a link is for. Looking does not use it up.
//
// Errors: NotFound.
func (s *Service) LookAtLink(ctx context.Context, token string) (LinkView, error) {
	link, err := s.findLink(ctx, token)
	if err != nil {
		return LinkView{}, err
	}
	return viewLink(s.store.View(ctx, link.Organization), link, s.now())
}

func (s *Service) findLink(ctx context.Context, token string) (directory.Link, error) {
	parsed, err := secret.Parse(secret.Link, token)
	if err != nil {
		return directory.Link{}, noSuchLink()
	}
	link, err := s.store.Link(ctx, directory.SecretHash(parsed.Hash()))
	if directory.CodeOf(err) == directory.NotFound {
		return directory.Link{}, noSuchLink()
	}
	return link, err
}

func noSuchLink() error {
	return ruleNoSuchLink.Refuse(directory.NotFound)
}

// viewLink says what a link is for, and whether it counts at a time.
func viewLink(reader directory.Reader, link directory.Link, at time.Time) (LinkView, error) {
	view := LinkView{Link: link}
	var err error
	if view.Organization, err = reader.Organization(); err != nil {
		return LinkView{}, err
	}
	if link.Kind != directory.LinkSetup {
		view.Member, err = reader.Member(link.Member)
		if directory.CodeOf(err) == directory.NotFound {
			return LinkView{}, noSuchLink() // the member was removed
		}
		if err != nil {
			return LinkView{}, err
		}
	}
	view.AsksEmail = view.Organization.Kind == directory.Installation && view.Member.Email == unknownOwner
	view.Refusal = view.refusal(at)
	return view, nil
}

func (v LinkView) refusal(at time.Time) *directory.Error {
	invited := v.Member.Status == directory.MemberInvited
	switch {
	case !v.Link.RevokedAt.IsZero():
		return ruleLinkRevoked.Refuse(directory.Refused)
	case v.Link.Kind != directory.LinkSetup && !v.Link.UsedAt.IsZero():
		return ruleLinkUsed.Refuse(directory.Refused)
	case !v.Link.Usable(at):
		return ruleLinkExpired.Refuse(directory.Refused)
	case v.Organization.Status == directory.OrganizationSuspended:
		return suspended(v.Organization)
	case v.Member.Status == directory.MemberDeactivated:
		return ruleAccountDeactivated.Refuse(directory.Refused, "organization", v.Organization.Name)
	case v.Member.Status == directory.MemberWaiting:
		return ruleAccountWaits.Refuse(directory.Refused, "organization", v.Organization.Name)
	case v.Link.Kind == directory.LinkInvitation && !invited:
		return ruleJoinedAlready.Refuse(directory.Refused, "organization", v.Organization.Name)
	}
	return nil
}

// readLink reads a link again inside of a change, where it cannot be used by
// anybody else.
func readLink(tx directory.Reader, found directory.Link, at time.Time) (LinkView, error) {
	links, err := tx.Links(found.Kind, found.Member)
	if err != nil {
		return LinkView{}, err
	}
	i := slices.IndexFunc(links, func(link directory.Link) bool { return link.ID == found.ID })
	if i < 0 {
		return LinkView{}, noSuchLink()
	}
	view, err := viewLink(tx, links[i], at)
	if err == nil && view.Refusal != nil {
		err = view.Refusal
	}
	return view, err
}

// CreateMemberLink makes a link for a member: an invitation for one who has not
// joined yet, otherwise a sign-in link. The member's earlier links end. Whoever
// holds the link becomes that member: the door must ask for a fresh proof, and
// let nobody make one for a member above them.
//
// Errors: NotFound, Refused when the member is deactivated or waits for a license.
func (s *Service) CreateMemberLink(ctx context.Context, actor directory.Actor, organization directory.OrganizationID, id directory.MemberID) (directory.Link, secret.Secret, error) {
	link, token := s.newLink(organization, actor)
	link.Member = id
	err := s.store.Update(ctx, organization, func(tx directory.Tx) error {
		member, err := tx.Member(id)
		if err != nil {
			return err
		}
		switch member.Status {
		case directory.MemberDeactivated:
			return ruleReactivateFirst.Refuse(directory.Refused, "member", member.Name)
		case directory.MemberWaiting:
			return ruleLicenseFirst.Refuse(directory.Refused, "member", member.Name)
		case directory.MemberInvited:
			link.Kind, link.ExpiresAt = directory.LinkInvitation, link.CreatedAt.Add(InvitationLifetime)
		case directory.MemberActive:
			link.Kind, link.ExpiresAt = directory.LinkSignIn, link.CreatedAt.Add(SignInLinkLifetime)
		}
		if err := recordMember(tx, actor, directory.MemberLinkCreated, member, link.CreatedAt); err != nil {
			return err
		}
		if err := tx.RevokeLinks(id, link.CreatedAt); err != nil {
			return err
		}
		return tx.CreateLink(link)
	})
	if err != nil {
		return directory.Link{}, secret.Secret{}, err
	}
	return link, token, nil
}

func (s *Service) newLink(organization directory.OrganizationID, actor directory.Actor) (directory.Link, secret.Secret) {
	token := secret.New(secret.Link)
	return directory.Link{
		ID:           directory.LinkID(s.newID()),
		Hash:         directory.SecretHash(token.Hash()),
		Organization: organization,
		CreatedBy:    actor.Name,
		CreatedAt:    s.now(),
	}, token
}
