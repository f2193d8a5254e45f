package provisioning

import (
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// setAccount lets a member follow what is asserted, tells it, and gives a license
// that became free to whoever is first in line. The entry has no number yet.
func setAccount(tx directory.Tx, caller Caller, account directory.Account, active bool, told directory.Entry) error {
	err := useLicense(tx, caller, &account, active, told.Member)
	if err != nil {
		return err
	}
	if told.License, err = tx.SetAccount(told.Member, account); err != nil {
		return err
	}
	if told.Number, err = tx.Append(told); err != nil {
		return err
	}
	return directory.ServeLine(tx, told)
}

// checkAttachment refuses to give an identity a member: one made by hand who may not
// be adopted, or a new one for whom no license is free.
func checkAttachment(tx directory.Reader, caller Caller, assertion directory.Assertion, at time.Time) error {
	existing, err := toAdopt(tx, caller, assertion, at)
	if err != nil {
		return err
	}
	if existing != nil {
		return checkLicense(tx, caller, assertion, existing.ID)
	}
	return checkLicense(tx, caller, assertion, "")
}

// attachMember gives an identity that has none a member, whose rules were checked: a
// new one, or the one made by hand who has the address. It returns the identity
// with that member.
func attachMember(tx directory.Tx, caller Caller, before, after directory.Identity, changes []directory.Change) (directory.Identity, error) {
	at := after.UpdatedAt
	existing, err := toAdopt(tx, caller, after.Assertion, at)
	if err != nil {
		return directory.Identity{}, err
	}
	store := func() error {
		_, err := tx.UpdateIdentity(before, after) // read in this transaction: nobody was faster
		return err
	}
	if existing != nil {
		after.Member = existing.ID
		err := adopt(tx, caller, *existing, &after, at, store)
		return after, err
	}
	seat, err := newSeat(tx, caller, after.Active)
	if err != nil {
		return directory.Identity{}, err
	}
	entry := caller.entry(directory.MemberCreated, at)
	entry.Identity, entry.Member, entry.License = after.ID, after.Member, seat.effect
	entry.Personal = &directory.Personal{Subject: shownName(after.Assertion), Changes: changes}
	number, err := tx.Append(entry)
	if err != nil {
		return directory.Identity{}, err
	}
	if err := seat.create(tx, newMember(caller.Connection.Policy, after, number, at)); err != nil {
		return directory.Identity{}, err
	}
	if err := seat.take(tx, after.Member); err != nil {
		return directory.Identity{}, err
	}
	return after, store()
}
