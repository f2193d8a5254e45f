package api

import (
	"github.com/danielgtaylor/huma/v2"

	"github.com/musterhq/muster/internal/directory"
)

// RequestFacts is what is kept of one request of a provider.
type RequestFacts struct {
	ID           string                 `json:"id" doc:"The request id, as X-Request-Id said it."`
	At           Time                   `json:"at"`
	ConnectionID directory.ConnectionID `json:"connection_id"`
	Provider     Provider               `json:"provider"`
	Kind         RequestKind            `json:"kind"`
	Method       string                 `json:"method" example:"PATCH"`
	Path         string                 `json:"path" doc:"With ids and without names." example:"/Users/06fgk2v8q9t5b1n4m7c3x0z2hs"`
	Query        string                 `json:"query,omitempty"`
	Status       int                    `json:"status" example:"200"`
	Outcome      Outcome                `json:"outcome"`
	Sentence     string                 `json:"sentence" doc:"What happened." example:"Okta created Ana Ruiz."`
	Detail       string                 `json:"detail,omitempty" doc:"What the provider was told where it was refused: it says what to do next."`
	Changed      bool                   `json:"changed" doc:"Whether the directory was different afterwards."`
	Dropped      int                    `json:"dropped,omitempty" doc:"How many requests a line of the kind more stands for."`
	Person       *MemberReference       `json:"person,omitempty"`
	Team         *TeamReference         `json:"team,omitempty"`
	DurationMS   float64                `json:"duration_ms" example:"3.2"`
	Address      string                 `json:"address" example:"198.51.100.7"`
}

// Request is a request as a list shows it.
type Request struct {
	RequestFacts
	Entries []int64 `json:"entries" nullable:"false" doc:"The numbers of the activity entries it caused."`
}

// RequestDetail is a request with its redacted bodies.
type RequestDetail struct {
	RequestFacts
	RequestBody  string  `json:"request_body" doc:"Redacted."`
	ResponseBody string  `json:"response_body" doc:"Redacted."`
	Entries      []Entry `json:"entries" nullable:"false" doc:"What it changed."`
}

// RequestKind says what a request was for.
type RequestKind string

// Schema describes the kinds.
func (RequestKind) Schema(r huma.Registry) *huma.Schema {
	return enum(r, "RequestKind", "What a request was for. more stands for those of one second that were only counted.",
		"lookup", "list", "read", "create", "update", "deactivate", "reactivate", "delete",
		"group_create", "group_members", "group_rename", "group_delete", "discovery", "unauthorized", "other", "more")
}
