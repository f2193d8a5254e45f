package api

import (
	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/provisioning"
)

// origins are an organization's connections by id, with which rows say who made
// them.
type origins map[directory.ConnectionID]directory.Connection

func readOrigins(reader directory.Reader) (origins, error) {
	connections, err := reader.Connections()
	if err != nil {
		return nil, err
	}
	known := make(origins, len(connections))
	for _, connection := range connections {
		known[connection.ID] = connection
	}
	return known, nil
}

// show says who made something.
func (o origins) show(id directory.ConnectionID) Origin {
	if id == "" {
		return Origin{Kind: originManual}
	}
	connection := o[id]
	provider, on := Provider(connection.Provider), connection.State == directory.ConnectionEnabled
	return Origin{Kind: originConnection, ConnectionID: &id, Provider: &provider, ProviderName: connection.Provider.Name(), On: &on}
}

func (o origins) reference(id directory.ConnectionID) *ConnectionReference {
	connection, known := o[id]
	if !known {
		return nil
	}
	return &ConnectionReference{ID: id, Provider: Provider(connection.Provider), ProviderName: connection.Provider.Name()}
}

// membersOf shows members, with the teams of all of them from one statement, and
// from another what is asserted about them.
func membersOf(reader directory.Reader, found []directory.Member) ([]Member, error) {
	if len(found) == 0 {
		return []Member{}, nil
	}
	known, err := readOrigins(reader)
	if err != nil {
		return nil, err
	}
	ids := make([]directory.MemberID, len(found))
	for i, member := range found {
		ids[i] = member.ID
	}
	active, err := assertedActive(reader, found)
	if err != nil {
		return nil, err
	}
	pending, err := pendingOf(reader)
	if err != nil {
		return nil, err
	}
	memberships, err := reader.TeamsOfMembers(ids)
	if err != nil {
		return nil, err
	}
	teams := make(map[directory.MemberID][]MemberTeam, len(found))
	for _, membership := range memberships {
		teams[membership.Member] = append(teams[membership.Member], memberTeamOf(membership))
	}
	adoptions, err := adoptionsOf(reader, found)
	if err != nil {
		return nil, err
	}
	duplicates, err := duplicatesOfMembers(reader, ids)
	if err != nil {
		return nil, err
	}
	shown := make([]Member, len(found))
	for i, member := range found {
		shown[i] = memberOf(member, known, active[member.Identity], teams[member.ID])
		shown[i].Pending = pending[member.ID]
		shown[i].Duplicates = append(shown[i].Duplicates, duplicates[member.ID]...)
		shown[i].Adopted = adoption(member, adoptions[member.ID])
		shown[i].AskedFor = known.adoptionRequests(member, adoptions[member.ID])
	}
	return shown, nil
}

// member shows one member.
func (s *Server) member(c *call, id directory.MemberID) (MemberDetail, error) {
	reader := c.view()
	found, err := reader.Member(id)
	if err != nil {
		return MemberDetail{}, err
	}
	shown, err := membersOf(reader, []directory.Member{found})
	if err != nil {
		return MemberDetail{}, err
	}
	if found.InLine() {
		shown[0].Waits, err = waitOf(reader, found)
	}
	return shown[0].detail(), err
}

func (m Member) detail() MemberDetail { return MemberDetail{m, locksOf(m.locks)} }

// assertedActive are the identities behind members that are asserted active.
func assertedActive(reader directory.Reader, members []directory.Member) (map[directory.IdentityID]bool, error) {
	var ids []directory.IdentityID
	for _, member := range members {
		if member.Identity != "" {
			ids = append(ids, member.Identity)
		}
	}
	found, err := reader.ActiveIdentities(ids)
	active := make(map[directory.IdentityID]bool, len(found))
	for _, id := range found {
		active[id] = true
	}
	return active, err
}

// pendingOf is what waits in the organization, by member.
func pendingOf(reader directory.Reader) (map[directory.MemberID]*Pending, error) {
	waiting, err := provisioning.ReadPending(reader)
	pending := make(map[directory.MemberID]*Pending, len(waiting))
	for _, waits := range waiting {
		pending[waits.Member] = &Pending{
			Kind: PendingKind(waits.Kind), Since: Time(waits.Since), Sentence: waits.Said.Sentence(), Saying: sayingOf(waits.Said),
		}
	}
	return pending, err
}

func memberOf(member directory.Member, known origins, active bool, teams []MemberTeam) Member {
	locks := administration.MemberLocks(member, known[member.Connection()], active)
	shown := Member{
		ID:        member.ID,
		Name:      member.Name,
		Email:     member.Email,
		Status:    MemberStatus(member.Status),
		Role:      Role(member.Role),
		Origin:    known.show(member.Origin),
		Source:    known.show(member.Connection()),
		SCIM:      member.Provisioned(),
		Licensed:  member.Licensed,
		Teams:     teams,
		Locked:    lockedOf(locks),
		CreatedAt: Time(member.CreatedAt),
		UpdatedAt: Time(member.UpdatedAt),
		locks:     locks,
	}
	if shown.Teams == nil {
		shown.Teams = []MemberTeam{}
	}
	shown.Duplicates = []Duplicate{}
	if member.Identity != "" {
		shown.IdentityID = &member.Identity
	}
	if member.InLine() {
		shown.Waits = &LicenseWait{Since: Time(member.Wait.Since)}
	}
	if member.JoinedBy != "" {
		shown.JoinedBy = &member.JoinedBy
	}
	return shown
}

func lockedOf(locks []administration.Lock) []LockedPart {
	locked := make([]LockedPart, len(locks))
	for i, lock := range locks {
		locked[i] = LockedPart(lock.What)
	}
	return locked
}

func locksOf(locks []administration.Lock) []Lock {
	shown := make([]Lock, len(locks))
	for i, lock := range locks {
		said := lock.Said()
		shown[i] = Lock{What: LockedPart(lock.What), Reason: said.Detail, Where: said.Remedy, Saying: sayingOf(said)}
	}
	return shown
}
