package console

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"time"

	"github.com/musterhq/muster/internal/okta"
	"github.com/musterhq/muster/internal/okta/signin"
)

// DefaultPatience is how long the answer to a form waits for the work that the form
// caused, so that the next page shows what came of it.
const DefaultPatience = 2 * time.Second

// Config is what a Console works with.
type Config struct {
	// Org holds the people and the groups.
	Org *okta.Org
	// SignIn signs them in. Its issuer is the address of the console too.
	SignIn *signin.Service
	// Company is the name at the top of the pages, "My company" when empty.
	Company string
	// Now tells the time, time.Now when nil.
	Now func() time.Time
	// Transport carries the SCIM requests; the network when nil.
	Transport http.RoundTripper
	// Patience is DefaultPatience when zero; a negative one waits for nothing.
	Patience time.Duration
}

// Console is the Admin Console of an org. It may be used by several goroutines.
type Console struct {
	org       *okta.Org
	signIn    *signin.Service
	company   string
	now       func() time.Time
	transport http.RoundTripper
	patience  time.Duration
	handler   http.Handler

	// life ends with Close, and all background work with it.
	life    context.Context
	end     context.CancelFunc
	working sync.WaitGroup

	mu sync.Mutex
	// apps are in the order in which they were added.
	apps []*integration
	// tasks are all that the apps did, the latest last.
	tasks []*taskEntry
	log   systemLog
}

// New makes a console with no app integration.
func New(config Config) (*Console, error) {
	if config.Org == nil || config.SignIn == nil {
		return nil, errors.New("a console needs an org and its sign-in")
	}
	if config.Now == nil {
		config.Now = time.Now
	}
	if config.Company == "" {
		config.Company = "My company"
	}
	if config.Patience == 0 {
		config.Patience = DefaultPatience
	}
	c := &Console{
		org: config.Org, signIn: config.SignIn, company: config.Company,
		now: config.Now, transport: config.Transport, patience: config.Patience,
	}
	c.life, c.end = context.WithCancel(context.Background())
	handler, err := c.routes()
	if err != nil {
		return nil, err
	}
	c.handler = handler
	return c, nil
}

// ServeHTTP makes a Console an http.Handler for the paths beneath /admin/.
func (c *Console) ServeHTTP(w http.ResponseWriter, r *http.Request) { c.handler.ServeHTTP(w, r) }

// Close breaks off the background work and waits for its end.
func (c *Console) Close() {
	c.end()
	c.working.Wait()
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, i := range c.apps {
		if i.app != nil {
			i.app.Close()
		}
	}
}
