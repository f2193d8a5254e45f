package directory

// Deprovision says what becomes of a member whom the provider deactivates.
type Deprovision string

const (
	// DeprovisionDeactivates: the member stays, deactivated, and works again when
	// the provider reactivates them.
	DeprovisionDeactivates Deprovision = "deactivate"
	// DeprovisionRemoves: the member goes, with their role, their places in manual
	// teams and their ways to sign in. The identity stays, so that the provider
	// finds it; reactivating it makes a new member.
	DeprovisionRemoves Deprovision = "remove"
)

// SCIMDelete says what becomes of a member whose identity the provider deletes.
// It governs the member alone: the identity is gone either way.
type SCIMDelete string

const (
	// DeleteDeactivates: the member stays, deactivated, and is found again when the
	// provider creates somebody with the same externalId.
	DeleteDeactivates SCIMDelete = "deactivate"
	// DeleteRemoves: the member goes with the identity.
	DeleteRemoves SCIMDelete = "remove"
)

// ProtectAdmins says whether the provider may end the access of owners and
// administrators. The last active owner stays whatever it says.
type ProtectAdmins string

const (
	// ProtectNobody: whoever leaves is out at once, administrators too.
	ProtectNobody ProtectAdmins = "off"
	// ProtectRoles: owners and administrators stay until their role is removed
	// here. What the provider asked for waits until then.
	ProtectRoles ProtectAdmins = "on"
)
