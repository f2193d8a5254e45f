package access

import (
	"slices"

	"github.com/musterhq/muster/internal/directory"
)

// isMeant says whether the user name that an identity has now may be the first
// sign-in of the member behind it. One who manages the organization has to come
// under the name that people knew them by when they gave or confirmed that role:
// SCIM may call the identity after anybody since.
func isMeant(reader directory.Reader, method directory.LoginMethodID, member directory.Member, proof ProviderProof) (bool, error) {
	if !member.Role.Manages() {
		return member.Provisioned(), nil
	}
	name, noted, err := rememberedName(reader, member)
	if err != nil {
		return false, err
	}
	if noted {
		return directory.SameName(name, proof.UserName), nil
	}
	// The role was given before names were remembered. Nothing says what they were
	// called then but the name that they came in by since.
	if proof.Renamable {
		logins, err := reader.Logins(member.ID)
		if err != nil {
			return false, err
		}
		i := slices.IndexFunc(logins, func(login directory.Login) bool { return login.Method == method })
		if i >= 0 && !directory.SameName(logins[i].Subject, proof.UserName) {
			return false, nil
		}
	}
	return member.Origin != "", nil
}

// rememberedName returns what the connection that speaks for a member called them
// when people gave them their role or let it adopt them, where that was noted.
func rememberedName(reader directory.Reader, member directory.Member) (name string, noted bool, err error) {
	adoptions, err := reader.Adoptions([]directory.MemberID{member.ID})
	for _, adoption := range adoptions {
		if adoption.Connection == member.Connection() {
			return adoption.UserName, true, err
		}
	}
	return "", false, err
}

// keepName notes under which name somebody came in who manages the organization and
// whose tie has just gone to another person of that name. Without it nothing would
// say any more whom their account may be opened to.
func (w *signer) keepName(tx directory.Tx, renamed directory.Member) error {
	if renamed.ID == w.member.ID || renamed.Origin == "" || !renamed.Role.Manages() {
		return nil
	}
	_, noted, err := rememberedName(tx, renamed)
	if err != nil || noted {
		return err
	}
	return tx.PutAdoption(directory.Adoption{Member: renamed.ID, Connection: renamed.Origin, UserName: w.login.Subject})
}
