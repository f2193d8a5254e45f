package directory

// LicenseReader reads the pool of licenses and the line for them.
type LicenseReader interface {
	Licenses() (Licenses, error)
	// LicenseLine returns the members in line behind a place, in order.
	LicenseLine(after LinePlace, limit int) ([]Member, error)
	// PlaceInLine counts, from 1, which a place in the line is.
	PlaceInLine(place LinePlace) (int, error)
	// CountLine counts those in line.
	CountLine() (LineCounts, error)
	// LicenseLedger lists the entries before a number that took or released a
	// license, moved the line, or changed how many are bought, the newest first; 0
	// begins at the newest. Its cost may grow with the journal.
	LicenseLedger(before int64, limit int) ([]Entry, error)
}

// LicenseWriter changes the pool of licenses.
type LicenseWriter interface {
	// SetLicenses sets how many licenses are bought.
	SetLicenses(bought int) error
	// TakeLicense gives the member a license, or answers NoLicense; they leave the
	// line. A member that holds one already keeps it.
	TakeLicense(member MemberID) error
	// ReleaseLicense takes the member's license back, if it holds one, or its place
	// in line.
	ReleaseLicense(member MemberID) error
	// PassLicense gives the license of one member to another, who leaves the line,
	// however few are bought. Where the first holds none, or the other holds one, it
	// does nothing.
	PassLicense(from, to MemberID) error
}
