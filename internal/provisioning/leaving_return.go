package provisioning

import (
	"cmp"

	"github.com/musterhq/muster/internal/directory"
)

// whoLeft returns the member whom the provider deleted and creates again, by the
// externalId, or the zero member. Somebody who has a role and works here by
// people's decision since is not handed to a provider without their knowing, nor
// one who was made by hand: an owner is asked again before they are adopted.
func whoLeft(tx directory.Tx, caller Caller, assertion directory.Assertion) (directory.Member, error) {
	id, err := tx.MemberWhoLeft(caller.Connection.ID, assertion.ExternalID)
	if err != nil || id == "" {
		return directory.Member{}, err
	}
	member, err := tx.Member(id)
	if err != nil || member.Role.Manages() && (member.Status != directory.MemberDeactivated || member.AdoptedBy != "") {
		return directory.Member{}, err
	}
	return member, nil
}

// takeBack lets the identity speak for the member who left, under its new id. That
// a license is theirs or free was checked. Under another address they are moved to
// it, as by an edit.
func takeBack(tx directory.Tx, caller Caller, identity *directory.Identity, member directory.Member) error {
	if err := checkAddress(tx, caller, identity.Assertion, member.ID); err != nil {
		return err
	}
	identity.Member = member.ID
	account := accountOf(caller.Connection.Policy, *identity, identity.CreatedAt)
	if err := useLicense(tx, caller, &account, identity.Active, member.ID); err != nil {
		return err
	}
	entry := leavingEntry(caller, directory.MemberAttached, *identity, identity.CreatedAt)
	entry.License = effectOf(account, member)
	var err error
	if entry.Number, err = tx.Append(entry); err != nil {
		return err
	}
	identity.Ordinal = entry.Number
	if err := tx.CreateIdentity(*identity); err != nil {
		return cmp.Or(checkUserName(tx, identity.Connection, identity.ID, identity.UserName), err)
	}
	if _, err := tx.SetAccount(member.ID, account); err != nil {
		return err
	}
	if err := tx.LeaveAs(member.ID, ""); err != nil {
		return err
	}
	return directory.ServeLine(tx, entry)
}
