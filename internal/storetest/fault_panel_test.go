package storetest

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// panelFaults are mistakes with what the control panel asks of a store.
var panelFaults = []fault{
	{name: "signs anybody in", subjects: []string{"Sessions"}, signsInAnybody: true},
	{name: "lets sessions outlive their links", subjects: []string{"Sessions"}, outlivesLinks: true},
	{name: "lets keys outlive roles", subjects: []string{"APIKeys"}, keysOutliveRoles: true},
	{name: "lets an answer be claimed twice", subjects: []string{"KeptAnswers", "AnswerRace"}, claimsTwice: true},
	{name: "has two installations", subjects: []string{"Installation"}, installsTwice: true},
	{name: "suspends nobody", subjects: []string{"Organizations", "Credentials", "Properties"}, wrong: func(_ *memory, m *model) directory.Tx { return suspendsNobody{m} }},
	{name: "loses the last owner", subjects: []string{"Owners", "OwnerRace"}, wrong: func(_ *memory, m *model) directory.Tx { return losesOwners{m} }},
	{name: "takes former owners for owners", subjects: []string{"Owners"}, wrong: func(_ *memory, m *model) directory.Tx { return trustsFormer{m} }},
	{name: "orders members by age", subjects: []string{"MemberSearch", "Properties"}, wrong: func(_ *memory, m *model) directory.Tx { return ordersByAge{m} }},
	{name: "compares what is looked for as it is", subjects: []string{"MemberSearch"}, wrong: func(_ *memory, m *model) directory.Tx { return looksExactly{m} }},
	{name: "takes a percent sign for anything", subjects: []string{"MemberSearch"}, wrong: func(_ *memory, m *model) directory.Tx { return takesWildcards{m} }},
	{name: "finds addresses by their ends", subjects: []string{"MemberSearch"}, wrong: func(_ *memory, m *model) directory.Tx { return findsEnds{m} }},
	{name: "looks for pushed teams among manual ones", subjects: []string{"MemberSearch"}, wrong: func(_ *memory, m *model) directory.Tx { return forgetsPushed{m} }},
	{name: "looks among everybody", subjects: []string{"MemberSearch", "Properties"}, wrong: func(_ *memory, m *model) directory.Tx { return looksEverywhere{m} }},
	{name: "takes everybody known for active", subjects: []string{"MemberSearch", "Properties"}, wrong: func(_ *memory, m *model) directory.Tx { return takesForActive{m} }},
	{name: "tells nobody who is leaving", subjects: []string{"Leaving", "Properties"}, wrong: func(_ *memory, m *model) directory.Tx { return forgetsLeaving{m} }},
	{name: "edits past whose leaving waits", subjects: []string{"Leaving", "Properties"}, wrong: func(_ *memory, m *model) directory.Tx { return leavesUnseen{m} }},
	{name: "finds who left for every connection", subjects: []string{"MembersWhoLeft"}, wrong: func(_ *memory, m *model) directory.Tx { return findsForAll{m} }},
	{name: "finds whom another speaks for", subjects: []string{"MembersWhoLeft"}, wrong: func(_ *memory, m *model) directory.Tx { return findsTheSpokenFor{m} }},
	{name: "leaves the belongings of the deleted", subjects: []string{"MemberRemoval"}, wrong: func(_ *memory, m *model) directory.Tx { return leavesBelongings{m} }},
	{name: "takes strangers into manual teams", subjects: []string{"ManualTeams", "Isolation"}, wrong: func(_ *memory, m *model) directory.Tx { return takesStrangers{m} }},
	{name: "adds to pushed teams by hand", subjects: []string{"ManualTeams"}, wrong: func(_ *memory, m *model) directory.Tx { return addsByHand{m} }},
	{name: "searches teams of every origin", subjects: []string{"TeamSearch", "Properties"}, wrong: func(_ *memory, m *model) directory.Tx { return ignoresOrigins{m} }},
	{name: "prolongs expired sessions", subjects: []string{"Sessions"}, wrong: func(_ *memory, m *model) directory.Tx { return prolongs{m} }},
	{name: "ends every session for one", subjects: []string{"Sessions"}, wrong: func(_ *memory, m *model) directory.Tx { return endsAll{m} }},
	{name: "signs out by the clock", subjects: []string{"Sessions"}, wrong: func(_ *memory, m *model) directory.Tx { return signsOutByTheClock{m} }},
	{name: "leaves the sessions of setup links", subjects: []string{"Sessions"}, wrong: func(_ *memory, m *model) directory.Tx { return leavesSetup{m} }},
	{name: "revokes used links again", subjects: []string{"Links"}, wrong: func(_ *memory, m *model) directory.Tx { return revokesUsed{m} }},
	{name: "renames keys", subjects: []string{"APIKeys"}, wrong: func(_ *memory, m *model) directory.Tx { return renamesKeys{m} }},
	{name: "keeps removed passwords", subjects: []string{"SignInMethods"}, wrong: func(_ *memory, m *model) directory.Tx { return keepsPasswords{m} }},
	{name: "registers passkeys twice", subjects: []string{"SignInMethods"}, wrong: func(_ *memory, m *model) directory.Tx { return registersTwice{m} }},
	{name: "adopts whom a connection made", subjects: []string{"Adoptions"}, wrong: func(_ *memory, m *model) directory.Tx { return adoptsAnybody{m} }},
	{name: "begins a member beside another of the address", subjects: []string{"Adoptions"}, wrong: func(_ *memory, m *model) directory.Tx { return doublesAddresses{m} }},
	{name: "keeps the first that a connection wanted", subjects: []string{"Adoptions"}, wrong: func(_ *memory, m *model) directory.Tx { return keepsFirstAdoption{m} }},
	{name: "forgets who adopted", subjects: []string{"Adoptions"}, wrong: func(_ *memory, m *model) directory.Tx { return forgetsAdopters{m} }},
	{name: "edits unseen", subjects: []string{"Returning"}, wrong: func(_ *memory, m *model) directory.Tx { return editsUnseen{m} }},
	{name: "finds a team only by its name of now", subjects: []string{"Returning"}, wrong: func(_ *memory, m *model) directory.Tx { return forgetsAsserted{m} }},
	{name: "recognizes who ended elsewhere", subjects: []string{"Returning"}, wrong: func(_ *memory, m *model) directory.Tx { return recognizesAnybody{m} }},
	{name: "releases a team without its people", subjects: []string{"Returning"}, wrong: func(_ *memory, m *model) directory.Tx { return releasesNobody{m} }},
	{name: "forgets the provider of a released team", subjects: []string{"Returning"}, wrong: func(_ *memory, m *model) directory.Tx { return takesBadges{m} }},
	{name: "begins before the newest entry", subjects: []string{"Journal"}, wrong: func(_ *memory, m *model) directory.Tx { return skipsNewest{m} }},
}

type suspendsNobody struct{ *model }

func (f suspendsNobody) UpdateOrganization(organization directory.Organization) error {
	organization.Status = directory.OrganizationActive
	return f.model.UpdateOrganization(organization)
}

type takesForActive struct{ *model }

func (f takesForActive) ActiveIdentities(ids []directory.IdentityID) ([]directory.IdentityID, error) {
	return distinct(ids, func(id directory.IdentityID) bool { return f.identities[id].ID != "" }), nil
}

type forgetsLeaving struct{ *model }

func (f forgetsLeaving) SetLeaving(connection directory.ConnectionID, id directory.IdentityID, leaving directory.Leaving) error {
	leaving.Since = time.Time{}
	return f.model.SetLeaving(connection, id, leaving)
}

type leavesUnseen struct{ *model }

func (f leavesUnseen) SetLeaving(connection directory.ConnectionID, id directory.IdentityID, leaving directory.Leaving) error {
	version := f.identities[id].Version
	err := f.model.SetLeaving(connection, id, leaving)
	if identity, ok := f.identities[id]; ok && err == nil {
		identity.Version = version
		f.identities[id] = identity
	}
	return err
}

type findsForAll struct{ *model }

func (f findsForAll) MemberWhoLeft(_ directory.ConnectionID, externalID string) (directory.MemberID, error) {
	for id, left := range f.left {
		if left == externalID && f.members[id].Identity == "" {
			return id, nil
		}
	}
	return "", nil
}

type findsTheSpokenFor struct{ *model }

func (f findsTheSpokenFor) MemberWhoLeft(origin directory.ConnectionID, externalID string) (directory.MemberID, error) {
	for id, left := range f.left {
		if left == externalID && f.members[id].Origin == origin {
			return id, nil
		}
	}
	return "", nil
}

// losesOwners pretends that there is another while it changes one.
type losesOwners struct{ *model }

func (f losesOwners) pretend(change func() error) error {
	f.members["another"] = directory.Member{ID: "another", Role: directory.RoleOwner, Status: directory.MemberActive}
	defer delete(f.members, "another")
	return change()
}

func (f losesOwners) UpdateMember(member directory.Member) error {
	return f.pretend(func() error { return f.model.UpdateMember(member) })
}

func (f losesOwners) DeleteMember(id directory.MemberID) error {
	return f.pretend(func() error { return f.model.DeleteMember(id) })
}

type trustsFormer struct{ *model }

func (f trustsFormer) UpdateMember(member directory.Member) error {
	for _, other := range f.members {
		if other.Role == directory.RoleOwner && other.Status == directory.MemberDeactivated {
			return losesOwners(f).UpdateMember(member)
		}
	}
	return f.model.UpdateMember(member)
}

type ordersByAge struct{ *model }

func (f ordersByAge) SearchMembers(search directory.MemberSearch) ([]directory.Member, error) {
	list, err := f.model.SearchMembers(search)
	slices.SortFunc(list, func(a, b directory.Member) int { return cmp.Compare(a.Ordinal, b.Ordinal) })
	return list, err
}

type looksExactly struct{ *model }

func (f looksExactly) SearchMembers(search directory.MemberSearch) ([]directory.Member, error) {
	list, err := f.model.SearchMembers(search)
	return slices.DeleteFunc(list, func(m directory.Member) bool {
		return !strings.Contains(m.Name+"\n"+m.Email, search.Text)
	}), err
}

type takesWildcards struct{ *model }

func (f takesWildcards) SearchMembers(search directory.MemberSearch) ([]directory.Member, error) {
	search.Text = strings.Trim(search.Text, "%")
	return f.model.SearchMembers(search)
}

type findsEnds struct{ *model }

func (f findsEnds) MembersByEmail(email string) ([]directory.Member, error) {
	return f.found(10, func(m directory.Member) bool {
		return email != "" && strings.HasSuffix(directory.FoldLoosely(m.Email), directory.FoldLoosely(email))
	}), nil
}

type forgetsPushed struct{ *model }

func (f forgetsPushed) SearchMembers(search directory.MemberSearch) ([]directory.Member, error) {
	list, err := f.model.SearchMembers(search)
	return slices.DeleteFunc(list, func(m directory.Member) bool {
		return search.Team != "" && !f.manual[search.Team][m.ID]
	}), err
}

type looksEverywhere struct{ *model }

func (f looksEverywhere) SearchMembers(search directory.MemberSearch) ([]directory.Member, error) {
	search.Among = nil
	return f.model.SearchMembers(search)
}

type leavesBelongings struct{ *model }

func (f leavesBelongings) DeleteMember(id directory.MemberID) error {
	teams, identities := cloneSets(f.manual), f.identities
	f.identities = nil
	err := f.model.DeleteMember(id)
	f.manual, f.identities = teams, identities
	return err
}

type takesStrangers struct{ *model }

func (f takesStrangers) AddToManualTeam(team directory.TeamID, ids []directory.MemberID) ([]directory.MemberID, error) {
	return f.manual[team].add(ids, func(id directory.MemberID) bool { return id != "" }), nil
}

type addsByHand struct{ *model }

func (f addsByHand) AddToManualTeam(team directory.TeamID, ids []directory.MemberID) ([]directory.MemberID, error) {
	return f.manual[team].add(ids, func(id directory.MemberID) bool { return f.members[id].ID != "" }), nil
}

type ignoresOrigins struct{ *model }

func (f ignoresOrigins) SearchTeams(search directory.TeamSearch) ([]directory.Team, error) {
	search.Origins = nil
	return f.model.SearchTeams(search)
}

type prolongs struct{ *model }

func (f prolongs) CreateSession(session directory.Session) error {
	swept := slices.Clone(f.sessions)
	if err := f.model.CreateSession(session); err != nil {
		return err
	}
	f.sessions = append(swept, f.sessions[len(f.sessions)-1])
	return nil
}

type endsAll struct{ *model }

func (f endsAll) DeleteSessions(member directory.MemberID, _ directory.SessionID) (int, error) {
	return f.model.DeleteSessions(member, "")
}

type signsOutByTheClock struct{ *model }

func (f signsOutByTheClock) SetAccount(id directory.MemberID, account directory.Account) (directory.LicenseEffect, error) {
	before := f.members[id]
	effect, err := f.model.SetAccount(id, account)
	if after, ok := f.members[id]; ok && err == nil && !after.SignedOutAt.Equal(before.SignedOutAt) {
		after.SignedOutAt = kept(account.UpdatedAt)
		f.members[id] = after
	}
	return effect, err
}

type leavesSetup struct{ *model }

func (f leavesSetup) EndEverySession() (int, error) {
	before := len(f.sessions)
	f.sessions = slices.DeleteFunc(f.sessions, func(session directory.Session) bool { return session.Member != "" })
	return before - len(f.sessions), nil
}

type revokesUsed struct{ *model }

func (f revokesUsed) RevokeLinks(member directory.MemberID, at time.Time) error {
	for i, link := range f.links {
		if link.Member == member {
			f.links[i].RevokedAt = kept(at)
		}
	}
	return nil
}

type renamesKeys struct{ *model }

func (f renamesKeys) UpdateAPIKey(key directory.APIKey) error {
	for i, stored := range f.apiKeys {
		if stored.ID == key.ID {
			f.apiKeys[i].Name = key.Name
		}
	}
	return f.model.UpdateAPIKey(key)
}

type keepsPasswords struct{ *model }

func (f keepsPasswords) SetPassword(password directory.Password) error {
	if password.Hash == "" {
		return nil
	}
	return f.model.SetPassword(password)
}

type registersTwice struct{ *model }

func (f registersTwice) CreatePasskey(passkey directory.Passkey) error {
	if at := f.passkeyAt(passkey.Member, passkey.CredentialID); at >= 0 {
		return nil
	}
	return f.model.CreatePasskey(passkey)
}

type skipsNewest struct{ *model }

func (f skipsNewest) JournalBefore(before int64, limit int) ([]directory.Entry, error) {
	if before == 0 {
		before = int64(len(f.journal))
	}
	return f.model.JournalBefore(before, limit)
}
