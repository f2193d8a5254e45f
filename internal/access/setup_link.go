package access

import (
	"context"
	"slices"
	"time"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/secret"
)

// CreateSetupLink makes a setup link, for at most MaxSetupLinkLifetime.
//
// Errors: NotFound, Invalid.
func (s *Service) CreateSetupLink(ctx context.Context, actor directory.Actor, organization directory.OrganizationID, label string, lifetime time.Duration) (directory.Link, secret.Secret, error) {
	label, err := checkLabel("label", label)
	if err != nil {
		return directory.Link{}, secret.Secret{}, err
	}
	if lifetime <= 0 || lifetime > MaxSetupLinkLifetime {
		return directory.Link{}, secret.Secret{}, ruleSetupLifetime.Refuse(directory.Invalid).About("lifetime")
	}
	link, token := s.newLink(organization, actor)
	link.Kind, link.Label, link.ExpiresAt = directory.LinkSetup, label, link.CreatedAt.Add(lifetime)
	err = s.store.Update(ctx, organization, func(tx directory.Tx) error {
		if err := recordThing(tx, actor, directory.SetupLinkCreated, label, link.CreatedAt); err != nil {
			return err
		}
		return tx.CreateLink(link)
	})
	if err != nil {
		return directory.Link{}, secret.Secret{}, err
	}
	return link, token, nil
}

// RevokeSetupLink ends a setup link and the sessions that it opened, at once.
// Revoking a revoked link does nothing.
//
// Errors: NotFound.
func (s *Service) RevokeSetupLink(ctx context.Context, actor directory.Actor, organization directory.OrganizationID, id directory.LinkID) error {
	at := s.now()
	return s.store.Update(ctx, organization, func(tx directory.Tx) error {
		links, err := tx.Links(directory.LinkSetup, "")
		if err != nil {
			return err
		}
		i := slices.IndexFunc(links, func(link directory.Link) bool { return link.ID == id })
		if i < 0 {
			return ruleNoSuchSetupLink.Refuse(directory.NotFound)
		}
		link := links[i]
		if !link.RevokedAt.IsZero() {
			return nil
		}
		link.RevokedAt = at // its sessions look at the link for every request
		if err := recordThing(tx, actor, directory.SetupLinkRevoked, link.Label, at); err != nil {
			return err
		}
		return tx.UpdateLink(link)
	})
}

// OpenSetupLink opens a session for whoever holds a setup link. The journal
// tells the first time.
//
// Errors: NotFound, Refused when the link does not count, Disabled when the
// organization is suspended, RateLimitedError.
func (s *Service) OpenSetupLink(ctx context.Context, token string, client Client) (Admission, error) {
	found, err := s.findLink(ctx, token)
	if err != nil {
		return Admission{}, err
	}
	if found.Kind != directory.LinkSetup {
		return Admission{}, noSuchLink()
	}
	opening := s.newOpening(client)
	// Every opening is a row, so a link that is opened by a machine is slowed.
	if wait := s.begun.take("link "+string(found.ID), opening.at); wait > 0 {
		return Admission{}, rateLimited(wait, ruleOpenedTooOften)
	}
	var principal Principal
	err = s.store.Update(ctx, found.Organization, func(tx directory.Tx) error {
		view, err := readLink(tx, found, opening.at)
		if err != nil {
			return err
		}
		session := opening.session()
		session.Organization, session.Link = found.Organization, found.ID
		session.ExpiresAt = earlier(opening.at.Add(SetupLifetime), view.Link.ExpiresAt)
		first := view.Link.UsedAt.IsZero()
		if first {
			view.Link.UsedAt = opening.at
		}
		principal = principalOf(view.Organization, directory.Member{}, session)
		principal.Link = view.Link
		if !first {
			return tx.CreateSession(session)
		}
		if err := recordThing(tx, principal.Actor(), directory.SetupLinkUsed, view.Link.Label, opening.at); err != nil {
			return err
		}
		if err := tx.UpdateLink(view.Link); err != nil {
			return err
		}
		return tx.CreateSession(session)
	})
	return opening.admission(principal, err)
}
