package api

import (
	"github.com/danielgtaylor/huma/v2"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/traffic"
)

// Request is one request of a provider.
type Request struct {
	ID           string                 `json:"id" doc:"The request id, as X-Request-Id said it. A provider may choose it, so it need not be unique: number is."`
	Number       string                 `json:"number" doc:"Its place in the log."`
	At           Time                   `json:"at"`
	ConnectionID directory.ConnectionID `json:"connection_id"`
	Provider     Provider               `json:"provider"`
	Kind         RequestKind            `json:"kind"`
	Method       string                 `json:"method" example:"PATCH"`
	Path         string                 `json:"path" example:"/scim/v2/Users/06fgk2v8q9t5b1n4m7c3x0z2hs"`
	Query        string                 `json:"query,omitempty"`
	Status       int                    `json:"status" example:"200"`
	Outcome      Outcome                `json:"outcome"`
	Sentence     string                 `json:"sentence" doc:"What happened." example:"Okta created Ana Ruiz."`
	Detail       string                 `json:"detail,omitempty" doc:"What the provider was told where it was refused: it says what to do next."`
	Facts        RequestFacts           `json:"facts" doc:"What the sentence tells, in numbers and names, for those who say it in another language."`
	Person       *RequestPerson         `json:"person,omitempty"`
	Team         *TeamReference         `json:"team,omitempty"`
	DurationMS   float64                `json:"duration_ms" example:"3.2"`
	Address      string                 `json:"address" example:"198.51.100.7"`
	UserAgent    string                 `json:"user_agent" example:"Okta SCIM Client 1.0.0"`
}

// RequestFacts are what happened, in numbers and names.
type RequestFacts struct {
	LookedFor     string `json:"looked_for,omitempty" doc:"The value that a lookup looked for."`
	Found         int    `json:"found,omitempty" doc:"How many a lookup or list found in all."`
	Shown         int    `json:"shown,omitempty" doc:"How many of them the answer holds."`
	Same          bool   `json:"same,omitempty" doc:"Whether an update held nothing new."`
	Formerly      string `json:"formerly,omitempty" doc:"The name that a team had before."`
	Joined        int    `json:"joined,omitempty" doc:"How many people a push named to join."`
	Left          int    `json:"left,omitempty" doc:"How many people a push named to leave."`
	Exactly       bool   `json:"exactly,omitempty" doc:"Whether it named everybody who should belong."`
	FormerToken   bool   `json:"former_token,omitempty" doc:"Whether the request presented a Secret Token that was replaced and counted for a while yet."`
	Dropped       int    `json:"dropped,omitempty" doc:"How many requests a line of the kind more stands for."`
	DroppedErrors int    `json:"dropped_errors,omitempty" doc:"How many of those were not answered."`
}

// RequestPerson is whom a request was about, as they were called then.
type RequestPerson struct {
	ID         directory.MemberID   `json:"id,omitempty" doc:"The member's id; left out for somebody who has no account."`
	IdentityID directory.IdentityID `json:"identity_id,omitempty" doc:"The SCIM id."`
	Name       string               `json:"name" example:"Ana Ruiz"`
	UserName   string               `json:"user_name" example:"ana@example.com"`
}

// RequestDetail is a request with its redacted bodies.
type RequestDetail struct {
	Request
	RequestBody  string  `json:"request_body" doc:"JSON without secrets; empty where there was none."`
	ResponseBody string  `json:"response_body" doc:"JSON without secrets; empty where there was none."`
	Entries      []Entry `json:"entries" nullable:"false" doc:"What it changed."`
}

// RequestKind says what a request was for.
type RequestKind string

// Schema describes the kinds.
func (RequestKind) Schema(r huma.Registry) *huma.Schema {
	return enum(r, "RequestKind", "What a request was for. more stands for those of one second that were only counted.",
		traffic.Kinds()...)
}
