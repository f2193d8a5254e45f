package administration

import "github.com/musterhq/muster/internal/directory"

// rememberName keeps what the provider calls somebody whom it made, when they are
// given a role with which they manage the organization: that person was meant, and
// SCIM may call the identity after anybody later. access lets a first sign-in
// through under this name alone. For whoever was adopted the name of the adoption
// stays, which an owner has seen.
func rememberName(tx directory.Tx, before, after directory.Member) error {
	if before.Role.Manages() || !after.Role.Manages() || after.Origin == "" {
		return nil
	}
	remembered := directory.Adoption{Member: after.ID, Connection: after.Origin}
	if after.Identity != "" { // else it has no name for them, and none lets anybody in
		identity, err := tx.Identity(after.Origin, after.Identity)
		if err != nil {
			return err
		}
		remembered.UserName = identity.UserName
	}
	return tx.PutAdoption(remembered)
}
