package directory

// TeamReader reads the teams, provisioned and manual.
type TeamReader interface {
	// Team returns one team of an origin; an empty origin means manual teams.
	Team(origin ConnectionID, id TeamID) (Team, error)
	Teams(origin ConnectionID, query TeamQuery) ([]Team, error)
	// AnyTeam returns a team of whatever origin.
	AnyTeam(id TeamID) (Team, error)
	// SearchTeams returns the teams that the search selects, in order of their
	// places. Its cost may grow with the number of teams.
	SearchTeams(search TeamSearch) ([]Team, error)
	// CountTeams counts the teams by origin; the empty one are manual teams.
	CountTeams() (map[ConnectionID]int, error)
	// TeamOrdinal is IdentityOrdinal for teams.
	TeamOrdinal(origin ConnectionID, position int64) (int64, error)
}

// TeamWriter changes the teams, apart from who is in them.
type TeamWriter interface {
	// CreateTeam stores a new team; Taken when its origin has one of this name.
	CreateTeam(team Team) error
	// UpdateTeam stores the assertion, Asserted and UpdatedAt; Taken as above. The kept
	// Size and Unknown are not the caller's to write.
	UpdateTeam(team Team) error
	// DeleteTeam removes the team and its memberships. Its name is free again.
	DeleteTeam(origin ConnectionID, id TeamID) error
}
