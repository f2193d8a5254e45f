package api

import (
	"strconv"
	"time"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/traffic"
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

// requestPlace is a request's place in the log.
type requestPlace struct {
	Number int64 `json:"n"`
}

func (s *Server) listRequests(c *call, in *ListRequests) (*Answer[List[Request]], error) {
	after, err := readCursor[requestPlace](in.Cursor)
	if err != nil {
		return nil, err
	}
	query, err := in.query(c.view())
	if err != nil {
		return nil, err
	}
	query.Before = after.Number
	found, err := s.config.Traffic.Search(c.ctx, c.organization.ID, query)
	if err != nil {
		return nil, err
	}
	list := List[Request]{Items: make([]Request, len(found.Requests))}
	for i, request := range found.Requests {
		list.Items[i] = requestOf(request)
	}
	if found.Next != 0 {
		list.NextCursor = writeCursor(requestPlace{Number: found.Next})
	}
	return &Answer[List[Request]]{Body: list}, nil
}

func (in *ListRequests) query(reader directory.Reader) (traffic.Query, error) {
	query := traffic.Query{
		Connection: in.Connection,
		Person:     in.Person,
		Team:       in.Team,
		Method:     in.Method,
		Outcome:    traffic.Outcome(in.Outcome),
		SlowerThan: time.Duration(in.SlowerThanMS) * time.Millisecond,
		Since:      in.Since,
		Until:      in.Until,
		Text:       in.Q,
		Limit:      in.Limit,
	}
	for _, kind := range in.Kind {
		query.Kinds = append(query.Kinds, traffic.Kind(kind))
	}
	if in.Person == "" {
		return query, nil
	}
	// A member's id is looked up; whatever else is sent is text to look for.
	_, err := reader.Member(directory.MemberID(in.Person))
	if directory.CodeOf(err) == directory.NotFound {
		return query, nil
	}
	query.Member, query.Person = directory.MemberID(in.Person), ""
	return query, err
}

// OneRequest is for routes about one request.
type OneRequest struct {
	InOrganization
	Request string `path:"request" maxLength:"256"`
}

func (s *Server) getRequest(c *call, in *OneRequest) (*Answer[RequestDetail], error) {
	found, err := s.config.Traffic.Request(c.ctx, c.organization.ID, in.Request)
	if err != nil {
		return nil, err
	}
	reader := c.view()
	caused, err := entriesCausedBy(reader, found)
	if err != nil {
		return nil, err
	}
	known, err := readOrigins(reader)
	if err != nil {
		return nil, err
	}
	shown, err := entriesOf(reader, known, caused)
	if err != nil {
		return nil, err
	}
	return &Answer[RequestDetail]{Body: RequestDetail{
		Request:      requestOf(found),
		RequestBody:  found.RequestBody,
		ResponseBody: found.ResponseBody,
		Entries:      shown,
	}}, nil
}

func requestOf(r traffic.Request) Request {
	shown := Request{
		ID:           r.ID,
		Number:       strconv.FormatInt(r.Number, 10),
		At:           Time(r.At),
		ConnectionID: r.Connection,
		Provider:     Provider(r.Provider),
		Kind:         RequestKind(r.Kind),
		Method:       r.Method,
		Path:         r.Path,
		Query:        r.Query,
		Status:       r.Status,
		Outcome:      Outcome(r.Outcome),
		Sentence:     r.Sentence,
		Detail:       r.Detail,
		Facts:        RequestFacts(r.Facts),
		DurationMS:   float64(r.Duration.Microseconds()) / 1000,
		Address:      r.Address,
		UserAgent:    r.UserAgent,
	}
	if r.Person != (traffic.Person{}) {
		shown.Person = &RequestPerson{ID: r.Person.Member, IdentityID: r.Person.Identity, Name: r.Person.Name, UserName: r.Person.UserName}
	}
	if r.Team.ID != "" {
		shown.Team = &TeamReference{ID: r.Team.ID, Name: r.Team.Name}
	}
	return shown
}
