package storetest

import (
	"slices"
	"strings"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// faults are mistakes that a store could make, most of them ones that stores
// have made.
var faults = []fault{
	{name: "keeps what failed", subjects: []string{"Rollback", "Neighbours", "TeamMembers", "Credentials"}, keepsFailed: true},
	{name: "swallows panics", subjects: []string{"Rollback", "Neighbours"}, swallowsPanics: true},
	{name: "ignores contexts", subjects: []string{"Contexts", "Neighbours", "Organizations"}, ignoresContexts: true},
	{name: "views when cancelled", subjects: []string{"Contexts"}, viewsWhenCancelled: true},
	{name: "forgets turns", subjects: []string{"Neighbours", "JournalRace", "NameRace", "LicenseRace", "TeamMemberRace", "OwnerRace"}, forgetsTurns: true},
	{name: "drops the one after a failed one", subjects: []string{"Neighbours"}, dropsAfterFailed: true},
	{name: "numbers what failed", subjects: []string{"Journal", "Rollback"}, numbersFailed: true},
	{name: "remembers secrets", subjects: []string{"Credentials"}, remembersSecrets: true},

	{name: "keeps user names folded", subjects: []string{"Identities", "IdentityKeys"}, wrong: func(_ *memory, m *model) directory.Tx { return foldsUserNames{m} }},
	{name: "lower-cases keys instead of folding", subjects: []string{"IdentityKeys"}, wrong: func(_ *memory, m *model) directory.Tx { return lowersKeys{m} }},
	{name: "finds the primary address only", subjects: []string{"IdentityKeys"}, wrong: func(_ *memory, m *model) directory.Tx { return findsPrimary{m} }},
	{name: "begins pages with the last of the one before", subjects: []string{"Identities", "Properties"}, wrong: func(_ *memory, m *model) directory.Tx { return repeatsLast{m} }},
	{name: "counts positions from 0", subjects: []string{"Identities", "Properties"}, wrong: func(_ *memory, m *model) directory.Tx { return countsFromZero{m} }},
	{name: "answers known ids as often as asked", subjects: []string{"Identities"}, wrong: func(_ *memory, m *model) directory.Tx { return repeatsKnown{m} }},
	{name: "changes when an identity was created", subjects: []string{"Identities"}, wrong: func(_ *memory, m *model) directory.Tx { return recreates{m} }},
	{name: "stores over an update that was faster", subjects: []string{"Identities"}, wrong: func(_ *memory, m *model) directory.Tx { return overtakes{m} }},
	{name: "lets a deactivated account keep its license", subjects: []string{"Members"}, wrong: func(_ *memory, m *model) directory.Tx { return keepsAccountLicenses{m} }},
	{name: "leaves memberships of the deleted", subjects: []string{"Identities", "Properties"}, wrong: func(_ *memory, m *model) directory.Tx { return leavesMemberships{m} }},
	{name: "keeps milliseconds", subjects: []string{"Identities"}, wrong: func(_ *memory, m *model) directory.Tx { return keepsMilliseconds{m} }},
	{name: "counts all connections together", subjects: []string{"Connections", "Properties"}, wrong: func(_ *memory, m *model) directory.Tx { return countsTogether{m} }},
	{name: "lists connections by id", subjects: []string{"Connections"}, wrong: func(_ *memory, m *model) directory.Tx { return listsByID{m} }},
	{name: "hides revoked credentials", subjects: []string{"Credentials"}, wrong: func(_ *memory, m *model) directory.Tx { return hidesRevoked{m} }},
	{name: "lets an ended credential count again", subjects: []string{"Credentials"}, wrong: func(_ *memory, m *model) directory.Tx { return revives{m} }},
	{name: "lets a replaced credential stay", subjects: []string{"Credentials"}, wrong: func(_ *memory, m *model) directory.Tx { return sparesReplaced{m} }},
	{name: "oversubscribes", subjects: []string{"Licenses", "LicenseRace", "Properties"}, wrong: func(_ *memory, m *model) directory.Tx { return oversubscribes{m} }},
	{name: "takes a second license", subjects: []string{"Licenses"}, wrong: func(_ *memory, m *model) directory.Tx { return takesSecond{m} }},
	{name: "keeps a license from being given back", subjects: []string{"Licenses", "LicenseRace"}, wrong: func(_ *memory, m *model) directory.Tx { return keepsLicenses{m} }},
	{name: "serves the newest first", subjects: []string{"LicenseLine"}, wrong: func(_ *memory, m *model) directory.Tx { return servesNewest{m} }},
	{name: "keeps people in line whom it gave a license", subjects: []string{"LicenseLine", "Properties"}, wrong: func(_ *memory, m *model) directory.Tx { return keepsInLine{m} }},
	{name: "forgets what an entry did to a license", subjects: []string{"LicenseLine", "LicenseLedger", "LicenseLineRace"}, wrong: func(_ *memory, m *model) directory.Tx { return forgetsEffects{m} }},
	{name: "updates unknown members", subjects: []string{"Members"}, wrong: func(_ *memory, m *model) directory.Tx { return updatesUnknown{m} }},
	{name: "adds people of other connections", subjects: []string{"TeamMembers"}, wrong: func(_ *memory, m *model) directory.Tx { return addsStrangers{m} }},
	{name: "answers all that were asked to be added", subjects: []string{"TeamMembers", "TeamMemberRace"}, wrong: func(_ *memory, m *model) directory.Tx { return answersAll{m} }},
	{name: "retains everyone of no ids", subjects: []string{"TeamMembers", "Properties"}, wrong: func(_ *memory, m *model) directory.Tx { return retainsAll{m} }},
	{name: "answers unknown members unsorted", subjects: []string{"UnknownMembers"}, wrong: func(_ *memory, m *model) directory.Tx { return unsorted{m} }},
	{name: "finds teams of every origin", subjects: []string{"Teams", "Properties"}, wrong: func(_ *memory, m *model) directory.Tx { return mixesOrigins{m} }},
	{name: "lets manual teams share names", subjects: []string{"Teams", "NameRace"}, wrong: func(_ *memory, m *model) directory.Tx { return sharesManualNames{m} }},
	{name: "makes up personal values", subjects: []string{"Journal"}, wrong: func(_ *memory, m *model) directory.Tx { return makesUpPersonal{m} }},
	{name: "hides a change's own entries from it", subjects: []string{"Journal"}, wrong: func(_ *memory, m *model) directory.Tx { return hidesOwn{m, len(m.journal)} }},
	{name: "shows a number after a higher one", subjects: []string{"JournalRace"}, wrong: func(_ *memory, m *model) directory.Tx { return showsLate{m} }},
	{name: "shows members of other organizations", subjects: []string{"Isolation"}, wrong: func(s *memory, m *model) directory.Tx { return showsForeign{m, s} }},
	{name: "hints at members of other organizations", subjects: []string{"Isolation"}, wrong: func(s *memory, m *model) directory.Tx { return hintsAtForeign{m, s} }},
}

type foldsUserNames struct{ *model }

func (f foldsUserNames) CreateIdentity(identity directory.Identity) error {
	identity.UserName = strings.ToLower(identity.UserName)
	return f.model.CreateIdentity(identity)
}

type lowersKeys struct{ *model }

func (f lowersKeys) Identities(connection directory.ConnectionID, query directory.IdentityQuery) ([]directory.Identity, error) {
	list, err := f.model.Identities(connection, query)
	return slices.DeleteFunc(list, func(i directory.Identity) bool {
		return query.Key.By == directory.ByUserName && !strings.EqualFold(i.UserName, query.Key.Value)
	}), err
}

type findsPrimary struct{ *model }

func (f findsPrimary) Identities(connection directory.ConnectionID, query directory.IdentityQuery) ([]directory.Identity, error) {
	list, err := f.model.Identities(connection, query)
	return slices.DeleteFunc(list, func(i directory.Identity) bool {
		return query.Key.By == directory.ByEmail && !sameName(i.Email(), query.Key.Value)
	}), err
}

type repeatsLast struct{ *model }

func (f repeatsLast) Identities(connection directory.ConnectionID, query directory.IdentityQuery) ([]directory.Identity, error) {
	query.After--
	return f.model.Identities(connection, query)
}

type countsFromZero struct{ *model }

func (f countsFromZero) IdentityOrdinal(connection directory.ConnectionID, position int64) (int64, error) {
	return f.model.IdentityOrdinal(connection, position+1)
}

type repeatsKnown struct{ *model }

func (f repeatsKnown) KnownIdentities(connection directory.ConnectionID, ids []directory.IdentityID) ([]directory.IdentityID, error) {
	var known []directory.IdentityID
	for _, id := range ids {
		if _, err := f.Identity(connection, id); err == nil {
			known = append(known, id)
		}
	}
	slices.Sort(known)
	return known, nil
}

type recreates struct{ *model }

func (f recreates) UpdateIdentity(before, after directory.Identity) (bool, error) {
	updated, err := f.model.UpdateIdentity(before, after)
	if updated {
		stored := f.identities[before.ID]
		stored.CreatedAt = kept(after.CreatedAt)
		f.identities[before.ID] = stored
	}
	return updated, err
}

type overtakes struct{ *model }

func (f overtakes) UpdateIdentity(before, after directory.Identity) (bool, error) {
	before.Version = f.identities[before.ID].Version
	return f.model.UpdateIdentity(before, after)
}

type keepsAccountLicenses struct{ *model }

func (f keepsAccountLicenses) SetAccount(id directory.MemberID, account directory.Account) (directory.LicenseEffect, error) {
	licensed := f.members[id].Licensed
	effect, err := f.model.SetAccount(id, account)
	if member, ok := f.members[id]; ok && licensed {
		member.Licensed = true
		f.members[id] = member
	}
	return effect, err
}

type leavesMemberships struct{ *model }

func (f leavesMemberships) DeleteIdentity(connection directory.ConnectionID, id directory.IdentityID) error {
	if identity, ok := f.identities[id]; !ok || identity.Connection != connection {
		return errNotFound
	}
	delete(f.identities, id)
	return nil
}

type keepsMilliseconds struct{ *model }

func (f keepsMilliseconds) CreateIdentity(identity directory.Identity) error {
	identity.CreatedAt = identity.CreatedAt.Truncate(time.Millisecond)
	identity.UpdatedAt = identity.UpdatedAt.Truncate(100 * time.Microsecond)
	return f.model.CreateIdentity(identity)
}

type countsTogether struct{ *model }

func (f countsTogether) Connection(id directory.ConnectionID) (directory.Connection, error) {
	connection, err := f.model.Connection(id)
	connection.Identities = int64(len(f.identities))
	return connection, err
}

func (f countsTogether) Connections() ([]directory.Connection, error) {
	list, err := f.model.Connections()
	for i := range list {
		list[i].Identities = int64(len(f.identities))
	}
	return list, err
}

type listsByID struct{ *model }

func (f listsByID) Connections() ([]directory.Connection, error) {
	list, err := f.model.Connections()
	slices.SortFunc(list, func(a, b directory.Connection) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return list, err
}

type revives struct{ *model }

func (f revives) EndCredential(connection directory.ConnectionID, hash directory.CredentialHash, at time.Time) (bool, error) {
	for i, credential := range f.credentials {
		if credential.Connection == connection && credential.Hash == hash {
			f.credentials[i].RevokedAt = kept(at)
			return true, nil
		}
	}
	return false, nil
}

type sparesReplaced struct{ *model }

func (f sparesReplaced) RevokeCredentials(connection directory.ConnectionID) (int, error) {
	replaced := slices.Clone(f.credentials)
	revoked, err := f.model.RevokeCredentials(connection)
	for i, credential := range replaced {
		if !credential.RevokedAt.IsZero() {
			if credential.RevokedAt != f.credentials[i].RevokedAt {
				revoked--
			}
			f.credentials[i] = credential
		}
	}
	return revoked, err
}

type hidesRevoked struct{ *model }

func (f hidesRevoked) Credentials(connection directory.ConnectionID) ([]directory.Credential, error) {
	list, err := f.model.Credentials(connection)
	return slices.DeleteFunc(list, func(c directory.Credential) bool { return !c.RevokedAt.IsZero() }), err
}

type oversubscribes struct{ *model }

func (f oversubscribes) TakeLicense(id directory.MemberID) error {
	f.bought++
	defer func() { f.bought-- }()
	return f.model.TakeLicense(id)
}

type takesSecond struct{ *model }

func (f takesSecond) TakeLicense(id directory.MemberID) error {
	if licenses, _ := f.Licenses(); licenses.Free() == 0 {
		return directory.Errorf(directory.NoLicense, "Every license is in use.")
	}
	return f.model.TakeLicense(id)
}

type keepsLicenses struct{ *model }

func (f keepsLicenses) ReleaseLicense(id directory.MemberID) error {
	if licenses, _ := f.Licenses(); licenses.InUse%2 == 1 {
		return nil
	}
	return f.model.ReleaseLicense(id)
}

type servesNewest struct{ *model }

func (f servesNewest) LicenseLine(after directory.LinePlace, limit int) ([]directory.Member, error) {
	list, err := f.model.LicenseLine(after, everything)
	slices.Reverse(list)
	return list[:min(limit, len(list))], err
}

type keepsInLine struct{ *model }

func (f keepsInLine) TakeLicense(id directory.MemberID) error {
	wait := f.members[id].Wait
	err := f.model.TakeLicense(id)
	if member, ok := f.members[id]; ok && err == nil {
		member.Wait = wait
		f.members[id] = member
	}
	return err
}

type forgetsEffects struct{ *model }

func (f forgetsEffects) Append(e directory.Entry) (int64, error) {
	e.License = ""
	return f.model.Append(e)
}

type updatesUnknown struct{ *model }

func (f updatesUnknown) UpdateMember(member directory.Member) error {
	if _, ok := f.members[member.ID]; !ok {
		return nil
	}
	return f.model.UpdateMember(member)
}

type addsStrangers struct{ *model }

func (f addsStrangers) AddTeamMembers(team directory.TeamID, ids []directory.IdentityID) ([]directory.IdentityID, error) {
	return f.belongs[team].add(ids, func(id directory.IdentityID) bool { _, ok := f.identities[id]; return ok }), nil
}

type answersAll struct{ *model }

func (f answersAll) AddTeamMembers(team directory.TeamID, ids []directory.IdentityID) ([]directory.IdentityID, error) {
	if _, err := f.model.AddTeamMembers(team, ids); err != nil {
		return nil, err
	}
	return f.KnownIdentities(f.teams[team].Origin, ids)
}

type retainsAll struct{ *model }

func (f retainsAll) RetainTeamMembers(team directory.TeamID, ids []directory.IdentityID) ([]directory.IdentityID, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return f.model.RetainTeamMembers(team, ids)
}

type unsorted struct{ *model }

func (f unsorted) RemoveUnknownMembers(team directory.TeamID, ids []directory.IdentityID) ([]directory.IdentityID, error) {
	removed, err := f.model.RemoveUnknownMembers(team, ids)
	slices.Reverse(removed)
	return removed, err
}

type mixesOrigins struct{ *model }

func (f mixesOrigins) Team(_ directory.ConnectionID, id directory.TeamID) (directory.Team, error) {
	return f.model.Team(f.teams[id].Origin, id)
}

type sharesManualNames struct{ *model }

func (f sharesManualNames) CreateTeam(team directory.Team) error {
	if team.Origin != "" {
		return f.model.CreateTeam(team)
	}
	f.teams[team.ID] = team
	f.belongs[team.ID], f.unknown[team.ID] = make(idSet), make(idSet)
	return nil
}

type makesUpPersonal struct{ *model }

func (f makesUpPersonal) Append(e directory.Entry) (int64, error) {
	if e.Personal == nil {
		e.Personal = &directory.Personal{}
	}
	return f.model.Append(e)
}

type hidesOwn struct {
	*model
	before int
}

func (f hidesOwn) Journal(after int64, limit int) ([]directory.Entry, error) {
	list, err := f.model.Journal(after, limit)
	return slices.DeleteFunc(list, func(e directory.Entry) bool { return e.Number > int64(f.before) }), err
}

type showsLate struct{ *model }

func (f showsLate) Journal(after int64, limit int) ([]directory.Entry, error) {
	list, err := f.model.Journal(after, limit)
	last := int64(len(f.journal))
	return slices.DeleteFunc(list, func(e directory.Entry) bool { return last%7 == 0 && e.Number == last-1 }), err
}

type showsForeign struct {
	*model
	store *memory
}

func (f showsForeign) CreateMember(member directory.Member) error {
	f.store.everyMember.Store(member.ID, member)
	return f.model.CreateMember(member)
}

func (f showsForeign) Member(id directory.MemberID) (directory.Member, error) {
	if member, ok := f.store.everyMember.Load(id); ok {
		return member.(directory.Member), nil
	}
	return f.model.Member(id)
}

type hintsAtForeign struct {
	*model
	store *memory
}

func (f hintsAtForeign) CreateMember(member directory.Member) error {
	f.store.everyMember.Store(member.ID, member)
	return f.model.CreateMember(member)
}

func (f hintsAtForeign) ReleaseLicense(id directory.MemberID) error {
	err := f.model.ReleaseLicense(id)
	if _, ok := f.store.everyMember.Load(id); ok && err != nil {
		return directory.Errorf(directory.Refused, "This member belongs to another organization.")
	}
	return err
}
