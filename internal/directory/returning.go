package directory

// Ended is what is remembered of a person or a team of a connection that ended
// because people edited it while the connection was off: little, by which it is
// recognized when the provider creates it again.
type Ended struct {
	// Number is that of the journal entry that tells the end. It names the record.
	Number     int64
	Connection ConnectionID
	// Member or Team is what was edited, and stays; the other is empty.
	Member MemberID
	Team   TeamID
	// ExternalID is the provider's own id, or empty.
	ExternalID string
	// Name is the user name or the team's name that the connection asserted last.
	Name string
	// NewMember or NewTeam is what the provider created later and is possibly the
	// same; empty until then.
	NewMember MemberID
	NewTeam   TeamID
}

// EndedCounts are how many members and teams of a connection have ended and were not
// created again yet.
type EndedCounts struct {
	Members int
	Teams   int
}

// EditedCounts are how many identities and teams of a connection people have edited
// since the provider spoke of them.
type EditedCounts struct {
	Identities int
	Teams      int
}
