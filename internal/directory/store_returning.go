package directory

// ReturningReader reads what people edited of what a connection asserts, and what
// ended by it. What each costs grows with that alone, and not with the directory.
type ReturningReader interface {
	// EditedIdentities lists identities of a connection that are Edited, in order of
	// Ordinal, at most so many.
	EditedIdentities(connection ConnectionID, limit int) ([]Identity, error)
	// RenamedTeams lists teams of a connection that are called otherwise than it
	// asserted, in order of Ordinal, at most so many.
	RenamedTeams(connection ConnectionID, limit int) ([]Team, error)
	// CountEdited counts both.
	CountEdited(connection ConnectionID) (EditedCounts, error)
	// EndedOf lists what ended of a connection and was not created again, in order of
	// Number, at most so many.
	EndedOf(connection ConnectionID, limit int) ([]Ended, error)
	// CountEnded counts what EndedOf lists.
	CountEnded(connection ConnectionID) (EndedCounts, error)
	// EndedMember returns the member of EndedOf who ended last under an external id,
	// compared exactly, or a user name, compared by Fold. Its Number is 0 where there
	// is none.
	EndedMember(connection ConnectionID, externalID, userName string) (Ended, error)
	// EndedTeam is EndedMember for the name of a team.
	EndedTeam(connection ConnectionID, name string) (Ended, error)
	// DuplicatesOfMembers lists what was created again of which one of the members is
	// the old or the new one, in order of Number.
	DuplicatesOfMembers(members []MemberID) ([]Ended, error)
	// DuplicatesOfTeams is DuplicatesOfMembers for teams.
	DuplicatesOfTeams(teams []TeamID) ([]Ended, error)
}

// ReturningWriter changes it.
type ReturningWriter interface {
	// SetEdited says whether an identity is Edited. It counts as an update.
	SetEdited(connection ConnectionID, id IdentityID, edited bool) error
	// PutEnded stores what ended, over what was there under its Number.
	PutEnded(ended Ended) error
	// ReleaseTeam makes a manual team of a provisioned one, with the members behind
	// its identities, under the name that it has in team. Taken when a manual team
	// has the name.
	ReleaseTeam(team Team) error
}
