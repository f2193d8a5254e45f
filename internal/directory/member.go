package directory

import "time"

// Member is an account in an organization.
type Member struct {
	ID MemberID
	// Ordinal is the number of the journal entry that created the member.
	Ordinal int64
	// Origin is the connection that made the member, or empty for one made by
	// hand. It never changes: the provider's badge stays for ever.
	Origin    ConnectionID
	Name      string
	Email     string
	Role      Role
	Status    MemberStatus
	Licensed  bool
	CreatedAt time.Time
	UpdatedAt time.Time
}

// Account is what a connection's assertion makes of a member. Whoever is active
// holds a license, and nobody else does.
type Account struct {
	Name      string
	Email     string
	Active    bool
	UpdatedAt time.Time
}

// Status is the status of a member with this account.
func (a Account) Status() MemberStatus {
	if a.Active {
		return MemberActive
	}
	return MemberDeactivated
}

// Role is what a member may do in the control panel. SCIM never grants one.
type Role string

// The roles, from the least to the most.
const (
	RoleMember        Role = "member"
	RoleAdministrator Role = "administrator"
	RoleOwner         Role = "owner"
)

// MemberStatus says whether a member may work.
type MemberStatus string

const (
	// MemberActive may sign in and holds a license.
	MemberActive MemberStatus = "active"
	// MemberDeactivated may not sign in and holds no license.
	MemberDeactivated MemberStatus = "deactivated"
)

// MemberQuery selects members, in order of Ordinal.
type MemberQuery struct {
	After int64
	Limit int
}
