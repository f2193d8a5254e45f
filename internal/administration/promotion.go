package administration

import "github.com/musterhq/muster/internal/directory"

// rememberName keeps what the provider calls somebody for whom it speaks, when they
// are given a role with which they manage the organization: that person was meant, and
// SCIM may call the identity after anybody later. access lets a first sign-in
// through under this name alone.
func rememberName(tx directory.Tx, before, after directory.Member) error {
	connection := after.Connection()
	if before.Role.Manages() || !after.Role.Manages() || connection == "" {
		return nil
	}
	remembered := directory.Adoption{Member: after.ID, Connection: connection}
	noted, err := tx.Adoptions([]directory.MemberID{after.ID})
	if err != nil {
		return err
	}
	for _, adoption := range noted {
		if adoption.Connection == connection {
			remembered = adoption // when they were adopted stays
		}
	}
	switch {
	case after.Identity == "" && !remembered.AdoptedAt.IsZero():
		return nil // the name of the adoption stays on show; nobody is called by it now
	case after.Identity == "":
		// it has no name for them, and none lets anybody in
	default:
		identity, err := tx.Identity(connection, after.Identity)
		if err != nil {
			return err
		}
		remembered.UserName = identity.UserName
	}
	return tx.PutAdoption(remembered)
}
