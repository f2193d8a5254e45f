package directory

// Groups says whether a connection's pushed groups become teams.
type Groups string

const (
	// GroupsOn: each pushed group becomes a team, about which the provider decides.
	GroupsOn Groups = "on"
	// GroupsOff: groups are refused. Teams that came from the connection stay, and
	// belong to people.
	GroupsOff Groups = "off"
	// GroupsEncrypted: only while an encryption service is connected. None can be
	// yet, so it is as GroupsOff, for another reason.
	GroupsEncrypted Groups = "requires_encryption"
)

// TakesGroups says whether pushed groups become teams.
func (p Policy) TakesGroups() bool { return p.Groups == GroupsOn }

// DecidesTeams says whether the provider, and nobody here, decides about the teams
// that came from the connection.
func (c Connection) DecidesTeams() bool {
	return c.State == ConnectionEnabled && c.Policy.TakesGroups()
}
