package directory

import "time"

// Leaving is what a provider asked for about a person and what waits here for
// something to go out of its way. The zero value waits for nothing. It is never
// shown to the provider: what it was refused did not happen.
type Leaving struct {
	// Asked is what the provider asked for, or empty.
	Asked Asked
	// Since is when it asked first.
	Since time.Time
}

// Asked names what a provider asked for.
type Asked string

const (
	// AskedToDeactivate: it said that the person is not active.
	AskedToDeactivate Asked = "deactivate"
	// AskedToDelete: it deleted the person.
	AskedToDelete Asked = "delete"
)

// Waits says whether anything waits.
func (l Leaving) Waits() bool { return l.Asked != "" }

// Covers says whether what waits is all that is asked for now, so that asking
// adds nothing: whoever is deleted need not be deactivated besides.
func (l Leaving) Covers(asked Asked) bool { return l.Asked == asked || l.Asked == AskedToDelete }
