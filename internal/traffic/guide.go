package traffic

import (
	"time"
)

// MilestoneName names a first time in the life of a connection.
type MilestoneName string

// The milestones. Each is reached once and stays.
const (
	// FirstAuthenticated: a request presented the right token.
	FirstAuthenticated MilestoneName = "authenticated"
	FirstLookup        MilestoneName = "lookup"
	FirstCreate        MilestoneName = "create"
	FirstUpdate        MilestoneName = "update"
	FirstDeactivate    MilestoneName = "deactivate"
	// FirstGroup: a group was pushed.
	FirstGroup MilestoneName = "group"
)

// MilestoneNames lists every MilestoneName, in the order in which a setup
// usually reaches them.
func MilestoneNames() []MilestoneName {
	return []MilestoneName{FirstAuthenticated, FirstLookup, FirstCreate, FirstUpdate, FirstDeactivate, FirstGroup}
}

// Milestone is a first time, and what was seen.
type Milestone struct {
	Name    MilestoneName `json:"name"`
	At      time.Time     `json:"at"`
	Request string        `json:"request"`
	// Saw is what was seen, in words: "Ana Ruiz".
	Saw string `json:"saw"`
}

// Tick is a step of the setup guide that a person ticked, because it sends no
// traffic.
type Tick struct {
	Step string
	At   time.Time
	By   string
}

// Guide is how far the setup of a connection has come.
type Guide struct {
	Milestones []Milestone
	Ticks      []Tick
}
