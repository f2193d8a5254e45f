package directory

// WithoutLicense says what becomes of somebody whom the provider makes or
// reactivates when no license is free.
type WithoutLicense string

const (
	// RejectWithout refuses, in a sentence that the provider's administrator reads,
	// and leaves a notice. The provider asks again.
	RejectWithout WithoutLicense = "reject"
	// WaitWithout makes the member, who may not sign in until a license is free.
	// Whoever waits longest gets it in the change that frees it.
	WaitWithout WithoutLicense = "wait"
	// AllowWithout lets the member work without one. They stand in the same line,
	// behind those who cannot work, and get a license when one is free.
	AllowWithout WithoutLicense = "allow"
)

// LicenseOnDeactivate says what becomes of the license of a member of the
// connection who is deactivated, whoever deactivates them.
type LicenseOnDeactivate string

const (
	// ReleaseOnDeactivate gives the license back, for somebody else.
	ReleaseOnDeactivate LicenseOnDeactivate = "release"
	// KeepOnDeactivate leaves it with the member until an administrator releases
	// it or removes the member, so that nobody comes back to find it gone.
	KeepOnDeactivate LicenseOnDeactivate = "keep"
)
