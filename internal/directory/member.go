package directory

import (
	"strings"
	"time"
)

// Member is an account in an organization.
type Member struct {
	ID MemberID
	// Ordinal is the number of the journal entry that created the member.
	Ordinal int64
	// Origin is the connection that made the member, or empty for one made by
	// hand. It never changes: the provider's badge stays for ever.
	Origin ConnectionID
	// Identity is the identity that speaks for the member, or empty where no
	// connection asserts anything about them (any more).
	Identity IdentityID
	Name     string
	Email    string
	Role     Role
	Status   MemberStatus
	Licensed bool
	// SignedOutAt ends every session and personal API key that was made at that
	// time or before. Deactivation sets it, so that whoever returns signs in
	// again.
	SignedOutAt time.Time
	CreatedAt   time.Time
	UpdatedAt   time.Time
}

// Provisioned says whether a connection made the member.
func (m Member) Provisioned() bool { return m.Origin != "" }

// Validate returns an Invalid error when the member cannot be kept.
func (m Member) Validate() error {
	if err := CheckMemberName(m.Name); err != nil {
		return err
	}
	if err := CheckMemberEmail(m.Email); err != nil {
		return err
	}
	if !m.Role.Valid() {
		return ruleNoRole.Refuse(Invalid, "role", string(m.Role))
	}
	return nil
}

// CheckMemberName returns an Invalid error for a name that no member may have.
func CheckMemberName(name string) error {
	if strings.TrimSpace(name) == "" {
		return ruleNoName.Refuse(Invalid).About("name")
	}
	_, err := checkName("name", name)
	return err
}

// CheckMemberEmail returns an Invalid error for what is no address of a person.
// A provider may assert an address that people could not enter.
func CheckMemberEmail(email string) error {
	local, domain, found := strings.Cut(email, "@")
	if !found || local == "" || domain == "" || strings.ContainsAny(email, " \t\r\n<>,;") {
		return ruleNoAddress.Refuse(Invalid).About("email")
	}
	_, err := checkName("email", email)
	return err
}

// Account is what a connection's assertion makes of a member. Whoever is active
// holds a license, and nobody else does.
type Account struct {
	// Identity is the one that asserts it, or empty where it speaks for the
	// member no more.
	Identity  IdentityID
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

// Roles lists every Role, from the least to the most.
func Roles() []Role { return []Role{RoleMember, RoleAdministrator, RoleOwner} }

// Valid says whether r is one of Roles.
func (r Role) Valid() bool { return r == RoleMember || r == RoleAdministrator || r == RoleOwner }

// Manages says whether the role manages the organization: owners and
// administrators do.
func (r Role) Manages() bool { return r == RoleAdministrator || r == RoleOwner }

// MemberStatus says whether a member may work.
type MemberStatus string

const (
	// MemberActive may sign in and holds a license.
	MemberActive MemberStatus = "active"
	// MemberInvited was invited by hand, holds a license, and has not signed in
	// yet.
	MemberInvited MemberStatus = "invited"
	// MemberDeactivated may not sign in and holds no license.
	MemberDeactivated MemberStatus = "deactivated"
)

// MemberStatuses lists every MemberStatus.
func MemberStatuses() []MemberStatus {
	return []MemberStatus{MemberActive, MemberInvited, MemberDeactivated}
}

// MemberQuery selects members, in order of Ordinal.
type MemberQuery struct {
	After int64
	Limit int
}

// MemberSearch selects members as people look for them, in order of their
// names. Every field that is set narrows; empty ones do not.
type MemberSearch struct {
	// Text is looked for anywhere in name and email, compared by Fold.
	Text     string
	Statuses []MemberStatus
	Roles    []Role
	// Origins are connections; the empty ConnectionID means members made by
	// hand.
	Origins []ConnectionID
	// Team is a team, provisioned or manual, that the member belongs to.
	Team TeamID
	// NotInTeam leaves out who belongs to this team.
	NotInTeam TeamID
	// Licensed narrows to holders of a license.
	Licensed bool
	// After continues behind a member that an earlier page ended with.
	After MemberPlace
	// Limit is the greatest number of members to return; it must be positive.
	Limit int
}

// MemberPlace is a member's place in the order of names. The zero value stands
// before the first.
type MemberPlace struct {
	// Key is the folded name and address.
	Key string
	ID  MemberID
}

// Place returns the member's place in the order of names.
func (m Member) Place() MemberPlace { return MemberPlace{Key: SearchKey(m.Name, m.Email), ID: m.ID} }

// SearchKey is the text in which a search looks for a member, and by which
// members are ordered: name and address, folded. A name that cannot be folded
// stands there as it is.
func SearchKey(name, email string) string { return FoldLoosely(name) + "\n" + FoldLoosely(email) }

// FoldLoosely is Fold for what is looked for: text that cannot be folded is put
// in lower case instead of being refused.
func FoldLoosely(text string) string {
	folded, err := Fold(text)
	if err != nil {
		return strings.ToLower(text)
	}
	return folded
}

// MemberCounts says how many members an organization has.
type MemberCounts struct {
	ByStatus map[MemberStatus]int
	// ByOrigin counts by connection; the empty one are members made by hand.
	ByOrigin map[ConnectionID]int
	// Owners are the active owners.
	Owners int
}

// Total is how many members there are in all.
func (c MemberCounts) Total() int {
	total := 0
	for _, count := range c.ByStatus {
		total += count
	}
	return total
}
