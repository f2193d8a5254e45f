package directory

// ExistingMember says what happens when a provider creates somebody whose address
// a member has who was made by hand.
type ExistingMember string

const (
	// AdoptExisting: the member stays who they are, and the connection speaks for
	// them from then on. One with an administrative role is adopted only after an
	// owner has confirmed it.
	AdoptExisting ExistingMember = "adopt"
	// RefuseExisting refuses to create them.
	RefuseExisting ExistingMember = "refuse"
)

// EmailSource says which value a provider sends becomes a member's address.
type EmailSource string

const (
	// EmailFromEmails: the primary address, or the user name of a person without
	// one.
	EmailFromEmails EmailSource = "email"
	// EmailFromUserName: the user name alone. Addresses that the provider sends
	// are kept in what it asserts, and used for nothing else.
	EmailFromUserName EmailSource = "user_name"
)

// UniqueIdentifier says by which value a provider tells people apart.
type UniqueIdentifier string

const (
	// IdentifiedByUserName: the user name, which is unique in every connection.
	IdentifiedByUserName UniqueIdentifier = "user_name"
	// IdentifiedByEmail: the primary address, which must be unique as well.
	IdentifiedByEmail UniqueIdentifier = "email"
)

// UserNameChange says what becomes of a member whose user name changes. Only
// another case of the letters is no change.
type UserNameChange string

const (
	// UpdateRenamed: the member stays, and follows.
	UpdateRenamed UserNameChange = "update"
	// ReplaceRenamed: the account is invalidated, and a new one takes its place
	// behind the same identity, with its license and its pushed teams.
	ReplaceRenamed UserNameChange = "replace"
)
