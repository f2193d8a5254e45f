package sqlstore

import (
	"github.com/musterhq/muster/internal/directory"
)

// Whether somebody for whom no connection speaks has the address $17 is looked for in
// the statement itself: a statement of its own would cost every creation.
var insertIdentity = newStatement("create identity", `
	INSERT INTO identities (organization_id, identity_id, connection_id, place, member_id,
		user_name, user_name_key, user_name_is_email, has_addresses, external_id,
		name, emails, active, resource, created_at, updated_at)
	SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16
	WHERE NOT EXISTS (
		SELECT 1
		FROM members m
		WHERE m.organization_id = $1 AND m.unclaimed_address = $17 AND m.unclaimed_address <> '')
	ON CONFLICT (organization_id, connection_id, user_name_key) DO NOTHING`)

func (t *tx) CreateIdentity(identity directory.Identity) error {
	return t.createIdentity(identity, "")
}

func (t *tx) CreateFirstIdentity(identity directory.Identity, address string) error {
	return t.createIdentity(identity, directory.FoldLoosely(address))
}

// createIdentity stores an identity unless an unclaimed member has the address.
func (t *tx) createIdentity(identity directory.Identity, address string) error {
	shelf, err := t.shelf(identity.Connection)
	if err != nil {
		return err
	}
	place, err := shelf.place(identity.Ordinal)
	if err != nil {
		return err
	}
	if err := t.requireMemberOf(identity); err != nil {
		return err
	}
	keys, err := newIdentityKeys(identity.Assertion)
	if err != nil {
		return err
	}
	if address != "" && t.ledger.hasUnclaimed(address) {
		return t.whyNotCreated(identity)
	}
	affected, err := t.exec(insertIdentity,
		t.organization,
		string(identity.ID),
		string(identity.Connection),
		place,
		string(identity.Member),
		identity.UserName,
		keys.userName,
		keys.userNameIsEmail,
		len(keys.addresses) > 0,
		identity.ExternalID,
		identity.Name,
		textFromEmails(identity.Emails),
		identity.Active,
		bytesNotNull(identity.Resource),
		micros(identity.CreatedAt),
		micros(identity.UpdatedAt),
		address,
	)
	if err != nil {
		return err
	}
	if affected == 0 {
		return t.whyNotCreated(identity)
	}
	t.ledger.total(identity.Connection).identities++
	return t.insertAddresses(identity, keys.addresses)
}

// whyNotCreated returns the refusal of an identity that was not stored.
func (t *tx) whyNotCreated(identity directory.Identity) error {
	holder, err := t.UserNameHolder(identity.Connection, identity.UserName)
	if err != nil {
		return err
	}
	if holder != "" {
		return userNameTaken()
	}
	return directory.ErrAddressIsHeld
}
