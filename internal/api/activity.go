package api

// Entry is one line of an organization's activity.
type Entry struct {
	Number     int64                `json:"number" doc:"Its place in the organization's sequence, without holes."`
	At         Time                 `json:"at"`
	Kind       EntryKind            `json:"kind"`
	Actor      Actor                `json:"actor"`
	Request    string               `json:"request,omitempty" doc:"The id of the request that caused it."`
	Subject    string               `json:"subject,omitempty" doc:"What it is about, as it was called then."`
	Reason     string               `json:"reason,omitempty" doc:"The sentence that a refusal answered."`
	Changes    []Change             `json:"changes" nullable:"false"`
	Member     *MemberReference     `json:"member,omitempty"`
	Successor  *MemberReference     `json:"successor,omitempty" doc:"Who took the member's place, or with whom they were merged."`
	Team       *TeamReference       `json:"team,omitempty"`
	Into       *TeamReference       `json:"into,omitempty" doc:"The team with which the team was merged."`
	Joined     []TeamReference      `json:"joined" nullable:"false" doc:"The teams of the member that the successor joined. The first five have their names."`
	Connection *ConnectionReference `json:"connection,omitempty"`
	People     People               `json:"people"`
	License    *LicenseEffect       `json:"license,omitempty" doc:"What it did to the license of its member. The entries that have one are the ledger."`
	Cause      int64                `json:"cause,omitempty" doc:"The number of the entry that freed the license which this one takes."`
	Refused    bool                 `json:"refused" doc:"Whether it tells of something that was refused."`
	Sentence   string               `json:"sentence" example:"Okta (SCIM) deactivated Ana Ruiz"`
}

// Actor is who did it.
type Actor struct {
	Kind     ActorKind `json:"kind"`
	ID       string    `json:"id,omitempty"`
	Name     string    `json:"name" example:"Okta (SCIM)"`
	Provider *Provider `json:"provider,omitempty"`
}

// Change is one value before and after.
type Change struct {
	Field  string `json:"field" example:"title"`
	Before string `json:"before" example:"Process engineer"`
	After  string `json:"after" example:"Lead process engineer"`
}

// People are those whom an entry names.
type People struct {
	Added        []MemberReference `json:"added" nullable:"false" doc:"The first five who joined. Where the activity of one member is asked for, they are the first."`
	Removed      []MemberReference `json:"removed" nullable:"false" doc:"The first five who left. Where the activity of one member is asked for, they are the first."`
	AddedCount   int               `json:"added_count"`
	RemovedCount int               `json:"removed_count"`
	Named        []string          `json:"named" nullable:"false" doc:"Ids or names as the provider sent them, of people unknown here."`
}

// Activity is one page of the activity, the newest first.
type Activity struct {
	Items      []Entry `json:"items" nullable:"false"`
	NextBefore *int64  `json:"next_before" doc:"Where to go on: the before of the next request; null at the end. There may be more even when the page is empty, because a request looks at a bounded number of entries."`
	SearchedTo int64   `json:"searched_to" doc:"The number of the oldest entry that was looked at; 0 when there is none."`
}
