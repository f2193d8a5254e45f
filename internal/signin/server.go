package signin

import (
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/musterhq/muster/internal/access"
	"github.com/musterhq/muster/internal/browser"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/federation"
	"github.com/musterhq/muster/internal/httpserver"
)

// Config says what a Server works with. Everything is required.
type Config struct {
	Store   directory.Store
	Access  *access.Service
	Clients *federation.Clients
	// Arrivals remembers what came of those who came back, for administrators.
	Arrivals *federation.Arrivals
	Now      func() time.Time
	Logger   *slog.Logger
	// PublicURL is the address by which people reach the control panel, without a
	// path.
	PublicURL string
}

// Server is the door. It is safe for concurrent use.
type Server struct {
	config  Config
	cookies browser.Cookies
	mux     *http.ServeMux
}

// New makes a Server.
func New(config Config) *Server {
	s := &Server{config: config, cookies: browser.Cookies{PublicURL: config.PublicURL}, mux: http.NewServeMux()}
	const root = federation.Root + "/{method}"
	s.mux.HandleFunc("GET "+root, s.start)
	s.mux.HandleFunc("POST "+root, s.start)
	s.mux.HandleFunc("GET "+root+"/callback", s.callback)
	s.mux.HandleFunc("POST "+root+"/acs", s.consume)
	s.mux.HandleFunc("GET "+root+"/sign-out", s.signOut)
	s.mux.HandleFunc("GET "+root+"/metadata", s.metadata)
	s.mux.HandleFunc("GET "+root+"/keys", s.keys)
	s.mux.HandleFunc("GET "+root+"/logout", s.logout)
	s.mux.HandleFunc("POST "+root+"/logout", s.logout)
	s.mux.HandleFunc("GET "+federation.Root+"/continue.js", s.script)
	s.mux.HandleFunc("GET "+federation.Root+"/continue.css", s.style)
	return s
}

// Handler returns the door. It wants every request below federation.Root.
func (s *Server) Handler() http.Handler { return http.HandlerFunc(s.serve) }

func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("Cache-Control", "no-store")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Referrer-Policy", "no-referrer") // addresses here hold codes
	header.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'")
	s.mux.ServeHTTP(w, r)
}

// Failure answers for a handler that could not, as the Failure of an
// httpserver.Door.
func (s *Server) Failure(w http.ResponseWriter, _ *http.Request, status int, sentence string) {
	http.Error(w, sentence, status)
}

func (s *Server) now() time.Time { return s.config.Now().UTC().Truncate(time.Microsecond) }

func (s *Server) client(r *http.Request) access.Client {
	return access.Client{UserAgent: r.UserAgent(), Address: httpserver.ClientAddress(r)}
}

// method finds the login method that an address names.
func (s *Server) method(r *http.Request) (directory.LoginMethod, error) {
	return s.config.Store.FindLoginMethod(r.Context(), directory.LoginMethodID(r.PathValue("method")))
}

// speaking finds it where it speaks the protocol of the address; otherwise there is
// none.
func (s *Server) speaking(r *http.Request, protocol directory.LoginProtocol) (directory.LoginMethod, error) {
	method, err := s.method(r)
	if err == nil && method.Protocol != protocol {
		return directory.LoginMethod{}, directory.RuleNoSuch.Refuse(directory.NotFound, "what", "login method")
	}
	return method, err
}

// localPath returns where to go after signing in: a path of the panel, or its
// beginning. Everything else would let a link lead people from our sign-in page to
// somebody else's.
func localPath(path string) string {
	if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.HasPrefix(path, federation.Root+"/") ||
		strings.ContainsAny(path, "\\\r\n\t") || len(path) > maxReturn {
		return "/"
	}
	return path
}

// maxReturn bounds the path, in bytes: it travels in a cookie.
const maxReturn = 1024
