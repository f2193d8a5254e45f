package storetest

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// model is what an organization's directory ought to be: a Tx on plain maps,
// with nothing kept that can be counted. The suite runs the same changes on it
// and on a store and compares.
type model struct {
	organization directory.Organization
	bought       int
	connections  map[directory.ConnectionID]directory.Connection
	credentials  []directory.Credential
	identities   map[directory.IdentityID]directory.Identity
	members      map[directory.MemberID]directory.Member
	left         map[directory.MemberID]string // the external ids of those who left
	teams        map[directory.TeamID]directory.Team
	belongs      map[directory.TeamID]idSet
	unknown      map[directory.TeamID]idSet
	manual       map[directory.TeamID]set[directory.MemberID]
	journal      []directory.Entry
	sessions     []directory.Session
	links        []directory.Link
	apiKeys      []directory.APIKey
	passwords    map[directory.MemberID]directory.Password
	passkeys     []directory.Passkey
	answers      map[string]directory.KeptAnswer
	loginMethods map[directory.LoginMethodID]directory.LoginMethod
	logins       []directory.Login
	adoptions    []directory.Adoption
	ended        []directory.Ended
	assertions   map[usedAssertion]time.Time
	domains      map[string]directory.Domain
	// verifiedElsewhere says whether another organization has verified a domain;
	// nil where there is none.
	verifiedElsewhere func(name string) bool
}

func newModel(organization directory.Organization, bought int, first directory.Entry) *model {
	m := &model{
		organization: organization,
		bought:       bought,
		connections:  make(map[directory.ConnectionID]directory.Connection),
		identities:   make(map[directory.IdentityID]directory.Identity),
		members:      make(map[directory.MemberID]directory.Member),
		left:         make(map[directory.MemberID]string),
		teams:        make(map[directory.TeamID]directory.Team),
		belongs:      make(map[directory.TeamID]idSet),
		unknown:      make(map[directory.TeamID]idSet),
		manual:       make(map[directory.TeamID]set[directory.MemberID]),
		passwords:    make(map[directory.MemberID]directory.Password),
		answers:      make(map[string]directory.KeptAnswer),
		loginMethods: make(map[directory.LoginMethodID]directory.LoginMethod),
		assertions:   make(map[usedAssertion]time.Time),
		domains:      make(map[string]directory.Domain),
	}
	m.organization.Kind = cmp.Or(organization.Kind, directory.Customer)
	m.organization.LogDays = cmp.Or(organization.LogDays, directory.DefaultLogDays)
	m.organization.CreatedAt, m.organization.UpdatedAt = kept(organization.CreatedAt), kept(organization.UpdatedAt)
	if organization.UpdatedAt.IsZero() {
		m.organization.UpdatedAt = m.organization.CreatedAt
	}
	first.Number, first.At = 1, kept(first.At)
	m.journal = []directory.Entry{first}
	return m
}

// clone copies the model, so that a change can be tried on it.
func (m *model) clone() *model {
	c := *m
	c.connections = maps.Clone(m.connections)
	c.credentials = slices.Clone(m.credentials)
	c.identities = maps.Clone(m.identities)
	c.members = maps.Clone(m.members)
	c.left = maps.Clone(m.left)
	c.teams = maps.Clone(m.teams)
	c.belongs, c.unknown, c.manual = cloneSets(m.belongs), cloneSets(m.unknown), cloneSets(m.manual)
	c.journal = slices.Clone(m.journal)
	c.sessions = slices.Clone(m.sessions)
	c.links = slices.Clone(m.links)
	c.apiKeys = slices.Clone(m.apiKeys)
	c.passwords = maps.Clone(m.passwords)
	c.passkeys = slices.Clone(m.passkeys)
	c.answers = maps.Clone(m.answers)
	c.loginMethods = maps.Clone(m.loginMethods)
	c.logins = slices.Clone(m.logins)
	c.adoptions = slices.Clone(m.adoptions)
	c.ended = slices.Clone(m.ended)
	c.assertions = maps.Clone(m.assertions)
	c.domains = maps.Clone(m.domains)
	return &c
}

var errNotFound = directory.Errorf(directory.NotFound, "There is no such thing here.")

func (m *model) Organization() (directory.Organization, error) { return m.organization, nil }

func (m *model) Licenses() (directory.Licenses, error) {
	licenses := directory.Licenses{Bought: m.bought}
	for _, member := range m.members {
		if member.Licensed {
			licenses.InUse++
		}
		if member.InLine() {
			licenses.InLine++
		}
	}
	return licenses, nil
}

func (m *model) Connections() ([]directory.Connection, error) {
	var list []directory.Connection
	for id := range m.connections {
		connection, err := m.Connection(id)
		if err != nil {
			return nil, err
		}
		list = append(list, connection)
	}
	slices.SortFunc(list, func(a, b directory.Connection) int {
		return cmp.Or(a.CreatedAt.Compare(b.CreatedAt), cmp.Compare(a.ID, b.ID))
	})
	return list, nil
}

func (m *model) Connection(id directory.ConnectionID) (directory.Connection, error) {
	connection, ok := m.connections[id]
	if !ok {
		return directory.Connection{}, errNotFound
	}
	connection.Identities = int64(len(m.identitiesOf(id)))
	connection.Teams = int64(len(m.teamsOf(id)))
	return connection, nil
}

func (m *model) Credentials(connection directory.ConnectionID) ([]directory.Credential, error) {
	var list []directory.Credential
	for _, credential := range m.credentials {
		if credential.Connection == connection {
			list = append(list, credential)
		}
	}
	slices.SortStableFunc(list, func(a, b directory.Credential) int { return a.CreatedAt.Compare(b.CreatedAt) })
	return list, nil
}

func (m *model) Journal(after int64, limit int) ([]directory.Entry, error) {
	from := min(after, int64(len(m.journal)))
	to := min(from+int64(limit), int64(len(m.journal)))
	return slices.Clone(m.journal[from:to]), nil
}

func (m *model) JournalBefore(before int64, limit int) ([]directory.Entry, error) {
	newest := int64(len(m.journal))
	if before > 0 {
		newest = min(newest, before-1)
	}
	list := slices.Clone(m.journal[max(0, newest-int64(limit)):newest])
	slices.Reverse(list)
	return list, nil
}

func (m *model) Head() (int64, error) {
	if m.organization.ID == "" {
		return 0, errNotFound
	}
	return int64(len(m.journal)), nil
}

func (m *model) UpdateOrganization(organization directory.Organization) error {
	m.organization.Name, m.organization.Status = organization.Name, organization.Status
	m.organization.Provisioning, m.organization.LogDays = organization.Provisioning, organization.LogDays
	m.organization.ProvidersOnly, m.organization.BreakGlass = organization.ProvidersOnly, organization.BreakGlass
	m.organization.UpdatedAt = kept(organization.UpdatedAt)
	return nil
}

func (m *model) Append(entry directory.Entry) (int64, error) {
	entry.Number, entry.At = int64(len(m.journal)+1), kept(entry.At)
	m.journal = append(m.journal, entry)
	return entry.Number, nil
}

func (m *model) SetLicenses(bought int) error {
	m.bought = bought
	return nil
}

func (m *model) TakeLicense(id directory.MemberID) error {
	member, ok := m.members[id]
	if !ok {
		return errNotFound
	}
	licenses, err := m.Licenses()
	if err != nil {
		return err
	}
	if !member.Licensed && licenses.Free() == 0 {
		return directory.Errorf(directory.NoLicense, "Every license is in use.")
	}
	member.Licensed, member.Wait = true, directory.Wait{}
	m.members[id] = member
	return nil
}

func (m *model) ReleaseLicense(id directory.MemberID) error {
	member, ok := m.members[id]
	if !ok {
		return errNotFound
	}
	member.Licensed, member.Wait = false, directory.Wait{}
	m.members[id] = member
	return nil
}

func (m *model) CreateConnection(connection directory.Connection) error {
	connection.Organization = m.organization.ID
	connection.CreatedAt, connection.UpdatedAt = kept(connection.CreatedAt), kept(connection.UpdatedAt)
	m.connections[connection.ID] = connection
	return nil
}

func (m *model) UpdateConnection(connection directory.Connection) error {
	before, ok := m.connections[connection.ID]
	if !ok {
		return errNotFound
	}
	before.State, before.Profile, before.Policy = connection.State, connection.Profile, connection.Policy
	before.UpdatedAt, before.ReconnectedAt = kept(connection.UpdatedAt), kept(connection.ReconnectedAt)
	m.connections[connection.ID] = before
	return nil
}

func (m *model) CreateCredential(credential directory.Credential) error {
	if _, ok := m.connections[credential.Connection]; !ok {
		return errNotFound
	}
	credential.Organization = m.organization.ID
	credential.CreatedAt = kept(credential.CreatedAt)
	m.credentials = append(m.credentials, credential)
	return nil
}

func (m *model) RevokeCredentials(connection directory.ConnectionID) (int, error) {
	revoked := 0
	for i, credential := range m.credentials {
		if credential.Connection == connection && credential.Counts(moment(1000)) {
			m.credentials[i].RevokedAt = moment(1000)
			revoked++
		}
	}
	return revoked, nil
}

func (m *model) EndCredential(connection directory.ConnectionID, hash directory.CredentialHash, at time.Time) (bool, error) {
	for i, credential := range m.credentials {
		if credential.Connection == connection && credential.Hash == hash && credential.Counts(at) && !credential.RevokedAt.Equal(kept(at)) {
			m.credentials[i].RevokedAt = kept(at)
			return true, nil
		}
	}
	return false, nil
}
