package provisioning

import (
	"github.com/musterhq/muster/internal/directory"
)

// accountOf returns the member behind an identity where the next assertion makes
// another of them, and the zero Member where nobody follows.
func accountOf(tx directory.Reader, identity directory.Identity, next directory.Assertion) (directory.Member, error) {
	if identity.Member == "" || sameAccount(identity.Assertion, next) {
		return directory.Member{}, nil
	}
	return tx.Member(identity.Member)
}

// checkLastOwner refuses to end the last active owner of an organization: nobody
// could make another.
func checkLastOwner(tx directory.Reader, caller Caller, account directory.Member, next directory.Assertion) error {
	if next.Active || account.Role != directory.RoleOwner || account.Status != directory.MemberActive {
		return nil
	}
	owners, err := tx.SearchMembers(directory.MemberSearch{
		Roles:    []directory.Role{directory.RoleOwner},
		Statuses: []directory.MemberStatus{directory.MemberActive},
		Limit:    2,
	})
	if err != nil || len(owners) > 1 {
		return err
	}
	return directory.Errorf(directory.Refused,
		"%s is the last active owner and cannot be deactivated. Make somebody else an owner in the control panel, then retry in %s.",
		account.Name, caller.Connection.Provider.Name())
}

// needsLicense says whether an edit lets somebody work who could not: the
// provider said so before only where nobody here decided otherwise while the
// connection was off.
func needsLicense(account directory.Member, current directory.Identity, next directory.Assertion) bool {
	if !next.Active {
		return false
	}
	return !current.Active || current.Member == "" || account.ID != "" && !account.Licensed
}

// lacksMember says whether somebody is asserted to work whose member is gone: it
// was removed here, and what the provider says stayed.
func lacksMember(identity directory.Identity) bool { return identity.Active && identity.Member == "" }

// attachMember makes a new member for an identity that has none.
func attachMember(tx directory.Tx, caller Caller, identity directory.Identity, changes []directory.Change) error {
	at := identity.UpdatedAt
	entry := caller.entry(directory.MemberCreated, at)
	entry.Identity, entry.Member = identity.ID, identity.Member
	entry.Personal = &directory.Personal{Subject: shownName(identity.Assertion), Changes: changes}
	number, err := tx.Append(entry)
	if err != nil {
		return err
	}
	member := directory.Member{
		ID:        identity.Member,
		Ordinal:   number,
		Origin:    identity.Connection,
		Identity:  identity.ID,
		Role:      directory.RoleMember,
		CreatedAt: at,
	}
	assume(&member, identity.Assertion, at)
	if err := tx.CreateMember(member); err != nil {
		return err
	}
	if err := tx.TakeLicense(member.ID); err != nil {
		return err
	}
	return tx.UpdateIdentity(identity)
}
