package federation

import (
	"container/list"
	"net/http"
	"sync"
	"time"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/oidc"
)

// maxClients bounds how many providers are remembered with their documents and
// keys. One that was forgotten is asked again.
const maxClients = 512

// Clients are the login methods that speak OpenID Connect, ready to sign people
// in. A provider's document and keys are kept with its client for as long as the
// method's settings stay the same. It is safe for concurrent use.
type Clients struct {
	http      *http.Client
	publicURL string
	now       func() time.Time

	mu     sync.Mutex
	known  map[directory.LoginMethodID]*list.Element
	recent *list.List // of *knownClient, the last used in front
}

type knownClient struct {
	method    directory.LoginMethodID
	updatedAt time.Time
	client    *oidc.Client
}

// NewClients makes Clients that ask providers by an HTTP client, which decides
// where requests may go.
func NewClients(client *http.Client, publicURL string, now func() time.Time) *Clients {
	return &Clients{
		http: client, publicURL: publicURL, now: now,
		known: map[directory.LoginMethodID]*list.Element{}, recent: list.New(),
	}
}

// Of returns a login method's client. It asks the provider nothing. The error is
// an *oidc.Refusal where the settings cannot be right.
func (c *Clients) Of(method directory.LoginMethod) (*oidc.Client, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if at, found := c.known[method.ID]; found {
		if known := at.Value.(*knownClient); known.updatedAt.Equal(method.UpdatedAt) {
			c.recent.MoveToFront(at)
			return known.client, nil
		}
		c.recent.Remove(at)
		delete(c.known, method.ID)
	}
	client, err := c.newClient(method)
	if err != nil {
		return nil, err
	}
	c.known[method.ID] = c.recent.PushFront(&knownClient{method.ID, method.UpdatedAt, client})
	if c.recent.Len() > maxClients {
		last := c.recent.Back()
		delete(c.known, c.recent.Remove(last).(*knownClient).method)
	}
	return client, nil
}

func (c *Clients) newClient(method directory.LoginMethod) (*oidc.Client, error) {
	settings := method.Settings.OIDC
	provider, err := oidc.NewProvider(oidc.ProviderConfig{Issuer: settings.Issuer, HTTP: c.http, Now: c.now})
	if err != nil {
		return nil, err
	}
	config := oidc.ClientConfig{
		Provider:    provider,
		ID:          settings.ClientID,
		RedirectURI: AddressesOf(c.publicURL, method.ID).Redirect,
		Secret:      oidc.Secret(settings.ClientSecret),
	}
	if settings.ClientSecret == "" && len(method.Keys) > 0 {
		pair, err := keyPair(method.Keys[0])
		if err != nil {
			return nil, err
		}
		config.Key = &oidc.Key{ID: keyID(method.Keys[0].Certificate), Private: pair.Key}
	}
	return oidc.NewClient(config)
}
