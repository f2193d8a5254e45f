package outbound

import (
	"context"
	"fmt"
	"net"
	"net/netip"
)

// A Resolver finds the addresses of a name. A *net.Resolver is one; tests
// bring their own.
type Resolver interface {
	LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error)
}

// A guard dials for a transport, and only what it has judged.
type guard struct {
	resolver     Resolver
	internal     bool // whether addresses inside the network may be dialled
	loopbackOnly bool // for http: nothing but this machine
	dial         func(ctx context.Context, network, address string) (net.Conn, error)
}

// dialContext resolves the host once, judges every address of the answer and
// dials those very addresses. One address that may not be dialled refuses the
// whole answer: a name with one foot inside is how rebinding begins.
func (g guard) dialContext(ctx context.Context, network, hostPort string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(hostPort)
	if err != nil {
		return nil, fmt.Errorf("dial: %w", err)
	}
	addresses, err := g.addresses(ctx, host)
	if err != nil {
		return nil, err
	}
	for _, address := range addresses {
		if err := g.judge(host, address); err != nil {
			return nil, err
		}
	}
	var failed error
	for _, address := range addresses {
		connection, err := g.dial(ctx, network, net.JoinHostPort(address.Unmap().String(), port))
		if err == nil {
			return connection, nil
		}
		if failed == nil {
			failed = err
		}
	}
	return nil, failed
}

// addresses returns the address that the host is, or those of its name.
func (g guard) addresses(ctx context.Context, host string) ([]netip.Addr, error) {
	if address, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{address}, nil
	}
	addresses, err := g.resolver.LookupNetIP(ctx, "ip", host)
	if err != nil {
		return nil, err
	}
	if len(addresses) == 0 {
		return nil, &net.DNSError{Err: "no addresses", Name: host, IsNotFound: true}
	}
	return addresses, nil
}
