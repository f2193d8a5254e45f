package provisioning

import (
	"github.com/musterhq/muster/internal/directory"
)

// Return is what follows where a connection is turned on again, as far as people
// have edited what it asserted.
type Return struct {
	// Members and Teams will be overwritten by the first push.
	Members []OverwrittenMember
	Teams   []directory.Team
	// Edited counts all of both.
	Edited directory.EditedCounts
	// Ended will be created a second time, and Twice counts them.
	Ended []directory.Ended
	Twice directory.EndedCounts
}

// OverwrittenMember is a member with what the provider asserted last.
type OverwrittenMember struct {
	Member      directory.Member
	Name, Email string
	Active      bool
}

// ReadReturn reads what turning a connection on again will overwrite and create
// twice, at most so many of each. Its cost grows with what was edited alone.
func ReadReturn(reader directory.Reader, connection directory.Connection, limit int) (Return, error) {
	var found Return
	identities, err := reader.EditedIdentities(connection.ID, limit)
	if err != nil {
		return Return{}, err
	}
	if found.Members, err = overwrittenMembers(reader, connection.Policy, identities); err != nil {
		return Return{}, err
	}
	if found.Teams, err = reader.RenamedTeams(connection.ID, limit); err != nil {
		return Return{}, err
	}
	if found.Edited, err = reader.CountEdited(connection.ID); err != nil {
		return Return{}, err
	}
	if found.Ended, err = reader.EndedOf(connection.ID, limit); err != nil {
		return Return{}, err
	}
	found.Twice, err = reader.CountEnded(connection.ID)
	return found, err
}

// overwrittenMembers are those behind identities, as they are and as they will be.
func overwrittenMembers(reader directory.Reader, policy directory.Policy, identities []directory.Identity) ([]OverwrittenMember, error) {
	ids := make([]directory.IdentityID, len(identities))
	for i, identity := range identities {
		ids[i] = identity.ID
	}
	members, err := reader.IdentityMembers(ids)
	if err != nil {
		return nil, err
	}
	behind := make(map[directory.MemberID]directory.Member, len(members))
	for _, member := range members {
		behind[member.ID] = member
	}
	var list []OverwrittenMember
	for _, identity := range identities {
		member, is := behind[identity.Member]
		if !is {
			continue // removed here meanwhile
		}
		account := accountOf(policy, identity, identity.UpdatedAt)
		list = append(list, OverwrittenMember{Member: member, Name: account.Name, Email: account.Email, Active: identity.Active})
	}
	return list, nil
}
