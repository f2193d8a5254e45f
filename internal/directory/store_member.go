package directory

// MemberReader reads the members.
type MemberReader interface {
	Member(id MemberID) (Member, error)
	Members(query MemberQuery) ([]Member, error)
	// SearchMembers returns the members that the search selects, in order of
	// their places. Its cost may grow with the organization, unless the search
	// says among whom.
	SearchMembers(search MemberSearch) ([]Member, error)
	// CountMembers counts by walking through the organization.
	CountMembers() (MemberCounts, error)
	// MembersByEmail lists the members who have an address, compared by Fold, at
	// most ten, in order of their places. Its cost may grow with the
	// organization.
	MembersByEmail(email string) ([]Member, error)
	// UnclaimedMembers lists the members who have an address, compared by
	// FoldLoosely, and are Unclaimed, at most ten, in order of their ids.
	UnclaimedMembers(email string) ([]Member, error)
	// Adoptions lists what connections want with members and what came of it, in
	// order of member and connection. Cost: one statement for any number of ids.
	Adoptions(members []MemberID) ([]Adoption, error)
	// IdentityMembers returns the members behind identities of any connection,
	// in order of member id and each once. Cost: one statement for any number of
	// ids.
	IdentityMembers(ids []IdentityID) ([]Member, error)
	// MemberWhoLeft returns the member whom a connection made or adopted, for whom no identity
	// speaks and who left under this external id, the latest made of several, or
	// "". In a transaction of an organization that nobody left it costs nothing.
	MemberWhoLeft(origin ConnectionID, externalID string) (MemberID, error)
}

// MemberWriter changes the members.
type MemberWriter interface {
	// CreateMember makes a member without a license, and in line where Wait says so.
	CreateMember(member Member) error
	// UpdateMember stores name, email, role, status, identity, SignedOutAt and
	// UpdatedAt. It answers Refused where the organization would be left without
	// an active owner that it has now, and has written nothing then.
	UpdateMember(member Member) error
	// SetAccount stores the account of a member and does with its license what
	// the account says, or answers NoLicense. It returns what that did. The role
	// stays as it is. Whoever is deactivated by it is signed out at UpdatedAt, or
	// when the youngest of their sessions and API keys was made, where a clock was
	// ahead. Refused as UpdateMember.
	SetAccount(member MemberID, account Account) (LicenseEffect, error)
	// LeaveAs keeps under which external id a member's identity ended, or forgets
	// it where that is empty.
	LeaveAs(member MemberID, externalID string) error
	// PutAdoption stores what a connection wants with a member, over what was there.
	PutAdoption(adoption Adoption) error
	// DeleteMember removes the member with its license, its memberships of manual
	// teams, its sessions, links, ways to sign in, logins and adoptions, and detaches
	// its Identity, which stays, with another Version: whoever planned to update it
	// plans anew. API keys that the member made stay in the list and open
	// nothing. Refused as UpdateMember.
	DeleteMember(id MemberID) error
}
