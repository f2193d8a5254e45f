package access

import (
	"cmp"
	"context"
	"slices"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/secret"
)

const (
	installationName = "Operators"
	// installationLicenses is how many people may run one installation.
	installationLicenses = 100
	// unknownOwner is the address of the first owner until they tell theirs. No
	// mail can ever be delivered there (RFC 2606 §2).
	unknownOwner = "owner@muster.invalid"
)

// EnsureInstallation returns the installation's organization, which it makes
// with an invited first owner if there is none. The owner's address may be left
// empty: they tell it while accepting.
//
// Errors: Invalid for an address that is none.
func (s *Service) EnsureInstallation(ctx context.Context, actor directory.Actor, email string) (directory.Organization, error) {
	owner := directory.Member{
		ID:     directory.MemberID(s.newID()),
		Name:   "Owner",
		Email:  cmp.Or(email, unknownOwner),
		Role:   directory.RoleOwner,
		Status: directory.MemberInvited,
	}
	owner.CreatedAt = s.now()
	owner.UpdatedAt = owner.CreatedAt
	if err := owner.Validate(); err != nil {
		return directory.Organization{}, err
	}
	installation, err := s.makeInstallation(ctx, actor)
	if err != nil {
		return directory.Organization{}, err
	}
	// A change of its own, so it looks whether an earlier run ended in between.
	err = s.store.Update(ctx, installation.ID, func(tx directory.Tx) error {
		owners, err := owners(tx)
		if err != nil || len(owners) > 0 {
			return err
		}
		owner.Ordinal, err = tx.Append(memberEntry(actor, directory.MemberWasInvited, owner, owner.CreatedAt))
		if err != nil {
			return err
		}
		if err := tx.CreateMember(owner); err != nil {
			return err
		}
		return tx.TakeLicense(owner.ID)
	})
	return installation, err
}

// makeInstallation returns the installation's organization, made if there is
// none. Where two processes start at once, the store lets one of them make it.
func (s *Service) makeInstallation(ctx context.Context, actor directory.Actor) (directory.Organization, error) {
	installation, err := s.installation(ctx)
	if directory.CodeOf(err) != directory.NotFound {
		return installation, err
	}
	installation = directory.Organization{
		ID:        directory.OrganizationID(s.newID()),
		Name:      installationName,
		Kind:      directory.Installation,
		Status:    directory.OrganizationActive,
		LogDays:   directory.DefaultLogDays,
		CreatedAt: s.now(),
	}
	installation.UpdatedAt = installation.CreatedAt
	err = s.store.CreateOrganization(ctx, installation, installationLicenses, directory.Entry{
		At:       installation.CreatedAt,
		Kind:     directory.OrganizationCreated,
		Actor:    actor,
		Personal: &directory.Personal{Subject: installation.Name},
	})
	if directory.CodeOf(err) == directory.Taken {
		return s.installation(ctx)
	}
	return installation, err
}

func (s *Service) installation(ctx context.Context) (directory.Organization, error) {
	organizations, err := s.store.Organizations(ctx)
	if err != nil {
		return directory.Organization{}, err
	}
	for _, organization := range organizations {
		if organization.Kind == directory.Installation {
			return organization, nil
		}
	}
	return directory.Organization{}, ruleNobodyRuns.Refuse(directory.NotFound)
}

// FirstRun says whether nobody runs this installation yet: it has no active
// owner.
func (s *Service) FirstRun(ctx context.Context) (bool, error) {
	installation, err := s.installation(ctx)
	if directory.CodeOf(err) == directory.NotFound {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	owners, err := owners(s.store.View(ctx, installation.ID))
	return !slices.ContainsFunc(owners, active), err
}

// OwnerLink makes a link for the installation's oldest owner: an invitation
// before they joined, a sign-in link afterwards. It is the way back in for
// whoever holds the machine.
//
// Errors: NotFound before EnsureInstallation.
func (s *Service) OwnerLink(ctx context.Context, actor directory.Actor) (directory.Link, secret.Secret, error) {
	installation, err := s.installation(ctx)
	if err != nil {
		return directory.Link{}, secret.Secret{}, err
	}
	owners, err := owners(s.store.View(ctx, installation.ID))
	if err != nil {
		return directory.Link{}, secret.Secret{}, err
	}
	if len(owners) == 0 {
		return directory.Link{}, secret.Secret{}, ruleNoOwnerYet.Refuse(directory.NotFound)
	}
	chosen := owners[0]
	if i := slices.IndexFunc(owners, active); i >= 0 {
		chosen = owners[i]
	}
	return s.CreateMemberLink(ctx, actor, installation.ID, chosen.ID)
}

// owners lists the owners who are or will be able to sign in, the oldest first.
func owners(reader directory.Reader) ([]directory.Member, error) {
	found, err := reader.SearchMembers(directory.MemberSearch{
		Roles:    []directory.Role{directory.RoleOwner},
		Statuses: []directory.MemberStatus{directory.MemberActive, directory.MemberInvited},
		Limit:    installationLicenses,
	})
	slices.SortFunc(found, func(a, b directory.Member) int { return cmp.Compare(a.Ordinal, b.Ordinal) })
	return found, err
}

func active(member directory.Member) bool { return member.Status == directory.MemberActive }
