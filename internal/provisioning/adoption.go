package provisioning

import (
	"errors"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// A member who was made by hand and has the address of somebody whom a provider
// creates is adopted: they stay who they are, with their id, role, manual teams,
// sessions and license, and the connection speaks for them from then on. Whoever
// was invited is active then, and the invitation ends.
//
// What keeps this from being a way to take over an account:
//
//   - only who is created adopts. A user whose address changes never does, and is
//     refused the address of such a member (checkMove);
//   - an owner or administrator is adopted after an owner has confirmed it, for that
//     connection, for that user name, once, within a day;
//   - one who manages the organization signs in through a provider for the first time
//     only under the user name that an owner confirmed, or that they had when they
//     were given the role, whatever SCIM makes of it later (access);
//   - an address is no way to sign in: a password stays its member's.

// unadopted is the refusal to create somebody beside a member who was made by hand.
type unadopted struct {
	refusal *directory.Error
	member  directory.Member
}

func (u *unadopted) Error() string { return u.refusal.Error() }

// Unwrap shows the refusal to whoever maps its code.
func (u *unadopted) Unwrap() error { return u.refusal }

// toAdopt returns the member whom an assertion means and no connection speaks for,
// or nil, or refuses: by the policy, where several have the address, and for an
// owner or administrator whom no owner has confirmed.
func toAdopt(tx directory.Reader, caller Caller, assertion directory.Assertion, at time.Time) (*directory.Member, error) {
	policy, provider := caller.Connection.Policy, caller.Connection.Provider.Name()
	found, err := tx.UnclaimedMembers(accountEmail(policy, assertion))
	if err != nil || len(found) == 0 {
		return nil, err
	}
	member := found[0]
	refuse := func(format string, args ...any) error {
		return &unadopted{refusal: directory.Errorf(directory.Taken, format, args...).About("email"), member: member}
	}
	switch {
	case policy.ExistingMember == directory.RefuseExisting:
		return nil, refuse("%s has the address %s already and was made by hand in the control panel; the connection's policy keeps %s from taking them over. Remove them under Members, or let the policy adopt them, then retry in %s.",
			member.Name, member.Email, provider, provider)
	case len(found) > 1:
		return nil, refuse("%d members have the address %s already. Remove all but one of them under Members, then retry in %s.",
			len(found), member.Email, provider)
	case !member.Role.Manages():
		return &member, nil
	}
	adoption, err := adoptionOf(tx, member.ID, caller.Connection.ID)
	if err != nil {
		return nil, err
	}
	if adoption.Confirmed(assertion.UserName, at) {
		return &member, nil
	}
	if adoption.Stands(at) && !directory.SameName(adoption.UserName, assertion.UserName) {
		return nil, refuse("%s is %s here already, and %s has asked for them as %s. Give the user that name, or retry in %s after %s.",
			member.Name, withArticle(member.Role), provider, adoption.UserName, provider, adoption.StandsUntil().UTC().Format("2006-01-02 15:04 UTC"))
	}
	return nil, refuse("%s is %s here already, and is linked to %s only once an owner has confirmed it. Open Members › %s › Link to %s, then retry.",
		member.Name, withArticle(member.Role), provider, member.Name, provider)
}

func withArticle(role directory.Role) string {
	if role == directory.RoleMember {
		return "a member"
	}
	return "an " + string(role)
}

// adoptionOf returns what a connection wants with a member.
func adoptionOf(reader directory.Reader, member directory.MemberID, connection directory.ConnectionID) (directory.Adoption, error) {
	adoptions, err := reader.Adoptions([]directory.MemberID{member})
	for _, adoption := range adoptions {
		if adoption.Connection == connection {
			return adoption, err
		}
	}
	return directory.Adoption{Member: member, Connection: connection}, err
}

// adopt lets an identity speak for a member who was made by hand; store writes the
// identity, whose Ordinal is the number of the entry where it is new.
func adopt(tx directory.Tx, caller Caller, member directory.Member, identity *directory.Identity, at time.Time, store func() error) error {
	account := accountOf(caller.Connection.Policy, *identity, at)
	account.AdoptedBy = caller.Connection.ID
	if err := useLicense(tx, caller, &account, identity.Active, member.ID); err != nil {
		return err
	}
	entry := caller.entry(directory.MemberAdopted, at)
	entry.Identity, entry.Member, entry.License = identity.ID, member.ID, effectOf(account, member)
	entry.Personal = &directory.Personal{Subject: account.Name, Changes: adoptionChanges(member, account)}
	var err error
	if entry.Number, err = tx.Append(entry); err != nil {
		return err
	}
	if identity.Ordinal == 0 {
		identity.Ordinal = entry.Number
	}
	if err := store(); err != nil {
		return err
	}
	if _, err := tx.SetAccount(member.ID, account); err != nil {
		return err
	}
	if err := tx.LeaveAs(member.ID, ""); err != nil { // adopted before, and deleted
		return err
	}
	if err := directory.ServeLine(tx, entry); err != nil {
		return err
	}
	adoption, err := adoptionOf(tx, member.ID, caller.Connection.ID)
	if err != nil {
		return err
	}
	adoption.UserName, adoption.ConfirmedAt, adoption.AdoptedAt = identity.UserName, time.Time{}, at
	if err := tx.PutAdoption(adoption); err != nil {
		return err
	}
	if member.Status != directory.MemberInvited {
		return nil
	}
	return tx.RevokeLinks(member.ID, at)
}

// adoptionChanges are what an adoption makes of the member's own values.
func adoptionChanges(member directory.Member, account directory.Account) []directory.Change {
	var changes []directory.Change
	for _, change := range []directory.Change{
		{Field: "name", Before: member.Name, After: account.Name},
		{Field: "email", Before: member.Email, After: account.Email},
		{Field: "status", Before: string(member.Status), After: string(account.Status)},
	} {
		if change.Before != change.After {
			changes = append(changes, change)
		}
	}
	return changes
}

// recordUnadopted notes that a connection was refused a member, once until it
// adopts them, and returns any other refusal. What is asked stands for a day, and
// what an owner has confirmed as long as it counts: whoever asks meanwhile under
// another name neither takes that away nor comes in its place.
func recordUnadopted(tx directory.Tx, caller Caller, identity directory.Identity, refusal error, at time.Time) error {
	var unadopted *unadopted
	if !errors.As(refusal, &unadopted) {
		return refusal
	}
	adoption, err := adoptionOf(tx, unadopted.member.ID, caller.Connection.ID)
	if err != nil {
		return err
	}
	if adoption.Asks() && directory.SameName(adoption.UserName, identity.UserName) {
		return nil
	}
	entry := caller.entry(directory.NoticeNotAdopted, at)
	entry.Member = unadopted.member.ID
	entry.Personal = &directory.Personal{
		Subject: unadopted.member.Name,
		Named:   []string{identity.UserName},
		Reason:  refusal.Error(),
	}
	stands := adoption.Stands(at)
	if stands {
		told, err := toldAlready(tx, entry)
		if err != nil || told {
			return err
		}
	}
	if _, err := tx.Append(entry); err != nil || stands {
		return err
	}
	adoption.UserName, adoption.AskedAt, adoption.ConfirmedAt = identity.UserName, at, time.Time{}
	return tx.PutAdoption(adoption)
}

// checkNobodyToAdopt answers ErrAddressIsHeld where somebody could be adopted.
func checkNobodyToAdopt(tx directory.Reader, caller Caller, assertion directory.Assertion) error {
	found, err := tx.UnclaimedMembers(accountEmail(caller.Connection.Policy, assertion))
	if err != nil || len(found) == 0 {
		return err
	}
	return directory.ErrAddressIsHeld
}
