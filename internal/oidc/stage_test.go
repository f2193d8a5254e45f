package oidc_test

import (
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/oidc"
	"github.com/musterhq/muster/internal/oidc/oidctest"
)

// rsaKeys are made once: to find primes under the race detector takes a while.
var rsaKeys = sync.OnceValue(func() [2]oidctest.Key {
	return [2]oidctest.Key{oidctest.NewRSAKey("rsa-1", 2048), oidctest.NewRSAKey("rsa-2", 2048)}
})

// A stage is a provider and a client that knows it.
type stage struct {
	provider *oidctest.Provider
	asked    *oidc.Provider
	client   *oidc.Client
}

// newStage starts a provider, changed as the test wants it.
func newStage(t *testing.T, change func(*oidctest.Provider)) stage {
	t.Helper()
	p := oidctest.New()
	t.Cleanup(p.Close)
	if change != nil {
		change(p)
	}
	s := stage{provider: p, asked: newProvider(t, p, p.Issuer)}
	s.client = newClient(t, oidc.ClientConfig{Provider: s.asked, ID: p.Client.ID, RedirectURI: p.Client.RedirectURI, Secret: oidc.Secret(p.Client.Secret)})
	return s
}

func newProvider(t *testing.T, p *oidctest.Provider, issuer string) *oidc.Provider {
	t.Helper()
	asked, err := oidc.NewProvider(oidc.ProviderConfig{Issuer: issuer, HTTP: p.Server.Client(), Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	return asked
}

func newClient(t *testing.T, config oidc.ClientConfig) *oidc.Client {
	t.Helper()
	client, err := oidc.NewClient(config)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// signIn goes the whole way: to the provider, and back.
func (s stage) signIn(t *testing.T, ask oidc.Ask) (oidc.Identity, error) {
	t.Helper()
	address, pending, err := s.client.Begin(t.Context(), ask)
	if err != nil {
		return oidc.Identity{}, err
	}
	back, err := s.provider.Visit(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	return s.client.Finish(t.Context(), pending, back)
}

// wantRefusal fails unless the error is a refusal by one check.
func wantRefusal(t *testing.T, err error, want oidc.CheckName) {
	t.Helper()
	refusal, ok := errors.AsType[*oidc.Refusal](err)
	if !ok || refusal.Check != want {
		t.Errorf("got %v, want a refusal by %s", err, want)
	}
}
