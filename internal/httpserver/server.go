package httpserver

import (
	"cmp"
	"context"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Config is what a Server is made of. The zero value serves the server's own
// paths and nothing else.
type Config struct {
	// Doors answer everything but the server's own paths. The first whose
	// prefix fits gets the request.
	Doors []Door
	// Ready says whether the program can work now, for /readyz; nil means
	// always. It gets two seconds.
	Ready func(context.Context) error
	// Metrics is where the server's metrics are registered and what /metrics
	// shows; nil makes a registry that holds nothing else.
	Metrics *prometheus.Registry
	// Log gets a line for each request; nil writes none.
	Log *slog.Logger
	// TrustedProxies are those in front whose word about a client's address is
	// taken, for ClientAddress.
	TrustedProxies Proxies
	// Limits are bounds; each one left zero is taken from DefaultLimits.
	Limits Limits
}

// Door answers the requests under a prefix.
type Door struct {
	// Prefix is the beginning of the door's paths, without a slash at the end:
	// "/scim" gets /scim, /scim/v2 and /scim//v2/, but not /scimitar. An empty one
	// gets whatever is left.
	Prefix string
	// Handler answers.
	Handler http.Handler
	// Failure answers for a Handler that panicked, in the form that the door's
	// clients read; nil answers in plain text.
	Failure Failure
}

// Failure answers a request with a status and a plain sentence.
type Failure func(w http.ResponseWriter, r *http.Request, status int, sentence string)

// Server serves doors. Make it with New.
type Server struct {
	doors    []Door
	ready    func(context.Context) error
	log      *slog.Logger
	metrics  *metrics
	gather   http.Handler
	limits   Limits
	trusted  Proxies
	now      func() time.Time
	stopping atomic.Bool
}

// New makes a server. It panics when its metrics are registered already in
// config.Metrics: one registry belongs to one server.
func New(config Config) *Server {
	if config.Metrics == nil {
		config.Metrics = prometheus.NewRegistry()
	}
	if config.Log == nil {
		config.Log = slog.New(slog.DiscardHandler)
	}
	if config.Ready == nil {
		config.Ready = func(context.Context) error { return nil }
	}
	return &Server{
		doors:   config.Doors,
		ready:   config.Ready,
		log:     config.Log,
		metrics: newMetrics(config.Metrics),
		gather:  promhttp.HandlerFor(config.Metrics, promhttp.HandlerOpts{}),
		limits:  config.Limits.complete(),
		trusted: config.TrustedProxies,
		now:     time.Now,
	}
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	x := s.begin(w, r)
	door := s.door(x.request)
	defer s.end(x, door)
	x.route = cmp.Or(door.Prefix, "/")
	door.Handler.ServeHTTP(&x.answer, x.request)
}

// door finds who answers. It is no ServeMux, because a ServeMux redirects paths
// that hold "//" or "..", and SCIM clients take a redirect for a failure.
func (s *Server) door(r *http.Request) Door {
	switch r.URL.Path {
	case "/healthz":
		return Door{Prefix: "/healthz", Handler: http.HandlerFunc(s.health)}
	case "/readyz":
		return Door{Prefix: "/readyz", Handler: http.HandlerFunc(s.readiness)}
	case "/metrics":
		return Door{Prefix: "/metrics", Handler: s.gather}
	}
	for _, door := range s.doors {
		rest, found := strings.CutPrefix(r.URL.Path, door.Prefix)
		if found && (rest == "" || rest[0] == '/') {
			return door
		}
	}
	return Door{Prefix: "none", Handler: http.HandlerFunc(nothingHere)}
}

func nothingHere(w http.ResponseWriter, r *http.Request) {
	plain(w, r, http.StatusNotFound, "There is nothing at this address.")
}

// plain is the Failure of doors that have none of their own.
func plain(w http.ResponseWriter, r *http.Request, status int, sentence string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		io.WriteString(w, sentence+"\n") //nolint:errcheck // a client that is gone needs no answer
	}
}
