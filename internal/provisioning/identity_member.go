package provisioning

import (
	"github.com/musterhq/muster/internal/directory"
)

// setAccount lets a member follow what is asserted. That an active owner stays is
// for the store to hold: it costs nothing there, and looking first would cost
// every deactivation a read. So this rule alone is found broken after a write,
// which undoes the change and those that were committed with it; they run again.
func setAccount(tx directory.Tx, caller Caller, account directory.Account, member directory.MemberID) error {
	err := tx.SetAccount(member, account)
	if directory.CodeOf(err) != directory.Refused {
		return err
	}
	return directory.Errorf(directory.Refused,
		"%s is the last active owner and cannot be deactivated. Make somebody else an owner in the control panel, then retry in %s.",
		account.Name, caller.Connection.Provider.Name())
}

// attachMember makes a new member for an identity that has none.
func attachMember(tx directory.Tx, caller Caller, before, after directory.Identity, changes []directory.Change) error {
	at := after.UpdatedAt
	entry := caller.entry(directory.MemberCreated, at)
	entry.Identity, entry.Member = after.ID, after.Member
	entry.Personal = &directory.Personal{Subject: shownName(after.Assertion), Changes: changes}
	number, err := tx.Append(entry)
	if err != nil {
		return err
	}
	if err := tx.CreateMember(newMember(after, number, at)); err != nil {
		return err
	}
	if err := tx.TakeLicense(after.Member); err != nil {
		return err
	}
	_, err = tx.UpdateIdentity(before, after) // read in this transaction: nobody was faster
	return err
}
