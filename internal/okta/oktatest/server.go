package oktatest

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Token is the secret of every Server.
const Token = "secret-token"

// The schema URNs of the RFCs.
const (
	urnUser       = "urn:ietf:params:scim:schemas:core:2.0:User"
	urnGroup      = "urn:ietf:params:scim:schemas:core:2.0:Group"
	urnEnterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
	urnList       = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
	urnError      = "urn:ietf:params:scim:api:messages:2.0:Error"
)

// resource is a SCIM resource as decoded JSON.
type resource map[string]any

// group is a group; a user's groups are worked out from all of them.
type group struct {
	id         string
	name       string
	externalID string
	members    []string
}

// Server is a SCIM server. It is an http.Handler at the base URL's root, and
// an http.RoundTripper that answers without a network. It may be used by
// several goroutines.
type Server struct {
	// Throttle is how many requests are answered with 429 at first.
	Throttle int

	faults []Fault

	mu     sync.Mutex
	users  map[string]resource
	groups map[string]*group
	// order holds ids of users, then of groups, as they were created.
	userOrder  []string
	groupOrder []string
	// gone are names of groups that are no longer used.
	gone map[string]bool
	// firstNames are the userNames at creation.
	firstNames map[string]string
	passwords  map[string]any
	created    int
	listed     int
}

// New returns a server with an empty directory that makes the given mistakes.
func New(faults ...Fault) *Server {
	s := &Server{
		faults:     faults,
		users:      map[string]resource{},
		groups:     map[string]*group{},
		gone:       map[string]bool{},
		firstNames: map[string]string{},
		passwords:  map[string]any{},
	}
	if s.wrong(FirstUserBare) {
		s.keepUser(resource{"userName": "admin"})
	}
	return s
}

func (s *Server) wrong(f Fault) bool { return slices.Contains(s.faults, f) }

// RoundTrip answers a request without a network.
func (s *Server) RoundTrip(req *http.Request) (*http.Response, error) {
	done := make(chan *http.Response, 1)
	served := req.Clone(req.Context())
	if served.Body == nil {
		served.Body = http.NoBody
	}
	go func() {
		recorder := httptest.NewRecorder()
		s.ServeHTTP(recorder, served)
		done <- recorder.Result()
	}()
	select {
	case resp := <-done:
		resp.Request = req
		return resp, nil
	case <-req.Context().Done():
		return nil, req.Context().Err()
	}
}

// DeleteUser removes a user behind the client's back.
func (s *Server) DeleteUser(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.dropUser(id)
}

// Members returns the ids of a group's members.
func (s *Server) Members(groupID string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	g, ok := s.groups[groupID]
	if !ok {
		return nil
	}
	return slices.Clone(g.members)
}

// failure is an answer of 400 and more.
type failure struct {
	status   int
	scimType string
	detail   string
}

func (f failure) Error() string { return f.detail }

func refuse(status int, scimType, format string, args ...any) error {
	return failure{status: status, scimType: scimType, detail: fmt.Sprintf(format, args...)}
}

// reply is a successful answer; nil body for none.
type reply struct {
	status int
	body   any
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	answer, err := s.serve(w, req)
	if err != nil {
		s.writeError(w, err)
		return
	}
	if answer.body == nil {
		w.WriteHeader(answer.status)
		return
	}
	write(w, answer.status, answer.body)
}

func write(w http.ResponseWriter, status int, body any) {
	text, err := json.Marshal(body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/scim+json")
	w.WriteHeader(status)
	// A client that went away needs no answer.
	_, _ = w.Write(text)
}

func (s *Server) writeError(w http.ResponseWriter, err error) {
	f, ok := errors.AsType[failure](err)
	if !ok {
		f = failure{status: http.StatusInternalServerError, detail: err.Error()}
	}
	if s.wrong(HTMLErrors) {
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(f.status)
		_, _ = io.WriteString(w, "<html><body>"+f.detail+"</body></html>")
		return
	}
	body := resource{"schemas": []string{urnError}, "detail": f.detail, "status": strconv.Itoa(f.status)}
	if f.scimType != "" {
		body["scimType"] = f.scimType
	}
	if s.wrong(NestedErrors) {
		write(w, f.status, resource{"error": body})
		return
	}
	write(w, f.status, body)
}

func (s *Server) serve(w http.ResponseWriter, req *http.Request) (reply, error) {
	if strings.HasPrefix(req.URL.Path, "//") && s.wrong(DoubleSlashRedirected) {
		w.Header().Set("Location", strings.TrimPrefix(req.URL.Path, "/"))
		return reply{status: http.StatusMovedPermanently}, nil
	}
	if err := s.admit(w, req); err != nil {
		return reply{}, err
	}
	body, err := s.read(req)
	if err != nil {
		return reply{}, err
	}
	if s.wrong(UnknownParametersRefused) {
		for name := range req.URL.Query() {
			if !slices.Contains([]string{"filter", "startIndex", "count", "attributes", "excludedAttributes"}, name) {
				return reply{}, refuse(http.StatusBadRequest, "", "the parameter %s is not known", name)
			}
		}
	}
	s.think(req, body)
	s.mu.Lock()
	defer s.mu.Unlock()
	kind, id, _ := strings.Cut(strings.Trim(req.URL.Path, "/"), "/")
	switch kind {
	case "Users":
		return s.serveUsers(req, id, body)
	case "Groups":
		return s.serveGroups(req, id, body)
	}
	return reply{}, refuse(http.StatusNotFound, "", "there is nothing at %s", req.URL.Path)
}

// admit checks the token, the media types and the rate.
func (s *Server) admit(w http.ResponseWriter, req *http.Request) error {
	if !s.knows(req.Header.Get("Authorization")) {
		return refuse(http.StatusUnauthorized, "", "The token is not valid. Copy it from the connection again.")
	}
	s.mu.Lock()
	throttled := s.Throttle > 0
	s.Throttle--
	s.mu.Unlock()
	if throttled {
		w.Header().Set("Retry-After", "1")
		if s.wrong(RetryAfterDate) {
			w.Header().Set("Retry-After", time.Now().Add(time.Second).UTC().Format(http.TimeFormat))
		}
		return refuse(http.StatusTooManyRequests, "", "Too many requests. Come back in a second.")
	}
	if s.wrong(AcceptRefused) && strings.HasPrefix(req.Header.Get("Accept"), "application/scim+json") {
		return refuse(http.StatusNotAcceptable, "", "only application/json is served")
	}
	contentType := req.Header.Get("Content-Type")
	if contentType == "" || req.Method == http.MethodGet {
		return nil
	}
	media, parameters, err := mime.ParseMediaType(contentType)
	switch {
	case err != nil, media != "application/scim+json" && media != "application/json":
		return refuse(http.StatusUnsupportedMediaType, "", "the content type %s is not served", contentType)
	case s.wrong(CharsetRefused) && len(parameters) > 0, s.wrong(PlainJSONRefused) && media == "application/json":
		return refuse(http.StatusUnsupportedMediaType, "", "the content type %s is not served", contentType)
	}
	return nil
}

func (s *Server) knows(authorization string) bool {
	if s.wrong(AnyToken) {
		return true
	}
	scheme, secret, ok := strings.Cut(authorization, " ")
	switch {
	case ok && strings.EqualFold(scheme, "Bearer"):
		return secret == Token
	case ok && strings.EqualFold(scheme, "Basic"):
		req := http.Request{Header: http.Header{"Authorization": {authorization}}}
		_, password, _ := req.BasicAuth()
		return password == Token
	}
	return authorization == Token && !s.wrong(BearerOnly)
}

func (s *Server) read(req *http.Request) (resource, error) {
	text, err := io.ReadAll(req.Body)
	if err != nil {
		return nil, err
	}
	if len(text) == 0 {
		return nil, nil
	}
	var body resource
	if err := json.Unmarshal(text, &body); err != nil {
		return nil, refuse(http.StatusBadRequest, "invalidSyntax", "the body is no JSON object")
	}
	return body, nil
}

// think takes the time that the slow faults take, before the directory is
// locked; a client that gives up ends it.
func (s *Server) think(req *http.Request, body resource) {
	var slow time.Duration
	if req.Method == http.MethodPost && s.wrong(Stuck) {
		slow = time.Hour
	}
	if req.Method == http.MethodPatch && s.wrong(SlowBatches) {
		for _, operation := range items(body["Operations"]) {
			members, _ := operation["value"].([]any)
			slow += time.Duration(len(members)) * time.Second
		}
	}
	if slow == 0 {
		return
	}
	select {
	case <-time.After(slow):
	case <-req.Context().Done():
	}
}

// items returns the objects of a JSON array, and none for anything else.
func items(value any) []resource {
	list, _ := value.([]any)
	var objects []resource
	for _, item := range list {
		if object, ok := item.(map[string]any); ok {
			objects = append(objects, object)
		}
	}
	return objects
}

func text(value any) string {
	s, _ := value.(string)
	return s
}

// page cuts one page out of all and wraps it up.
func (s *Server) page(req *http.Request, all []resource) (reply, error) {
	query := req.URL.Query()
	start, count := 1, 100
	if n, err := strconv.Atoi(query.Get("startIndex")); err == nil && n > 0 {
		start = n
	}
	if n, err := strconv.Atoi(query.Get("count")); err == nil && n >= 0 {
		count = n
	}
	total := len(all)
	s.listed++
	if s.wrong(UnstableOrder) && total > 0 {
		turn := s.listed % total
		all = append(slices.Clone(all[turn:]), all[:turn]...)
	}
	if s.wrong(LastRowMissing) && total > 0 {
		all = all[:total-1]
	}
	from := min(start-1, len(all))
	rows := append([]resource{}, all[from:min(from+count, len(all))]...)
	body := resource{
		"schemas": []string{urnList}, "totalResults": total, "startIndex": start,
		"itemsPerPage": len(rows), "Resources": rows,
	}
	if s.wrong(StringCounters) {
		for _, name := range []string{"totalResults", "startIndex", "itemsPerPage"} {
			body[name] = fmt.Sprint(body[name])
		}
	}
	return reply{status: http.StatusOK, body: body}, nil
}
