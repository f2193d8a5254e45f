package directory

import (
	"cmp"
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
	// AdoptedBy is the connection that took over a member whom it had not made, or
	// empty. See Connection.
	AdoptedBy ConnectionID
	// JoinedBy is the login method through which somebody whom no connection had
	// provisioned became a member by signing in, or empty. It never changes.
	JoinedBy LoginMethodID
	Name     string
	Email    string
	Role     Role
	Status   MemberStatus
	Licensed bool
	// Wait is the member's place in the line for a license.
	Wait Wait
	// SignedOutAt ends every session and personal API key that was made at that
	// time or before. Deactivation sets it, so that whoever returns signs in
	// again.
	SignedOutAt time.Time
	CreatedAt   time.Time
	UpdatedAt   time.Time
}

// Connection is the connection that speaks for the member, or spoke last where the
// member has no Identity any more; empty where none ever did.
func (m Member) Connection() ConnectionID { return cmp.Or(m.AdoptedBy, m.Origin) }

// Provisioned says whether a connection made or adopted the member.
func (m Member) Provisioned() bool { return m.Connection() != "" }

// Unclaimed says whether the member was made by hand and no connection speaks for
// them: one that creates somebody of their address may adopt them.
func (m Member) Unclaimed() bool { return m.Origin == "" && m.Identity == "" }

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

// Account is what a connection's assertion makes of a member.
type Account struct {
	// Identity is the one that asserts it, or empty where it speaks for the
	// member no more.
	Identity IdentityID
	// AdoptedBy is the connection that takes the member over with this; empty leaves
	// it as it is.
	AdoptedBy ConnectionID
	Name      string
	Email     string
	Status    MemberStatus
	License   LicenseUse
	Wait      Wait // for AwaitLicense
	UpdatedAt time.Time
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
	// MemberActive may sign in. They hold a license, or work without one where a
	// connection's policy allows it.
	MemberActive MemberStatus = "active"
	// MemberWaiting may not sign in until they get a license, for which they stand
	// in line. What the provider asserts is active.
	MemberWaiting MemberStatus = "waiting"
	// MemberInvited was invited by hand, holds a license, and has not signed in
	// yet.
	MemberInvited MemberStatus = "invited"
	// MemberDeactivated may not sign in and holds no license, unless a connection's
	// policy lets them keep it.
	MemberDeactivated MemberStatus = "deactivated"
)

// MemberStatuses lists every MemberStatus.
func MemberStatuses() []MemberStatus {
	return []MemberStatus{MemberActive, MemberWaiting, MemberInvited, MemberDeactivated}
}

// MemberQuery selects members in order of their ids, which is roughly that in
// which they were made.
type MemberQuery struct {
	// After skips members up to this one.
	After MemberID
	// Limit is the greatest number of members to return; it must be positive.
	Limit int
}

// MemberSearch selects members as people look for them, in order of their
// names. Every field that is set narrows; empty ones do not.
type MemberSearch struct {
	// Text is looked for anywhere in name and email, compared by Fold.
	Text     string
	Statuses []MemberStatus
	Roles    []Role
	// Connections are those that speak for the member or spoke last; the empty
	// ConnectionID means members for whom none ever did.
	Connections []ConnectionID
	// Team is a team, provisioned or manual, that the member belongs to.
	Team TeamID
	// NotInTeam leaves out who belongs to this team.
	NotInTeam TeamID
	// Licensed narrows to holders of a license.
	Licensed bool
	// Among narrows to these members, where it names any. Then the cost does not
	// grow with the organization.
	Among []MemberID
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
	// ByConnection counts by Member.Connection.
	ByConnection map[ConnectionID]int
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
