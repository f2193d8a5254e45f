package oktatest

// Fault is one deliberate mistake of a Server.
type Fault string

const (
	// None is the mistake of a server that makes none.
	None Fault = ""

	// BearerOnly refuses the token without "Bearer" in front (Q1).
	BearerOnly Fault = "bearer only"
	// NoPatch and NoPut know only the other verb (Q2).
	NoPatch Fault = "no PATCH"
	NoPut   Fault = "no PUT"
	// PathlessIDRefused takes the id in a path-less replace for an attempt to
	// change it (Q3).
	PathlessIDRefused Fault = "path-less id refused"
	// RenameClearsMembers replaces the whole group on a path-less replace (Q4).
	RenameClearsMembers Fault = "rename clears members"
	// NoopRefused refuses a PATCH that changes nothing (Q5).
	NoopRefused Fault = "no-op refused"
	// OwnNameConflicts finds a group's own name taken (Q6).
	OwnNameConflicts Fault = "own name conflicts"
	// NamesNeverFreed keeps names of renamed and deleted groups taken (Q7).
	NamesNeverFreed Fault = "names never freed"
	// UntypedMembersDropped wants a type on each member (Q8).
	UntypedMembersDropped Fault = "untyped members dropped"
	// NullDisplayRefused wants a display on each member (Q8).
	NullDisplayRefused Fault = "null display refused"
	// EmptyReplaceRefused and EmptyReplaceIgnored cannot empty a group (Q9).
	EmptyReplaceRefused Fault = "empty replace refused"
	EmptyReplaceIgnored Fault = "empty replace ignored"
	// RemoveClears removes everybody for a filter path, AddReplaces replaces
	// the members by those to add (Q10).
	RemoveClears Fault = "remove clears"
	AddReplaces  Fault = "add replaces"
	// AddDuplicates lists a member twice that is added twice (Q11).
	AddDuplicates Fault = "add duplicates"
	// MembersTruncated lists a hundred members at most (Q12).
	MembersTruncated Fault = "members truncated"
	// SlowBatches takes a second for each member of a PATCH (Q13).
	SlowBatches Fault = "slow batches"
	// LostUpdates reads the members, thinks for a second, and writes them (Q14).
	LostUpdates Fault = "lost updates"
	// PutStoresNoMembers answers a PUT as if it had stored the members (Q15).
	PutStoresNoMembers Fault = "PUT stores no members"
	// UnknownMemberRefused refuses all members because of one (Q16).
	UnknownMemberRefused Fault = "unknown member refused"
	// InactiveHidden finds no deactivated users (Q17).
	InactiveHidden Fault = "inactive hidden"
	// UserNameLowered changes the case of a userName, LookupCaseSensitive
	// minds it in filters, UniquenessCaseSensitive in conflicts (Q18).
	UserNameLowered         Fault = "userName lowered"
	LookupCaseSensitive     Fault = "lookup case-sensitive"
	UniquenessCaseSensitive Fault = "uniqueness case-sensitive"
	// LookupByEmail looks at e-mails where the filter says userName (Q19).
	LookupByEmail Fault = "lookup by e-mail"
	// HTMLErrors and NestedErrors are errors that no SCIM client can read (Q20).
	HTMLErrors   Fault = "HTML errors"
	NestedErrors Fault = "nested errors"
	// StringCounters counts in strings (Q21).
	StringCounters Fault = "string counters"
	// GroupsObeyed removes memberships for "groups": [] in a user (Q22).
	GroupsObeyed Fault = "groups obeyed"
	// EchoRefused refuses id and meta in a PUT (Q23).
	EchoRefused Fault = "echo refused"
	// PasswordRefused refuses the placeholder, PasswordReturned gives it
	// back (Q24).
	PasswordRefused  Fault = "password refused"
	PasswordReturned Fault = "password returned"
	// UnknownRefused refuses unknown extensions (Q25).
	UnknownRefused Fault = "unknown refused"
	// GroupExternalIDRequired wants an externalId for a group (Q26).
	GroupExternalIDRequired Fault = "group externalId required"
	// StaleNames goes on finding a user under the first userName (Q27).
	StaleNames Fault = "stale names"
	// FirstUserBare lists a user without name and e-mail first (Q28).
	FirstUserBare Fault = "first user bare"
	// DoubleSlashRedirected redirects //Users (Q29).
	DoubleSlashRedirected Fault = "double slash redirected"
	// CharsetRefused wants the media type without parameters, PlainJSONRefused
	// does not take application/json, AcceptRefused answers 406 to the SCIM
	// type (Q30).
	CharsetRefused   Fault = "charset refused"
	PlainJSONRefused Fault = "plain JSON refused"
	AcceptRefused    Fault = "accept refused"
	// ScalarArrayRefused does not take [false] for false (Q31).
	ScalarArrayRefused Fault = "scalar array refused"
	// RetryAfterDate says when to come back as a date (Q32).
	RetryAfterDate Fault = "Retry-After date"

	// The rest are no numbered quirks but mistakes that Okta's documentation
	// or the RFC names.

	// EmptyCreate answers a POST with 201 and nothing.
	EmptyCreate Fault = "empty create"
	// NumericID gives ids that are numbers, MissingID none.
	NumericID Fault = "numeric id"
	MissingID Fault = "missing id"
	// NoSchemas leaves schemas out.
	NoSchemas Fault = "no schemas"
	// UnstableOrder lists in another order on each page.
	UnstableOrder Fault = "unstable order"
	// LastRowMissing counts a resource that it does not list.
	LastRowMissing Fault = "last row missing"
	// Stuck does not answer a POST.
	Stuck Fault = "stuck"
	// DuplicatePostAccepted creates a user twice, or answers with the first.
	DuplicatePostAccepted Fault = "duplicate POST accepted"
	// AnyToken lets everybody in.
	AnyToken Fault = "any token"
	// ProfileIgnored answers a PUT of a user without doing it.
	ProfileIgnored Fault = "profile ignored"
	// ActiveIgnored answers a deactivation without doing it.
	ActiveIgnored Fault = "active ignored"
	// RemoveByValueClears removes everybody when a remove of members carries
	// the ones to remove as a value.
	RemoveByValueClears Fault = "remove by value clears"
	// RenameIgnored answers a path-less replace of a group without doing it.
	RenameIgnored Fault = "rename ignored"
	// DeleteIgnored answers the deletion of a group without doing it.
	DeleteIgnored Fault = "delete ignored"
	// ReplaceAdds takes a replace of members for an add.
	ReplaceAdds Fault = "replace adds"
	// StringBooleansRefused does not take "False" for false.
	StringBooleansRefused Fault = "string booleans refused"
	// CapitalOpsRefused knows only lower-case operations.
	CapitalOpsRefused Fault = "capital ops refused"
	// AbsentElementRefused refuses a path filter that matches nothing.
	AbsentElementRefused Fault = "absent element refused"
	// DottedKeysKept stores a dotted key under its own name.
	DottedKeysKept Fault = "dotted keys kept"
	// ManagerAsSent gives a plain manager back as a plain string.
	ManagerAsSent Fault = "manager as sent"
	// ExcludedAttributesIgnored lists members although they were excluded.
	ExcludedAttributesIgnored Fault = "excludedAttributes ignored"
	// NoDelete cannot delete users.
	NoDelete Fault = "no DELETE"
	// ForeignSchemasRefused refuses schema URNs that it does not know.
	ForeignSchemasRefused Fault = "foreign schemas refused"
	// EmailObjectRefused does not take one e-mail for a list of one.
	EmailObjectRefused Fault = "e-mail object refused"
	// UnknownParametersRefused refuses query parameters that it does not know.
	UnknownParametersRefused Fault = "unknown parameters refused"
	// PathFiltersRefused refuses emails[type eq "work"].value in a filter.
	PathFiltersRefused Fault = "path filters refused"
	// NullsRefused refuses explicit nulls.
	NullsRefused Fault = "nulls refused"
)
