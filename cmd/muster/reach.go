package main

import (
	"context"
	"net"
	"net/http"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/outbound"
)

// reach is what Muster asks of its own accord: identity providers, at addresses
// that customers typed in, and name servers.
type reach struct {
	PrivateProviders bool   `help:"Let identity providers be on this machine and in private networks; without it they are asked on the internet alone."`
	NameServer       string `placeholder:"HOST:PORT" help:"Name server to ask for the proofs of domains; the machine's own where it is left out."`
}

func (r reach) client() *http.Client {
	return outbound.NewClient(outbound.Options{AllowPrivateNetworks: r.PrivateProviders})
}

func (r reach) lookupTXT() administration.LookupTXT {
	if r.NameServer == "" {
		return net.DefaultResolver.LookupTXT
	}
	resolver := &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
		var dialer net.Dialer
		return dialer.DialContext(ctx, network, r.NameServer)
	}}
	return resolver.LookupTXT
}
