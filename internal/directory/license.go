package directory

import "time"

// Licenses is an organization's pool: how many were bought and how many are
// in use. Fewer may be bought than are in use; then none can be taken until
// enough have been given back.
type Licenses struct {
	Bought int
	InUse  int
	// InLine is how many members stand in line for a license. While somebody
	// does, none is free.
	InLine int
	// Opening is how many were in use when the ledger began: 0 but for an
	// organization that is older than the ledger.
	Opening int
}

// Free returns how many licenses can be taken now.
func (l Licenses) Free() int { return max(0, l.Bought-l.InUse) }

// Low says whether so few licenses are free that somebody should be warned: 5 %
// of those bought, or one.
func (l Licenses) Low() bool { return l.Free() <= max(1, l.Bought/20) }

// LicenseEffect says what an entry of the journal did to the license of its
// member: of its Successor where that is who takes a license or comes in line. The entries that have one are the ledger: Opening and what they took,
// less what they released, is what is in use.
type LicenseEffect string

const (
	// LicenseTaken: the member holds a license from now on.
	LicenseTaken LicenseEffect = "taken"
	// LicenseReleased: the member's license is given back.
	LicenseReleased LicenseEffect = "released"
	// LicenseAwaited: none was free, so the member came in line. Whether they work
	// meanwhile is their status.
	LicenseAwaited LicenseEffect = "awaited"
	// LicenseForgone: the member left the line without having got one.
	LicenseForgone LicenseEffect = "forgone"
	// LicensePassed: the member's license, or place in line, is their Successor's
	// from now on.
	LicensePassed LicenseEffect = "passed"
)

// LicenseEffects lists every LicenseEffect.
func LicenseEffects() []LicenseEffect {
	return []LicenseEffect{LicenseTaken, LicenseReleased, LicenseAwaited, LicenseForgone, LicensePassed}
}

// Taken is by how much the effect raises the licenses in use.
func (e LicenseEffect) Taken() int {
	switch e {
	case LicenseTaken:
		return 1
	case LicenseReleased:
		return -1
	case LicenseAwaited, LicenseForgone, LicensePassed:
	}
	return 0
}

// LicenseUse says what becomes of a member's license when their account is set.
type LicenseUse int

const (
	// DropLicense: the member holds none, and stands in no line.
	DropLicense LicenseUse = iota
	// HoldLicense: the member holds one from now on, as before or newly taken.
	HoldLicense
	// LeaveLicense: license and place in line stay as they are.
	LeaveLicense
	// AwaitLicense: the member comes in line at the account's Wait.
	AwaitLicense
)

// Wait is a member's place in the line for a license; zero for nobody in line.
type Wait struct {
	// Number is the number of the entry that tells it, which orders the line.
	Number int64
	Since  time.Time
}

// LinePlace is a place in the line: who may not work until they get a license
// stand before those who work without one, and each of the two in the order in
// which they came. The zero value stands before the first.
type LinePlace struct {
	Status MemberStatus
	Number int64
}

// LinePlace returns the member's place in the line.
func (m Member) LinePlace() LinePlace { return LinePlace{Status: m.Status, Number: m.Wait.Number} }

// InLine says whether the member stands in line for a license.
func (m Member) InLine() bool { return m.Wait.Number > 0 }

// LineCounts counts the line.
type LineCounts struct {
	// Waiting may not work until they get a license.
	Waiting int
	// Working work without one meanwhile.
	Working int
}

// WithoutLicense is what a member leaves who is to have neither a license nor a
// place in line.
func (m Member) WithoutLicense() LicenseEffect {
	switch {
	case m.Licensed:
		return LicenseReleased
	case m.InLine():
		return LicenseForgone
	}
	return ""
}
