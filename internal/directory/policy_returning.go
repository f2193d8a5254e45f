package directory

// Reconnect says what becomes of what people edited while a connection was off,
// once it is on again.
type Reconnect string

const (
	// MatchReturning: the provider finds everybody and every team again, and its
	// first push overwrites what was edited.
	MatchReturning Reconnect = "match"
	// DuplicateReturning: editing a name, an address or a team's name ends what the
	// connection knows of it, so that the provider creates it a second time. Both
	// are shown as possible duplicates of each other.
	DuplicateReturning Reconnect = "duplicate"
)

// EndsWhatIsEdited says whether editing what the connection asserts ends it.
func (c Connection) EndsWhatIsEdited() bool {
	return c.State == ConnectionDisabled && c.Policy.Reconnect == DuplicateReturning
}

// Returned says whether the connection was off and is on again.
func (c Connection) Returned() bool { return !c.ReconnectedAt.IsZero() }

// MatchesReturning says whether what the connection asserted before it was off, and
// not since, is found again when the provider creates it.
func (c Connection) MatchesReturning() bool {
	return c.Returned() && c.Policy.Reconnect == MatchReturning
}
