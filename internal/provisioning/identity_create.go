package provisioning

import (
	"cmp"
	"context"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// CreateIdentity makes an identity and the member behind it, who takes a
// license when the assertion is active.
//
// Errors: Invalid for an assertion that cannot be kept, Taken when the
// connection has an identity of this user name, active or not, and NoLicense
// when none is free; that refusal leaves a notice in the journal.
func (s *Service) CreateIdentity(ctx context.Context, caller Caller, assertion directory.Assertion) (directory.Identity, error) {
	if err := assertion.Validate(); err != nil {
		return directory.Identity{}, err
	}
	now := s.now()
	identity := directory.Identity{
		Connection: caller.Connection.ID,
		ID:         directory.IdentityID(s.NewID()),
		Member:     directory.MemberID(s.NewID()),
		Assertion:  assertion,
		CreatedAt:  now,
		UpdatedAt:  now,
	}

	var refusal error
	err := s.Store.Update(ctx, caller.organization(), func(tx directory.Tx) error {
		refusal = nil
		if refusal = checkLicense(tx, caller, assertion); refusal != nil {
			if err := checkUserName(tx, identity.Connection, identity.ID, assertion.UserName); err != nil {
				return err
			}
			return recordNoLicense(tx, caller, identity, refusal, now)
		}

		entry := caller.entry(directory.MemberCreated, now)
		entry.Identity, entry.Member = identity.ID, identity.Member
		entry.Personal = &directory.Personal{Subject: shownName(assertion)}
		number, err := tx.Append(entry)
		if err != nil {
			return err
		}
		identity.Ordinal = number
		member := newMember(identity, number, now)
		if err := tx.CreateMember(member); err != nil {
			return err
		}
		// This is the first write, and the one rule it can break is the user
		// name's: the store looks for it anyway.
		if err := tx.CreateIdentity(identity); err != nil {
			return cmp.Or(checkUserName(tx, identity.Connection, identity.ID, assertion.UserName), err)
		}
		if !assertion.Active {
			return nil
		}
		return tx.TakeLicense(member.ID)
	})
	if err == nil {
		err = refusal
	}
	if err != nil {
		return directory.Identity{}, err
	}
	return identity, nil
}

// checkUserName refuses a user name that another identity of the connection
// holds. Deactivated people keep theirs: only deleting or renaming frees it.
func checkUserName(tx directory.Reader, connection directory.ConnectionID, self directory.IdentityID, userName string) error {
	holder, err := tx.UserNameHolder(connection, userName)
	if err != nil || holder == "" || holder == self {
		return err
	}
	other, err := tx.Identity(connection, holder) // for the name as it is spelled there
	if err != nil {
		return err
	}
	refusal := directory.Errorf(directory.Taken,
		"The user name %q is taken by the user with the id %s; link to that user, or choose another user name.", other.UserName, other.ID)
	refusal.Field = "user name"
	return refusal
}

// newMember is the member that an identity begins with.
func newMember(identity directory.Identity, ordinal int64, at time.Time) directory.Member {
	account := accountOf(identity, at)
	return directory.Member{
		ID:        identity.Member,
		Ordinal:   ordinal,
		Origin:    identity.Connection,
		Identity:  identity.ID,
		Name:      account.Name,
		Email:     account.Email,
		Role:      directory.RoleMember,
		Status:    account.Status(),
		CreatedAt: at,
		UpdatedAt: at,
	}
}
