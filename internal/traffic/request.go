package traffic

import (
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// Request is one line of the provisioning log: a request of an identity
// provider with its outcome.
type Request struct {
	// Number is the line's place in the log: unique, and greater for what came
	// later. The Recorder gives it.
	Number int64
	// ID is the request's id, as the access log and the journal have it. A
	// client may choose it, so it need not be unique.
	ID string
	// At is when the request was answered.
	At time.Time
	// Organization is empty only on the way to the Recorder, for a request of the
	// Kind Unauthorized: see RecorderConfig.Owner.
	Organization directory.OrganizationID
	Connection   directory.ConnectionID
	Provider     directory.Provider

	Method string
	// Route is what the request turned out to be, from the door's closed list:
	// "/scim/v2/Users/{id}".
	Route string
	// Path is the address as sent, ids included, and Query what followed it.
	Path  string
	Query string
	Kind  Kind

	Status  int
	Outcome Outcome
	// Sentence says in English what happened: "Okta created Ana Ruiz."
	Sentence string
	// Detail is the sentence that a refusal or failure answered, which says what
	// to do next; empty where the request was answered.
	Detail string
	// Facts are what the sentence tells, for those who say it in another language.
	Facts Facts

	// Person and Team are whom and what the request was about; the zero value
	// where it was about none or about several.
	Person Person
	Team   Team

	// Duration is how long the answer took.
	Duration time.Duration
	// Address is where the request came from: the peer, or what the configured
	// proxy says.
	Address string
	// UserAgent is what the client calls itself.
	UserAgent string

	// RequestBody and ResponseBody are JSON without secrets, cut to MaxBody;
	// empty where there was none. Lists of requests leave them out.
	RequestBody  string
	ResponseBody string
}

// Facts are what happened, in numbers and names.
type Facts struct {
	// LookedFor is the value that a lookup looked for.
	LookedFor string `json:"looked_for,omitempty"`
	// Found is how many a lookup or list found in all, Shown how many of them
	// the answer holds.
	Found int `json:"found,omitempty"`
	Shown int `json:"shown,omitempty"`
	// Same says that an update held nothing new.
	Same bool `json:"same,omitempty"`
	// Formerly is the name that a team had before.
	Formerly string `json:"formerly,omitempty"`
	// Joined and Left are how many people a push named to join and to leave.
	// Where Exactly is set, it named everybody who should belong.
	Joined  int  `json:"joined,omitempty"`
	Left    int  `json:"left,omitempty"`
	Exactly bool `json:"exactly,omitempty"`
	// FormerToken says that the request presented a Secret Token that was replaced
	// and counts for a while yet.
	FormerToken bool `json:"former_token,omitempty"`
	// Dropped is how many requests a line of the Kind More stands for, and
	// DroppedErrors how many of those were not answered.
	Dropped       int `json:"dropped,omitempty"`
	DroppedErrors int `json:"dropped_errors,omitempty"`
}

// Person is the person whom a request was about, as they were called then.
type Person struct {
	Identity directory.IdentityID
	Member   directory.MemberID
	Name     string
	UserName string
}

// Team is the team that a request was about, as it was called then.
type Team struct {
	ID   directory.TeamID
	Name string
}

// Outcome says how a request ended.
type Outcome string

const (
	// Answered: it got what it asked for. That nobody was found is an answer.
	Answered Outcome = "answered"
	// Refused: a rule, or a mistake in the request.
	Refused Outcome = "refused"
	// Failed: on this side.
	Failed Outcome = "failed"
)

// Outcomes lists every Outcome.
func Outcomes() []Outcome { return []Outcome{Answered, Refused, Failed} }

// OutcomeOf returns how a request ended that was answered with a status. Asking
// for what is not there is an answered question, not a refusal: providers do it
// all day.
func OutcomeOf(kind Kind, status int) Outcome {
	switch {
	case status == 501: // clients probe for what there is
		return Refused
	case status >= 500 || status < 200:
		return Failed
	case status == 404 && kind == Read:
		return Answered
	case status >= 400:
		return Refused
	}
	return Answered
}

// Kind says what a request was for.
type Kind string

// What a request can be for. Lookup, List and Read may be of people or of
// groups: Route tells which.
const (
	// Lookup: a list with a filter, to find one.
	Lookup Kind = "lookup"
	// List: a list without a filter.
	List Kind = "list"
	// Read: one resource by its id.
	Read       Kind = "read"
	Create     Kind = "create"
	Update     Kind = "update"
	Deactivate Kind = "deactivate"
	Reactivate Kind = "reactivate"
	Delete     Kind = "delete"

	GroupCreate  Kind = "group_create"
	GroupMembers Kind = "group_members"
	GroupRename  Kind = "group_rename"
	GroupDelete  Kind = "group_delete"

	// Discovery: what the server offers.
	Discovery Kind = "discovery"
	// Unauthorized: the token was missing, wrong or another connection's.
	Unauthorized Kind = "unauthorized"
	// Other: what no route answers.
	Other Kind = "other"
	// More is not a request: it counts those of one second that were not kept.
	More Kind = "more"
)

// Kinds lists every Kind.
func Kinds() []Kind {
	return []Kind{
		Lookup, List, Read, Create, Update, Deactivate, Reactivate, Delete,
		GroupCreate, GroupMembers, GroupRename, GroupDelete,
		Discovery, Unauthorized, Other, More,
	}
}

// plain says whether requests of the kind change nothing and come in crowds: the
// first to be left out.
func (k Kind) plain() bool {
	switch k {
	case Lookup, List, Read, Discovery:
		return true
	default:
		return false
	}
}
