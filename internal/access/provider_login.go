package access

import (
	"slices"
	"strings"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// signer is the member who signs in by a provider, and what is to be written about
// it.
type signer struct {
	member directory.Member
	login  directory.Login
	// first says that the provider's subject is tied to the member now.
	first bool
	// joins says that the member is made now.
	joins bool
	// over are members whose tie to the method ends: the provider's name for them
	// has changed.
	over   []directory.Member
	method directory.LoginMethod
}

// whoSignsIn finds out which member a provider means.
func (s *Service) whoSignsIn(tx directory.Tx, method directory.LoginMethod, proof ProviderProof, newcomer directory.MemberID, at time.Time) (signer, error) {
	who := signer{method: method}
	login, err := tx.Login(method.ID, proof.Subject)
	switch {
	case directory.CodeOf(err) == directory.NotFound:
	case err != nil:
		return signer{}, err
	default:
		if who.member, err = tx.Member(login.Member); err != nil {
			return signer{}, err
		}
		who.login = login
		counts, err := stillCalled(tx, who.member, proof)
		if err != nil || counts {
			return who, err
		}
		who.over = append(who.over, who.member)
	}
	who.first = true
	found := false
	if who.member, found, err = firstLogin(tx, method.ID, proof); err != nil {
		return signer{}, err
	}
	if !found {
		if who.member, err = newcomerOf(tx, method, proof, newcomer, at); err != nil {
			return signer{}, err
		}
		who.joins = true
	}
	tied, err := isTied(tx, who.member.ID, method.ID)
	if err != nil {
		return signer{}, err
	}
	switch {
	case tied && !proof.Renamable: // a second subject, or the first has become somebody else
		return signer{}, ruleAnotherSubject.Refuse(directory.Unauthorized)
	case tied && !slices.ContainsFunc(who.over, func(renamed directory.Member) bool { return renamed.ID == who.member.ID }):
		who.over = append(who.over, who.member)
	}
	who.login = directory.Login{Method: method.ID, Subject: proof.Subject, Member: who.member.ID, CreatedAt: at, UsedAt: at}
	return who, nil
}

// stillCalled says whether a tie by a name that the provider may change still
// means the member: the identity that speaks for them must have that name now.
// Whoever was renamed would otherwise leave their account to the next one who is
// called so. A connection that is off still says what they were called last. Where
// nothing speaks for a member, nothing contradicts the tie that they made
// themselves.
func stillCalled(reader directory.Reader, member directory.Member, proof ProviderProof) (bool, error) {
	if !proof.Renamable || member.Identity == "" {
		return true, nil
	}
	connections, err := reader.Connections()
	if err != nil {
		return false, err
	}
	for _, connection := range connections {
		identity, err := reader.Identity(connection.ID, member.Identity)
		if directory.CodeOf(err) == directory.NotFound {
			continue
		}
		if err != nil {
			return false, err
		}
		return directory.SameName(identity.UserName, proof.Subject), nil
	}
	return true, nil
}

// firstLogin finds the member of somebody whom the provider's subject does not
// name yet. It is a provisioned member of this organization whose identity has,
// in a connection that is on, exactly the user name that the provider says, in a
// domain that the organization has verified. An address alone finds nobody:
// whoever can choose an address would choose an owner's.
func firstLogin(reader directory.Reader, method directory.LoginMethodID, proof ProviderProof) (directory.Member, bool, error) {
	if proof.UserName == "" {
		return directory.Member{}, false, nil
	}
	verified, err := isVerified(reader, domainOf(proof.UserName))
	if err != nil || !verified {
		return directory.Member{}, false, err
	}
	connections, err := reader.Connections()
	if err != nil {
		return directory.Member{}, false, err
	}
	for _, connection := range connections {
		if connection.State != directory.ConnectionEnabled {
			continue
		}
		id, err := reader.UserNameHolder(connection.ID, proof.UserName)
		if err != nil {
			return directory.Member{}, false, notFoldable(err)
		}
		if id == "" {
			continue
		}
		identity, err := reader.Identity(connection.ID, id)
		if err != nil {
			return directory.Member{}, false, err
		}
		if identity.Member == "" { // it speaks for nobody; another connection's may
			continue
		}
		member, err := reader.Member(identity.Member)
		if err != nil {
			return directory.Member{}, false, err
		}
		is, err := isMeant(reader, method, member, proof)
		return member, is, err
	}
	return directory.Member{}, false, nil
}

// notFoldable lets a user name that nobody can have find nobody.
func notFoldable(err error) error {
	if directory.CodeOf(err) == directory.Invalid {
		return nil
	}
	return err
}

func isVerified(reader directory.Reader, domain string) (bool, error) {
	if domain == "" {
		return false, nil
	}
	domains, err := reader.Domains()
	return slices.ContainsFunc(domains, func(d directory.Domain) bool { return d.Name == domain && d.Verified() }), err
}

// newcomerOf is the member that somebody unknown becomes, where the login method
// lets people join by signing in: a member without any role, in a verified domain,
// for whom a license is free. Whom a connection knows, by their user name or by an
// address of theirs, does not join anew, or deactivating them there would not keep
// them out; and whom a connection cannot be asked about does not join beside it.
func newcomerOf(reader directory.Reader, method directory.LoginMethod, proof ProviderProof, id directory.MemberID, at time.Time) (directory.Member, error) {
	if !method.JustInTime {
		return directory.Member{}, ruleNobodyKnown.Refuse(directory.Unauthorized)
	}
	verified, err := isVerified(reader, domainOf(proof.Email))
	if err != nil {
		return directory.Member{}, err
	}
	if !verified {
		return directory.Member{}, ruleDomainUnverified.Refuse(directory.Unauthorized)
	}
	known, err := isKnownToConnection(reader, proof.UserName)
	if err != nil {
		return directory.Member{}, err
	}
	if known {
		return directory.Member{}, ruleNobodyKnown.Refuse(directory.Unauthorized)
	}
	member := directory.Member{
		ID:        id,
		JoinedBy:  method.ID,
		Name:      strings.TrimSpace(proof.Name),
		Email:     proof.Email,
		Role:      directory.RoleMember,
		Status:    directory.MemberActive,
		CreatedAt: at,
		UpdatedAt: at,
	}
	if member.Name == "" {
		member.Name = proof.Email
	}
	if err := member.Validate(); err != nil {
		return directory.Member{}, err
	}
	holders, err := reader.MembersByEmail(member.Email)
	if err != nil {
		return directory.Member{}, err
	}
	if len(holders) > 0 {
		return directory.Member{}, ruleAddressIsHeld.Refuse(directory.Unauthorized)
	}
	known, err = hasAddressInConnection(reader, member.Email)
	if err != nil {
		return directory.Member{}, err
	}
	if known {
		return directory.Member{}, ruleNobodyKnown.Refuse(directory.Unauthorized)
	}
	licenses, err := reader.Licenses()
	if err != nil {
		return directory.Member{}, err
	}
	if licenses.Free() == 0 {
		return directory.Member{}, ruleNoLicenseToJoin.Refuse(directory.NoLicense)
	}
	return member, nil
}

// isKnownToConnection says whether any connection, on or off, has somebody of this
// user name, whatever became of them. Somebody without a user name may be anybody
// whom a connection knows.
func isKnownToConnection(reader directory.Reader, userName string) (bool, error) {
	connections, err := reader.Connections()
	if err != nil || userName == "" {
		return len(connections) > 0, err
	}
	for _, connection := range connections {
		id, err := reader.UserNameHolder(connection.ID, userName)
		if err != nil || id != "" {
			return err == nil, notFoldable(err)
		}
	}
	return false, nil
}

// hasAddressInConnection says whether any connection, on or off, asserts the address
// of somebody, whatever became of them. A member who is gone holds their address no
// more; the identity that the provider deactivated still has it.
func hasAddressInConnection(reader directory.Reader, address string) (bool, error) {
	connections, err := reader.Connections()
	if err != nil {
		return false, err
	}
	for _, connection := range connections {
		found, err := reader.Identities(connection.ID, directory.IdentityQuery{
			Key:   directory.IdentityKey{By: directory.ByEmail, Value: address},
			Limit: 1,
		})
		if err != nil || len(found) > 0 {
			return len(found) > 0, err
		}
	}
	return false, nil
}

// settle writes what is new: the member, its license, and what ties it to the
// provider's subject.
func (w *signer) settle(tx directory.Tx, at time.Time) error {
	if !w.first {
		w.login.UsedAt = at
		return tx.UpdateLogin(w.login)
	}
	for _, renamed := range w.over {
		if err := tx.DeleteLogin(w.method.ID, renamed.ID); err != nil {
			return err
		}
		if err := w.keepName(tx, renamed); err != nil {
			return err
		}
	}
	actor := directory.Actor{Kind: directory.ActorMember, ID: string(w.member.ID), Name: w.member.Name}
	if w.joins {
		joined := memberEntry(actor, directory.MemberJoined, w.member, at,
			directory.Change{Field: "email", After: w.member.Email},
			directory.Change{Field: "joined_by", After: w.method.Name})
		joined.License = directory.LicenseTaken
		number, err := tx.Append(joined)
		if err != nil {
			return err
		}
		w.member.Ordinal = number
		if err := tx.CreateMember(w.member); err != nil {
			return err
		}
		if err := tx.TakeLicense(w.member.ID); err != nil {
			return err
		}
		w.member.Licensed = true
	} else if err := recordMember(tx, actor, directory.MemberLoginLinked, w.member, at,
		directory.Change{Field: "login_method", After: w.method.Name}); err != nil {
		return err
	}
	return tx.CreateLogin(w.login)
}
