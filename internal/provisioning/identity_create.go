package provisioning

import (
	"cmp"
	"context"
	"errors"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// CreateIdentity makes an identity and the member behind it, who takes a
// license when the assertion is active, or comes in line for one where the
// connection's policy says so. A member whose identity was deleted, and who stayed,
// is found again by the external id; where a member who was made by hand has the
// address, that one is adopted, as the policy allows.
//
// Errors: Invalid for an assertion that cannot be kept, Taken when the
// connection has an identity of this user name, active or not, or of this address
// where the policy tells people apart by it, and where a member who was made by
// hand has the address and is not adopted, and NoLicense when none is free and the
// policy is to reject; the last two leave a notice in the journal.
func (s *Service) CreateIdentity(ctx context.Context, caller Caller, assertion directory.Assertion) (directory.Identity, error) {
	if err := assertion.Validate(); err != nil {
		return directory.Identity{}, err
	}
	returning, err := s.returningIdentity(ctx, caller, assertion)
	if err != nil {
		return directory.Identity{}, err
	}
	if returning != "" {
		return s.returnIdentity(ctx, caller, returning, assertion)
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

	refusal, err := s.arrive(ctx, caller, &identity, createIdentity)
	if errors.Is(err, directory.ErrAddressIsHeld) { // told by the write: looking first would cost every creation
		refusal, err = s.arrive(ctx, caller, &identity, adoptOrCreateIdentity)
	}
	if err := cmp.Or(err, refusal); err != nil {
		return directory.Identity{}, s.noteRefused(ctx, caller, err)
	}
	return identity, nil
}

// arrival makes an identity with the member behind it, or returns why not. An error
// undoes what it did, a refusal keeps what it noted.
type arrival func(tx directory.Tx, caller Caller, identity *directory.Identity) (refusal, err error)

// arrive runs an arrival and leaves in identity what it made of it.
func (s *Service) arrive(ctx context.Context, caller Caller, identity *directory.Identity, arrival arrival) (refusal, err error) {
	var arrived directory.Identity
	err = s.Store.Update(ctx, caller.organization(), func(tx directory.Tx) error {
		arrived = *identity
		var err error
		refusal, err = arrival(tx, caller, &arrived)
		if err != nil || refusal != nil {
			return err
		}
		if err := noteDuplicate(tx, caller, arrived); err != nil || arrived.Member == identity.Member {
			return err
		}
		return s.Inactive.Settle(tx, caller.Request, arrived.CreatedAt) // who was here already may be another owner
	})
	if err == nil && refusal == nil {
		*identity = arrived
	}
	return refusal, err
}

// createIdentity makes an identity with a new member, or answers ErrAddressIsHeld.
func createIdentity(tx directory.Tx, caller Caller, identity *directory.Identity) (refusal, err error) {
	return createIdentityWith(tx, caller, identity, tx.CreateFirstIdentity)
}

// createIdentityBeside is createIdentity also where somebody could be adopted.
func createIdentityBeside(tx directory.Tx, caller Caller, identity *directory.Identity) (refusal, err error) {
	return createIdentityWith(tx, caller, identity, func(identity directory.Identity, _ string) error {
		return tx.CreateIdentity(identity)
	})
}

func createIdentityWith(tx directory.Tx, caller Caller, identity *directory.Identity, store func(identity directory.Identity, address string) error) (refusal, err error) {
	at, assertion := identity.CreatedAt, identity.Assertion
	if err := checkIdentifier(tx, caller, identity.ID, assertion); err != nil {
		return nil, err
	}
	left, err := whoLeft(tx, caller, assertion)
	if err != nil {
		return nil, err
	}
	if refusal := checkLicense(tx, caller, assertion, left.ID); refusal != nil {
		if err := checkUserName(tx, identity.Connection, identity.ID, assertion.UserName); err != nil {
			return nil, err
		}
		if err := checkNobodyToAdopt(tx, caller, assertion); err != nil {
			return nil, err
		}
		return refusal, recordRefusal(tx, caller, *identity, refusal, at)
	}

	if left.ID != "" {
		return nil, takeBack(tx, caller, identity, left)
	}
	seat, err := newSeat(tx, caller, assertion.Active)
	if err != nil {
		return nil, err
	}
	entry := caller.entry(directory.MemberCreated, at)
	entry.Identity, entry.Member, entry.License = identity.ID, identity.Member, seat.effect
	entry.Personal = &directory.Personal{Subject: shownName(assertion)}
	if identity.Ordinal, err = tx.Append(entry); err != nil {
		return nil, err
	}
	member := newMember(caller.Connection.Policy, *identity, identity.Ordinal, at)
	if err := seat.create(tx, member); err != nil {
		return nil, err
	}
	// This is the first write, and the rules it can break are the user name's, which
	// the store looks for anyway, and that nobody has the address who could be
	// adopted.
	if err := store(*identity, member.Email); err != nil {
		return nil, cmp.Or(checkUserName(tx, identity.Connection, identity.ID, assertion.UserName), err)
	}
	return nil, seat.take(tx, member.ID)
}

// adoptOrCreateIdentity makes an identity with the member who has the address, or
// with a new one where they are gone by now.
func adoptOrCreateIdentity(tx directory.Tx, caller Caller, identity *directory.Identity) (refusal, err error) {
	at, assertion := identity.CreatedAt, identity.Assertion
	if err := checkUserName(tx, identity.Connection, identity.ID, assertion.UserName); err != nil {
		return nil, err
	}
	if err := checkIdentifier(tx, caller, identity.ID, assertion); err != nil {
		return nil, err
	}
	beside, err := besideWhoEnded(tx, caller, assertion)
	if err != nil {
		return nil, err
	}
	if beside {
		return createIdentityBeside(tx, caller, identity)
	}
	member, refusal := toAdopt(tx, caller, assertion, at)
	if member == nil && refusal == nil {
		return createIdentity(tx, caller, identity)
	}
	if refusal == nil {
		refusal = checkLicense(tx, caller, assertion, member.ID)
	}
	if refusal != nil {
		return refusal, recordRefusal(tx, caller, *identity, refusal, at)
	}
	identity.Member = member.ID
	return nil, adopt(tx, caller, *member, identity, at, func() error { return tx.CreateIdentity(*identity) })
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

// newMember is the member that an identity begins with. What they may do is for
// their seat to say.
func newMember(policy directory.Policy, identity directory.Identity, ordinal int64, at time.Time) directory.Member {
	account := accountOf(policy, identity, at)
	return directory.Member{
		ID:        identity.Member,
		Ordinal:   ordinal,
		Origin:    identity.Connection,
		Identity:  identity.ID,
		Name:      account.Name,
		Email:     account.Email,
		Role:      directory.RoleMember,
		CreatedAt: at,
		UpdatedAt: at,
	}
}
