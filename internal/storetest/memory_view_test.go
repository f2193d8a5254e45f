package storetest

import (
	"context"

	"github.com/musterhq/muster/internal/directory"
)

// memoryView looks each time at what the organization is then.
type memoryView struct {
	store        *memory
	ctx          context.Context
	organization directory.OrganizationID
}

func (s *memory) View(ctx context.Context, organization directory.OrganizationID) directory.Reader {
	return memoryView{s, ctx, organization}
}

// look asks the organization as it is now. One that does not exist is empty.
func look[T any](v memoryView, ask func(directory.Reader) (T, error)) (T, error) {
	v.store.lock.RLock()
	defer v.store.lock.RUnlock()
	if err := v.ctx.Err(); err != nil && !v.store.fault.viewsWhenCancelled {
		var none T
		return none, err
	}
	m, ok := v.store.organizations[v.organization]
	if !ok {
		m = &model{}
	}
	return ask(v.store.fault.in(v.store, m))
}

func (v memoryView) Organization() (directory.Organization, error) {
	organization, err := look(v, directory.Reader.Organization)
	if err == nil && organization.ID == "" {
		return organization, errNotFound
	}
	return organization, err
}

func (v memoryView) Licenses() (directory.Licenses, error) {
	if _, err := v.Organization(); err != nil {
		return directory.Licenses{}, err
	}
	return look(v, directory.Reader.Licenses)
}

func (v memoryView) LicenseLine(after directory.LinePlace, limit int) ([]directory.Member, error) {
	return look(v, func(r directory.Reader) ([]directory.Member, error) { return r.LicenseLine(after, limit) })
}

func (v memoryView) PlaceInLine(place directory.LinePlace) (int, error) {
	return look(v, func(r directory.Reader) (int, error) { return r.PlaceInLine(place) })
}

func (v memoryView) CountLine() (directory.LineCounts, error) {
	return look(v, directory.Reader.CountLine)
}

func (v memoryView) LicenseLedger(before int64, limit int) ([]directory.Entry, error) {
	return look(v, func(r directory.Reader) ([]directory.Entry, error) { return r.LicenseLedger(before, limit) })
}

func (v memoryView) Connections() ([]directory.Connection, error) {
	return look(v, directory.Reader.Connections)
}

func (v memoryView) Connection(id directory.ConnectionID) (directory.Connection, error) {
	return look(v, func(r directory.Reader) (directory.Connection, error) { return r.Connection(id) })
}

func (v memoryView) Credentials(id directory.ConnectionID) ([]directory.Credential, error) {
	return look(v, func(r directory.Reader) ([]directory.Credential, error) { return r.Credentials(id) })
}

func (v memoryView) Identity(connection directory.ConnectionID, id directory.IdentityID) (directory.Identity, error) {
	return look(v, func(r directory.Reader) (directory.Identity, error) { return r.Identity(connection, id) })
}

func (v memoryView) Identities(connection directory.ConnectionID, query directory.IdentityQuery) ([]directory.Identity, error) {
	return look(v, func(r directory.Reader) ([]directory.Identity, error) { return r.Identities(connection, query) })
}

func (v memoryView) IdentityOrdinal(connection directory.ConnectionID, position int64) (int64, error) {
	return look(v, func(r directory.Reader) (int64, error) { return r.IdentityOrdinal(connection, position) })
}

func (v memoryView) UserNameHolder(connection directory.ConnectionID, userName string) (directory.IdentityID, error) {
	return look(v, func(r directory.Reader) (directory.IdentityID, error) { return r.UserNameHolder(connection, userName) })
}

func (v memoryView) ActiveIdentities(ids []directory.IdentityID) ([]directory.IdentityID, error) {
	return look(v, func(r directory.Reader) ([]directory.IdentityID, error) { return r.ActiveIdentities(ids) })
}

func (v memoryView) LeavingIdentities() ([]directory.Identity, error) {
	return look(v, directory.Reader.LeavingIdentities)
}

func (v memoryView) EditedIdentities(connection directory.ConnectionID, limit int) ([]directory.Identity, error) {
	return look(v, func(r directory.Reader) ([]directory.Identity, error) { return r.EditedIdentities(connection, limit) })
}

func (v memoryView) RenamedTeams(connection directory.ConnectionID, limit int) ([]directory.Team, error) {
	return look(v, func(r directory.Reader) ([]directory.Team, error) { return r.RenamedTeams(connection, limit) })
}

func (v memoryView) CountEdited(connection directory.ConnectionID) (directory.EditedCounts, error) {
	return look(v, func(r directory.Reader) (directory.EditedCounts, error) { return r.CountEdited(connection) })
}

func (v memoryView) EndedOf(connection directory.ConnectionID, limit int) ([]directory.Ended, error) {
	return look(v, func(r directory.Reader) ([]directory.Ended, error) { return r.EndedOf(connection, limit) })
}

func (v memoryView) CountEnded(connection directory.ConnectionID) (directory.EndedCounts, error) {
	return look(v, func(r directory.Reader) (directory.EndedCounts, error) { return r.CountEnded(connection) })
}

func (v memoryView) EndedMember(connection directory.ConnectionID, externalID, userName string) (directory.Ended, error) {
	return look(v, func(r directory.Reader) (directory.Ended, error) {
		return r.EndedMember(connection, externalID, userName)
	})
}

func (v memoryView) EndedTeam(connection directory.ConnectionID, name string) (directory.Ended, error) {
	return look(v, func(r directory.Reader) (directory.Ended, error) { return r.EndedTeam(connection, name) })
}

func (v memoryView) DuplicatesOfMembers(members []directory.MemberID) ([]directory.Ended, error) {
	return look(v, func(r directory.Reader) ([]directory.Ended, error) { return r.DuplicatesOfMembers(members) })
}

func (v memoryView) DuplicatesOfTeams(teams []directory.TeamID) ([]directory.Ended, error) {
	return look(v, func(r directory.Reader) ([]directory.Ended, error) { return r.DuplicatesOfTeams(teams) })
}

func (v memoryView) MemberWhoLeft(origin directory.ConnectionID, externalID string) (directory.MemberID, error) {
	return look(v, func(r directory.Reader) (directory.MemberID, error) { return r.MemberWhoLeft(origin, externalID) })
}

func (v memoryView) KnownIdentities(connection directory.ConnectionID, ids []directory.IdentityID) ([]directory.IdentityID, error) {
	return look(v, func(r directory.Reader) ([]directory.IdentityID, error) { return r.KnownIdentities(connection, ids) })
}

func (v memoryView) Member(id directory.MemberID) (directory.Member, error) {
	return look(v, func(r directory.Reader) (directory.Member, error) { return r.Member(id) })
}

func (v memoryView) Members(query directory.MemberQuery) ([]directory.Member, error) {
	return look(v, func(r directory.Reader) ([]directory.Member, error) { return r.Members(query) })
}

func (v memoryView) Team(origin directory.ConnectionID, id directory.TeamID) (directory.Team, error) {
	return look(v, func(r directory.Reader) (directory.Team, error) { return r.Team(origin, id) })
}

func (v memoryView) Teams(origin directory.ConnectionID, query directory.TeamQuery) ([]directory.Team, error) {
	return look(v, func(r directory.Reader) ([]directory.Team, error) { return r.Teams(origin, query) })
}

func (v memoryView) TeamOrdinal(origin directory.ConnectionID, position int64) (int64, error) {
	return look(v, func(r directory.Reader) (int64, error) { return r.TeamOrdinal(origin, position) })
}

func (v memoryView) TeamMembers(team directory.TeamID, after directory.IdentityID, limit int) ([]directory.TeamMember, error) {
	return look(v, func(r directory.Reader) ([]directory.TeamMember, error) { return r.TeamMembers(team, after, limit) })
}

func (v memoryView) TeamHas(team directory.TeamID, ids []directory.IdentityID) ([]directory.IdentityID, error) {
	return look(v, func(r directory.Reader) ([]directory.IdentityID, error) { return r.TeamHas(team, ids) })
}

func (v memoryView) UnknownMembers(team directory.TeamID) ([]directory.IdentityID, error) {
	return look(v, func(r directory.Reader) ([]directory.IdentityID, error) { return r.UnknownMembers(team) })
}

func (v memoryView) Journal(after int64, limit int) ([]directory.Entry, error) {
	return look(v, func(r directory.Reader) ([]directory.Entry, error) { return r.Journal(after, limit) })
}

func (v memoryView) SearchMembers(search directory.MemberSearch) ([]directory.Member, error) {
	return look(v, func(r directory.Reader) ([]directory.Member, error) { return r.SearchMembers(search) })
}

func (v memoryView) CountMembers() (directory.MemberCounts, error) {
	return look(v, directory.Reader.CountMembers)
}

func (v memoryView) UnclaimedMembers(email string) ([]directory.Member, error) {
	return look(v, func(r directory.Reader) ([]directory.Member, error) { return r.UnclaimedMembers(email) })
}

func (v memoryView) Adoptions(members []directory.MemberID) ([]directory.Adoption, error) {
	return look(v, func(r directory.Reader) ([]directory.Adoption, error) { return r.Adoptions(members) })
}

func (v memoryView) MembersByEmail(email string) ([]directory.Member, error) {
	return look(v, func(r directory.Reader) ([]directory.Member, error) { return r.MembersByEmail(email) })
}

func (v memoryView) IdentityMembers(ids []directory.IdentityID) ([]directory.Member, error) {
	return look(v, func(r directory.Reader) ([]directory.Member, error) { return r.IdentityMembers(ids) })
}

func (v memoryView) ManualTeamMembers(team, other directory.TeamID, after directory.MemberID, limit int) ([]directory.Member, error) {
	return look(v, func(r directory.Reader) ([]directory.Member, error) {
		return r.ManualTeamMembers(team, other, after, limit)
	})
}

func (v memoryView) TeamsOfMembers(ids []directory.MemberID) ([]directory.MemberTeam, error) {
	return look(v, func(r directory.Reader) ([]directory.MemberTeam, error) { return r.TeamsOfMembers(ids) })
}

func (v memoryView) AnyTeam(id directory.TeamID) (directory.Team, error) {
	return look(v, func(r directory.Reader) (directory.Team, error) { return r.AnyTeam(id) })
}

func (v memoryView) SearchTeams(search directory.TeamSearch) ([]directory.Team, error) {
	return look(v, func(r directory.Reader) ([]directory.Team, error) { return r.SearchTeams(search) })
}

func (v memoryView) CountTeams() (map[directory.ConnectionID]int, error) {
	return look(v, directory.Reader.CountTeams)
}

func (v memoryView) JournalBefore(before int64, limit int) ([]directory.Entry, error) {
	return look(v, func(r directory.Reader) ([]directory.Entry, error) { return r.JournalBefore(before, limit) })
}

func (v memoryView) Head() (int64, error) { return look(v, directory.Reader.Head) }

func (v memoryView) Sessions(member directory.MemberID) ([]directory.Session, error) {
	return look(v, func(r directory.Reader) ([]directory.Session, error) { return r.Sessions(member) })
}

func (v memoryView) Links(kind directory.LinkKind, member directory.MemberID) ([]directory.Link, error) {
	return look(v, func(r directory.Reader) ([]directory.Link, error) { return r.Links(kind, member) })
}

func (v memoryView) APIKeys() ([]directory.APIKey, error) { return look(v, directory.Reader.APIKeys) }

func (v memoryView) Password(member directory.MemberID) (directory.Password, error) {
	return look(v, func(r directory.Reader) (directory.Password, error) { return r.Password(member) })
}

func (v memoryView) Passkeys(member directory.MemberID) ([]directory.Passkey, error) {
	return look(v, func(r directory.Reader) ([]directory.Passkey, error) { return r.Passkeys(member) })
}
