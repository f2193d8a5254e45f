package scimserver

import (
	"log/slog"
	"net/http"
	"time"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/httpserver"
	"github.com/musterhq/muster/internal/provisioning"
	"github.com/musterhq/muster/internal/traffic"
	"github.com/musterhq/muster/scim"
)

// Config says what a Server works with. Store, Provisioning, Logger and Now are
// required.
type Config struct {
	Store        directory.Store
	Provisioning *provisioning.Service
	Logger       *slog.Logger
	Now          func() time.Time
	// PublicURL is the address by which providers reach this server, without a
	// path, for the Location of resources. Empty means: as each request was
	// addressed.
	PublicURL string
	// Recorder is told of every request, for the provisioning log; nil keeps none.
	Recorder *traffic.Recorder
}

// Server answers identity providers. It is safe for concurrent use.
type Server struct {
	store        directory.Store
	provisioning *provisioning.Service
	logger       *slog.Logger
	now          func() time.Time
	publicURL    string
	recorder     *traffic.Recorder
	pages        *pageMemory
	// wholeGroups bounds how many bodies with whole groups are in memory at
	// once.
	wholeGroups chan struct{}
}

// concurrentWholeGroups times maxGroupBody, and the tree read from it, is what
// whole groups may take of the memory. Whoever comes later waits for a turn.
const concurrentWholeGroups = 4

// New makes a Server.
func New(config Config) *Server {
	return &Server{
		store:        config.Store,
		provisioning: config.Provisioning,
		logger:       config.Logger,
		now:          config.Now,
		publicURL:    config.PublicURL,
		recorder:     config.Recorder,
		pages:        newPageMemory(config.Now),
		wholeGroups:  make(chan struct{}, concurrentWholeGroups),
	}
}

// Handler returns the door itself; a panic in it is for the caller to recover,
// who may answer by Failure. It wants every request whose path begins
// with /scim, as it arrived: it reads the path itself, because a ServeMux
// redirects //Users, and Okta does not follow.
func (s *Server) Handler() http.Handler { return http.HandlerFunc(s.serve) }

func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	c := &call{w: &answerWriter{ResponseWriter: w}, r: r}
	if s.recorder == nil {
		s.answer(c)
		return
	}
	began := s.now()
	defer s.record(c, began)
	s.answer(c)
	c.answered = true
}

func (s *Server) answer(c *call) {
	if err := s.dispatch(c); err != nil {
		s.answerError(c, err)
	}
}

func (s *Server) dispatch(c *call) error {
	target, err := parseTarget(c.r.URL)
	if err != nil {
		return err
	}
	c.told.Connection = target.connection
	if c.access, err = s.authenticate(c.r, target.connection); c.access.Connection.ID != "" {
		c.tellAccess()
	}
	if err != nil {
		return err
	}
	found, id, err := target.route(c.w, c.r.Method)
	if err != nil {
		return err
	}
	route := found.name()
	httpserver.SetRoute(c.r.Context(), route)
	c.told.Route, c.told.Kind = route, found.kind
	query, err := parseQuery(c.r)
	if err != nil {
		return err
	}
	if found.kind == traffic.List && query.Has("filter") {
		c.told.Kind = traffic.Lookup
	}
	c.id, c.query = id, query
	c.base = s.base(c.r, target.connection)
	if t := resourceTypeAt(target.segments[0]); t != nil {
		if err := c.project(t); err != nil {
			return err
		}
	}
	return found.handle(s, c)
}

// resourceTypeAt returns the type of the resources at an endpoint, or nil where
// there are none that a client could choose attributes of.
func resourceTypeAt(endpoint string) *scim.ResourceType {
	for _, t := range resourceTypes() {
		if t.Endpoint()[1:] == endpoint {
			return t
		}
	}
	return nil
}

func resourceTypes() []*scim.ResourceType {
	return []*scim.ResourceType{scim.UserResourceType(), scim.GroupResourceType()}
}

// answerError answers an error. Where an answer has begun already, nothing true
// can be added to it: the connection is cut, so that the client does not take a
// part for the whole.
func (s *Server) answerError(c *call, err error) {
	answer, internal := errorOf(err)
	if internal {
		s.logger.ErrorContext(c.r.Context(), "scim request failed", "error", err, "request", httpserver.RequestID(c.r.Context()))
	}
	c.tellError(answer, err)
	answer.Detail += requestNamed(c.r.Context(), err)
	if c.w.status != 0 {
		panic(http.ErrAbortHandler)
	}
	if answer.Status == http.StatusUnauthorized {
		c.w.Header().Set("WWW-Authenticate", `Bearer realm="scim"`)
	}
	if answer.Status == http.StatusServiceUnavailable {
		c.w.Header().Set("Retry-After", "5") // Okta reads whole seconds only
	}
	c.w.send(answer.Status, answer.AppendJSON(nil))
}

// Failure answers in SCIM's form for a handler that could not, as the Failure of
// an httpserver.Door.
func (s *Server) Failure(w http.ResponseWriter, _ *http.Request, status int, sentence string) {
	answer := &answerWriter{ResponseWriter: w}
	answer.send(status, refuse(status, "", sentence).AppendJSON(nil))
}
