package oidc

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"
)

const (
	// freshFor is how long a copy of the document and of the keys is used.
	freshFor = time.Hour
	// staleFor is how long it is used while the provider does not answer: a
	// night in which nobody could sign in would be worse than a key that the
	// provider withdrew and could not tell us.
	staleFor = 12 * time.Hour
	// discoveryPause keeps a provider that fails from being asked by everybody
	// who tries to sign in.
	discoveryPause = 10 * time.Second
	// keysPause is how often tokens with unknown keys can make us ask.
	keysPause = time.Minute

	defaultTimeout = 10 * time.Second
)

// ProviderConfig says which provider is asked, and how.
type ProviderConfig struct {
	// Issuer is the issuer as the provider writes it, to the last slash.
	Issuer string
	// HTTP asks the provider, and decides where requests may go.
	HTTP *http.Client
	// Now tells the time.
	Now func() time.Time
	// Timeout bounds each question to the provider; zero means 10 seconds.
	Timeout time.Duration
}

// A Provider is one OpenID provider, pinned to its configured issuer. Its
// document and its keys are read when they are needed and kept for a while.
// It is safe for concurrent use.
type Provider struct {
	config   ProviderConfig
	metadata *remote[Metadata]
	keys     *remote[keySet]
}

// NewProvider returns the provider with an issuer, without asking it anything.
// The error is a *Refusal.
func NewProvider(config ProviderConfig) (*Provider, error) {
	parsed, err := url.Parse(config.Issuer)
	if err != nil || !isWebAddress(config.Issuer) || parsed.RawQuery != "" || parsed.ForceQuery || strings.HasSuffix(config.Issuer, "#") {
		return nil, refuse(CheckIssuer, "The issuer is not an address without query and fragment that begins with https://. Copy it from the provider, as https://example.okta.com.")
	}
	if config.Timeout == 0 {
		config.Timeout = defaultTimeout
	}
	client := *config.HTTP
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	config.HTTP = &client
	p := &Provider{config: config}
	p.metadata = copyOf(p, p.readMetadata, discoveryPause)
	p.keys = copyOf(p, p.readKeys, keysPause)
	return p, nil
}

func copyOf[T any](p *Provider, fetch func(context.Context) (T, error), pause time.Duration) *remote[T] {
	return &remote[T]{
		fetch: fetch, now: p.config.Now, fresh: freshFor, stale: staleFor, pause: pause,
		timeout: p.config.Timeout, turn: make(chan struct{}, 1),
	}
}

// Issuer returns the configured issuer.
func (p *Provider) Issuer() string { return p.config.Issuer }

// Metadata returns what the provider's document says, after every check of it
// has passed. The error is a *Refusal.
func (p *Provider) Metadata(ctx context.Context) (Metadata, error) {
	metadata, err := p.metadata.get(ctx)
	return metadata, asRefusal(CheckDiscovery, err)
}

// discoveryAddress is where the document is (Discovery 1.0 section 4.1): a
// slash at the end of the issuer is not doubled.
func (p *Provider) discoveryAddress() string {
	return strings.TrimSuffix(p.config.Issuer, "/") + "/.well-known/openid-configuration"
}

func (p *Provider) readMetadata(ctx context.Context) (Metadata, error) {
	metadata, err := p.fetchMetadata(ctx)
	if err != nil {
		return Metadata{}, err
	}
	if err := firstFailed(metadata.checks(p.config.Issuer)); err != nil {
		return Metadata{}, err
	}
	return metadata, nil
}

// fetchMetadata reads the document without judging what it says.
func (p *Provider) fetchMetadata(ctx context.Context) (Metadata, error) {
	data, err := fetch(ctx, p.config.HTTP, p.discoveryAddress(), maxDiscovery)
	if err != nil {
		return Metadata{}, refuse(CheckDiscovery, "The provider's document cannot be read: "+err.Error())
	}
	metadata, err := parseMetadata(data)
	if err != nil {
		return Metadata{}, refuse(CheckDiscovery, "The provider's document is not one of OpenID Connect. Look whether the issuer is the right one.")
	}
	return metadata, nil
}

func (p *Provider) readKeys(ctx context.Context) (keySet, error) {
	metadata, err := p.Metadata(ctx)
	if err != nil {
		return nil, err
	}
	return p.fetchKeys(ctx, metadata)
}

func (p *Provider) fetchKeys(ctx context.Context, metadata Metadata) (keySet, error) {
	data, err := fetch(ctx, p.config.HTTP, metadata.KeysAddress, maxKeySet)
	if err != nil {
		return nil, refuse(CheckKeys, "The provider's keys cannot be read: "+err.Error())
	}
	keys, err := parseKeySet(data)
	if err != nil {
		return nil, refuse(CheckKeys, "The provider's keys are not a JSON Web Key Set. Look whether the issuer is the right one.")
	}
	if len(keys) == 0 {
		return nil, refuse(CheckKeys, "The provider publishes no key for RS256 (of 2048 bits or more) or ES256. Create one there, and try again.")
	}
	return keys, nil
}

// Test asks the provider anew and reports each check in words. What could not
// be checked, because something before it failed, is not in the list.
func (p *Provider) Test(ctx context.Context) []Check {
	checks, _ := p.test(ctx)
	return checks
}

func (p *Provider) test(ctx context.Context) ([]Check, Metadata) {
	ctx, cancel := context.WithTimeout(ctx, 2*p.config.Timeout)
	defer cancel()
	metadata, err := p.fetchMetadata(ctx)
	if err != nil {
		return []Check{failed(err)}, metadata
	}
	checks := []Check{{CheckDiscovery, true, "The provider's document can be read at " + p.discoveryAddress() + "."}}
	judged := metadata.checks(p.config.Issuer)
	checks = append(checks, judged...)
	if firstFailed(judged) != nil {
		return checks, metadata // keys of somebody else would say nothing
	}
	keys, err := p.fetchKeys(ctx, metadata)
	if err != nil {
		return append(checks, failed(err)), metadata
	}
	return append(checks, Check{CheckKeys, true, keys.sentence()}), metadata
}

// failed turns a refusal into the check that it is about.
func failed(err error) Check {
	refusal, ok := errors.AsType[*Refusal](err)
	if !ok {
		return Check{CheckDiscovery, false, gaveUp}
	}
	return Check{refusal.Check, false, refusal.Message}
}

const gaveUp = "The provider was not waited for any longer. Try again."

// asRefusal makes a refusal of what else can end a wait: the caller's context.
func asRefusal(check CheckName, err error) error {
	if err == nil {
		return nil
	}
	if refusal, ok := errors.AsType[*Refusal](err); ok {
		return refusal
	}
	return refuse(check, gaveUp)
}
