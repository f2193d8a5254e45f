package api

import (
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// ListRequests is what listRequests takes.
type ListRequests struct {
	InOrganization
	Paging
	Q            string                 `query:"q" maxLength:"1024" doc:"Text to look for in everything that is shown."`
	Connection   directory.ConnectionID `query:"connection" maxLength:"256"`
	Person       string                 `query:"person" maxLength:"1024" doc:"A member's id, or text to look for in names and addresses."`
	Team         directory.TeamID       `query:"team" maxLength:"256"`
	Method       string                 `query:"method" enum:"GET,POST,PUT,PATCH,DELETE"`
	Kind         []RequestKind          `query:"kind,explode" nullable:"false" maxItems:"50" doc:"Repeat it for several."`
	Outcome      Outcome                `query:"outcome"`
	SlowerThanMS int                    `query:"slower_than_ms" minimum:"0" maximum:"3600000"`
	Since        time.Time              `query:"since" doc:"From this time on."`
	Until        time.Time              `query:"until" doc:"Before this time."`
}

// OneRequest is for routes about one request.
type OneRequest struct {
	InOrganization
	Request string `path:"request" maxLength:"256"`
}

func (s *Server) listRequests(c *call, in *ListRequests) (*Answer[List[Request]], error) {
	return nil, errNotBuilt
}

func (s *Server) getRequest(c *call, in *OneRequest) (*Answer[RequestDetail], error) {
	return nil, errNotBuilt
}
