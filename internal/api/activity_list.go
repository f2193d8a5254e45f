package api

import (
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// ActivityFilter selects entries.
type ActivityFilter struct {
	Q          string                 `query:"q" maxLength:"1024" doc:"Text to look for in names, values and sentences."`
	Actor      string                 `query:"actor" maxLength:"256" doc:"A connection's, member's, key's or link's id, or operator."`
	Kind       []EntryKind            `query:"kind,explode" nullable:"false" maxItems:"50" doc:"Repeat it for several."`
	Member     directory.MemberID     `query:"member" maxLength:"256"`
	Team       directory.TeamID       `query:"team" maxLength:"256"`
	Connection directory.ConnectionID `query:"connection" maxLength:"256"`
	Refusals   bool                   `query:"refusals" doc:"Only what was refused."`
	Since      time.Time              `query:"since" doc:"From this time on."`
	Until      time.Time              `query:"until" doc:"Before this time."`
}

// ListActivity is what listActivity takes.
type ListActivity struct {
	InOrganization
	ActivityFilter
	Before int64 `query:"before" minimum:"0" doc:"The next_before of the page before."`
	Limit  int   `query:"limit" default:"50" minimum:"1" maximum:"200"`
}

func (s *Server) listActivity(c *call, in *ListActivity) (*Answer[Activity], error) {
	return nil, errNotBuilt
}
