package provisioning

import (
	"github.com/musterhq/muster/internal/directory"
)

// accountEmail is the member's address. The policy says whether it is the primary
// address, or the user name of a person without one, or always the user name.
func accountEmail(policy directory.Policy, assertion directory.Assertion) string {
	if policy.EmailSource == directory.EmailFromUserName {
		return assertion.UserName
	}
	if email := assertion.Email(); email != "" {
		return email
	}
	return assertion.UserName
}

// checkIdentifier refuses a primary address that another identity of the connection
// has, where the policy lets the provider tell people apart by it. Further
// addresses may be shared.
func checkIdentifier(tx directory.Reader, caller Caller, self directory.IdentityID, assertion directory.Assertion) error {
	email := assertion.Email()
	if caller.Connection.Policy.UniqueIdentifier != directory.IdentifiedByEmail || email == "" {
		return nil
	}
	query := directory.IdentityQuery{Key: directory.IdentityKey{By: directory.ByEmail, Value: email}, Limit: 100}
	for {
		found, err := tx.Identities(caller.Connection.ID, query)
		if err != nil {
			return err
		}
		for _, other := range found {
			if other.ID != self && directory.SameName(other.Email(), email) {
				return ruled(directory.Errorf(directory.Taken,
					"The email address %q is taken by the user %q with the id %s, and the connection's policy tells people apart by it; link to that user, or choose another address.",
					other.Email(), other.UserName, other.ID).About("email"), directory.Entry{}, shownName(assertion))
			}
		}
		if len(found) < query.Limit {
			return nil
		}
		query.After = found[len(found)-1].Ordinal
	}
}

// checkMove refuses to move somebody to the address of a member for whom no
// connection speaks. Whom people have moved, moves back.
func checkMove(tx directory.Reader, caller Caller, before directory.Identity, after directory.Assertion) error {
	policy := caller.Connection.Policy
	if !before.Edited && directory.SameName(accountEmail(policy, after), accountEmail(policy, before.Assertion)) {
		return nil
	}
	return checkAddress(tx, caller, after, "")
}

// checkAddress refuses the address of a member, other than self, for whom no
// connection speaks: only who is created adopts, and two members of one address
// could not be told apart.
func checkAddress(tx directory.Reader, caller Caller, assertion directory.Assertion, self directory.MemberID) error {
	holders, err := tx.UnclaimedMembers(accountEmail(caller.Connection.Policy, assertion))
	if err != nil {
		return err
	}
	for _, holder := range holders {
		if holder.ID != self {
			return ruled(directory.Errorf(directory.Taken,
				"%s has the address %s already and was made by hand in the control panel. Give the user another address, or change theirs under Members, then retry in %s.",
				holder.Name, holder.Email, caller.Connection.Provider.Name()).About("email"), directory.Entry{}, shownName(assertion))
		}
	}
	return nil
}
