package api

import (
	"log/slog"
	"net/http"
	"path"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/musterhq/muster/internal/access"
	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/browser"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/federation"
	"github.com/musterhq/muster/internal/httpserver"
	"github.com/musterhq/muster/internal/traffic"
)

// Config says what a Server works with. Everything but what says otherwise is
// required.
type Config struct {
	Store          directory.Store
	Access         *access.Service
	Administration *administration.Service
	// Clients, Arrivals and Outbound are what sign-in by a provider shares with this
	// door: it tests and shows login methods, and reads their metadata.
	Clients  *federation.Clients
	Arrivals *federation.Arrivals
	Outbound *http.Client
	// LookupTXT asks the DNS; nil means the machine's resolver.
	LookupTXT administration.LookupTXT
	// Traffic reads the provisioning log, and Recorder announces what comes; a
	// nil Recorder announces nothing.
	Traffic  *traffic.Log
	Recorder *traffic.Recorder
	Now      func() time.Time
	Logger   *slog.Logger
	// PublicURL is the address by which people and providers reach this server,
	// without a path. Empty means: as each request was addressed.
	PublicURL string
	// SupportContact is whom people are told to ask, or empty.
	SupportContact string
	// Name is what the installation is called, and Version the program's.
	Name    string
	Version string
}

// Server answers the control panel and programs. It is safe for concurrent use.
type Server struct {
	config      Config
	mux         *http.ServeMux
	huma        huma.API
	crossOrigin *http.CrossOriginProtection
	registered  map[string]bool
	document    []byte
	streams     *streams
	census      census
	lookahead   lookahead
	pace        streamPace
}

// New makes a Server. It panics when the table of routes and what answers them
// differ, or when PublicURL is no origin: mistakes of whoever wires it.
func New(config Config) *Server {
	s := &Server{
		config:      config,
		mux:         http.NewServeMux(),
		crossOrigin: http.NewCrossOriginProtection(),
		registered:  map[string]bool{},
		streams:     newStreams(config),
		pace:        standardPace,
	}
	if config.PublicURL != "" {
		if err := s.crossOrigin.AddTrustedOrigin(config.PublicURL); err != nil {
			panic("api: the public URL is no origin: " + err.Error())
		}
	}
	s.huma = humago.New(s.mux, newDocument())
	s.registerAll()
	for _, r := range routes {
		if !s.registered[r.id] {
			panic("api: nothing answers the route " + r.id)
		}
	}
	s.document = s.writeDocument()
	return s
}

// Handler returns the door. It wants every request whose path begins with /api.
func (s *Server) Handler() http.Handler { return http.HandlerFunc(s.serve) }

// EndStreams ends every open stream, and those that come later at once. Call it
// when the program is to stop: a stream ends by itself only with its session.
func (s *Server) EndStreams() { s.streams.end() }

func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("Cache-Control", "no-store")
	header.Set("X-Content-Type-Options", "nosniff")
	if r.URL.Path == documentPath && (r.Method == http.MethodGet || r.Method == http.MethodHead) {
		header.Set("Content-Type", "application/json")
		w.Write(s.document) //nolint:errcheck // a client that went away has no use for the error
		return
	}
	if !isClean(r.URL.Path) { // a ServeMux would redirect it, and lose the body
		s.nowhere(w, r)
		return
	}
	if _, pattern := s.mux.Handler(r); pattern == "" {
		s.nowhere(w, r)
		return
	}
	s.mux.ServeHTTP(w, r)
}

// isClean says whether a path is written as a ServeMux wants it.
func isClean(p string) bool { return p == path.Clean(p) }

// nowhere answers an address that is not there, or not for this method.
func (s *Server) nowhere(w http.ResponseWriter, r *http.Request) {
	var allowed []string
	for _, method := range []string{get, post, put, patch, remove} {
		other := r.Clone(r.Context())
		other.Method = method
		if _, pattern := s.mux.Handler(other); pattern != "" && isClean(r.URL.Path) {
			allowed = append(allowed, method)
		}
	}
	answer := problemSaying(http.StatusNotFound, codeNotFound, ruleNoAddress.Say("document", documentPath), "")
	if len(allowed) > 0 {
		w.Header().Set("Allow", strings.Join(allowed, ", "))
		answer = problemSaying(http.StatusMethodNotAllowed, codeInvalid, ruleMethod.Say("methods", strings.Join(allowed, " or ")), "")
	}
	s.answerProblem(w, complete(r.Context(), answer))
}

// Failure answers in the API's form for a handler that could not, as the Failure
// of an httpserver.Door.
func (s *Server) Failure(w http.ResponseWriter, r *http.Request, status int, sentence string) {
	code := codeInvalid
	if status >= http.StatusInternalServerError {
		code = codeInternal
	}
	w.Header().Set("Cache-Control", "no-store")
	s.answerProblem(w, complete(r.Context(), Problem{Status: status, Code: code, Detail: sentence}))
}

func (s *Server) now() time.Time { return s.config.Now().UTC().Truncate(time.Microsecond) }

// client is where a request comes from.
func (s *Server) client(r *http.Request) access.Client {
	return access.Client{UserAgent: r.UserAgent(), Address: httpserver.ClientAddress(r)}
}

func (s *Server) cookies() browser.Cookies { return browser.Cookies{PublicURL: s.config.PublicURL} }

// base is the address by which people and providers reach this server.
func (s *Server) base(r *http.Request) string {
	if s.config.PublicURL != "" {
		return s.config.PublicURL
	}
	scheme := "http://"
	if r.TLS != nil {
		scheme = "https://"
	}
	return scheme + r.Host
}
