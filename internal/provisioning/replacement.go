package provisioning

import (
	"github.com/musterhq/muster/internal/directory"
)

// Where the policy replaces people whose user name changes, the account is
// invalidated: it is deactivated, its sessions end. A new
// one takes its place behind the same identity, with its license or place in line,
// and with the identity its pushed teams; whether it is active is what the provider asserts. The SCIM id stays.
//
// The new account begins as any that a provider makes: SCIM grants no role and
// touches no manual team, so both stay with the old one, for people to pass on.
// What tied the person's sign-in at a provider to the old account ends, or they
// would be turned away for ever: the next sign-in, under the new name, ties them to
// the new one.

// replaces says that an edit gives another account its place. Only another case of
// the letters is the same user name, and nobody's account cannot be replaced.
func (p identityPlan) replaces(caller Caller) bool {
	return caller.Connection.Policy.UserNameChange == directory.ReplaceRenamed && p.before.Member != "" &&
		!directory.SameName(p.before.UserName, p.after.UserName)
}

// checkReplaceable refuses to end the account of somebody whom the policy keeps from
// the provider. Nothing waits: the provider sends a user name again.
func checkReplaceable(tx directory.Reader, caller Caller, id directory.MemberID) error {
	if caller.Connection.Policy.ProtectAdmins != directory.ProtectRoles {
		return nil
	}
	old, err := tx.Member(id)
	if err != nil || !old.Role.Manages() || old.Status == directory.MemberDeactivated {
		return err
	}
	return ruled(directory.Errorf(directory.Refused,
		"%s is %s here, whose account this connection's policy lets nobody replace by a changed user name. Open Members › %s in the control panel and change the role to Member, then retry in %s.",
		old.Name, withArticle(old.Role), old.Name, caller.Connection.Provider.Name()), directory.Entry{Member: old.ID}, old.Name)
}

// notReplaced says why the store refused to invalidate an account.
func notReplaced(caller Caller, old directory.Member, err error) error {
	if directory.CodeOf(err) != directory.Refused {
		return err
	}
	return ruled(directory.Errorf(directory.Refused,
		"%s is the last active owner and cannot be replaced. Make somebody else an owner in the control panel, then retry in %s.",
		old.Name, caller.Connection.Provider.Name()), directory.Entry{Member: old.ID}, old.Name)
}

// checkReplacement refuses to end the account of somebody whom the policy protects,
// and a replacement for whom no license is free: the old account's is, if it has
// one.
func checkReplacement(tx directory.Reader, caller Caller, plan identityPlan) error {
	if err := checkReplaceable(tx, caller, plan.before.Member); err != nil {
		return err
	}
	return checkLicense(tx, caller, plan.after, plan.before.Member)
}

// replaceMember invalidates the member behind before and makes the one behind
// after.
func replaceMember(tx directory.Tx, caller Caller, before, after directory.Identity, changes []directory.Change) error {
	at := after.UpdatedAt
	old, err := tx.Member(before.Member)
	if err != nil {
		return err
	}
	logins, err := tx.Logins(old.ID)
	if err != nil {
		return err
	}
	seat, err := inheritedSeat(tx, caller, old, after.Active)
	if err != nil {
		return err
	}
	entry := caller.entry(directory.MemberReplaced, at)
	entry.Identity, entry.Member, entry.Successor, entry.License = after.ID, old.ID, after.Member, seat.effect
	entry.Personal = &directory.Personal{Subject: old.Name, Named: []string{shownName(after.Assertion)}, Changes: changes}
	if entry.Number, err = tx.Append(entry); err != nil {
		return err
	}
	if err := seat.create(tx, newMember(caller.Connection.Policy, after, entry.Number, at)); err != nil {
		return err
	}
	invalidated := directory.Account{Name: old.Name, Email: old.Email, Status: directory.MemberDeactivated, UpdatedAt: at}
	if _, err := tx.SetAccount(old.ID, invalidated); err != nil {
		return notReplaced(caller, old, err)
	}
	for _, login := range logins {
		if err := tx.DeleteLogin(login.Method, old.ID); err != nil {
			return err
		}
	}
	if err := seat.take(tx, after.Member); err != nil {
		return err
	}
	if _, err := tx.UpdateIdentity(before, after); err != nil { // read in this transaction: nobody was faster
		return err
	}
	return directory.ServeLine(tx, entry)
}
