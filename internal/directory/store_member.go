package directory

// MemberReader reads the members.
type MemberReader interface {
	Member(id MemberID) (Member, error)
	Members(query MemberQuery) ([]Member, error)
	// SearchMembers returns the members that the search selects, in order of
	// their places. Its cost may grow with the organization.
	SearchMembers(search MemberSearch) ([]Member, error)
	// CountMembers counts by walking through the organization.
	CountMembers() (MemberCounts, error)
	// MembersByEmail lists the members who have an address, compared by Fold, at
	// most ten, in order of their places. Its cost may grow with the
	// organization.
	MembersByEmail(email string) ([]Member, error)
	// IdentityMembers returns the members behind identities of any connection,
	// in order of member id and each once. Cost: one statement for any number of
	// ids.
	IdentityMembers(ids []IdentityID) ([]Member, error)
}

// MemberWriter changes the members.
type MemberWriter interface {
	CreateMember(member Member) error
	// UpdateMember stores name, email, role, status, identity, SignedOutAt and
	// UpdatedAt. It answers Refused where the organization would be left without
	// an active owner that it has now, and has written nothing then.
	UpdateMember(member Member) error
	// SetAccount stores the account of a member and takes or releases its
	// license, or answers NoLicense. The role stays as it is. Refused as
	// UpdateMember.
	SetAccount(member MemberID, account Account) error
	// DeleteMember removes the member with its license, its memberships of manual
	// teams, its sessions, links and ways to sign in, and detaches its Identity,
	// which stays. API keys that the member made stay in the list and open
	// nothing. Refused as UpdateMember.
	DeleteMember(id MemberID) error
}
