package api

import (
	"log/slog"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/musterhq/muster/internal/directory"
)

// Config says what a Server works with. Store, Now and Logger are required.
type Config struct {
	Store  directory.Store
	Now    func() time.Time
	Logger *slog.Logger
	// PublicURL is the address by which people and providers reach this server,
	// without a path. Empty means: as each request was addressed.
	PublicURL string
	// SupportContact is whom people are told to ask, or empty.
	SupportContact string
	// Name is what the installation is called.
	Name    string
	Version string
}

// Server answers the control panel and programs. It is safe for concurrent use.
type Server struct {
	config     Config
	mux        *http.ServeMux
	huma       huma.API
	registered map[string]bool
}

// New makes a Server. It panics when the table of routes and what is registered
// differ, which is a mistake in this package.
func New(config Config) *Server {
	s := &Server{config: config, mux: http.NewServeMux(), registered: map[string]bool{}}
	s.huma = humago.New(s.mux, newDocument())
	s.registerAll()
	for _, r := range routes {
		if !s.registered[r.id] {
			panic("api: nothing answers the route " + r.id)
		}
	}
	return s
}
