package httpserver

import (
	"fmt"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// forwardedForHeader is where each proxy adds, at the right, from whom it got a
// request.
const forwardedForHeader = "X-Forwarded-For"

// Proxies are the networks of the proxies in front, whose word about where a
// request comes from is taken. None are trusted unless the operator names them:
// anybody can send the header.
type Proxies []netip.Prefix

// UnmarshalText reads networks and single addresses, with commas between them.
// Its errors are sentences for the operator.
func (p *Proxies) UnmarshalText(text []byte) error {
	var read Proxies
	for part := range strings.SplitSeq(string(text), ",") {
		network, err := parseNetwork(strings.TrimSpace(part))
		if err != nil {
			return err
		}
		read = append(read, network)
	}
	*p = read
	return nil
}

// String writes them as UnmarshalText reads them.
func (p Proxies) String() string {
	written := make([]string, len(p))
	for i, network := range p {
		written[i] = network.String()
	}
	return strings.Join(written, ",")
}

func parseNetwork(text string) (netip.Prefix, error) {
	network, err := netip.ParsePrefix(text)
	if address, alone := netip.ParseAddr(text); alone == nil && address.Zone() == "" {
		network, err = netip.PrefixFrom(address, address.BitLen()), nil
	}
	if err != nil {
		return netip.Prefix{}, fmt.Errorf("%q is no network; write it as 10.0.0.0/8 or 2001:db8::/32, several with commas between them", text)
	}
	if network.Addr().Is4In6() {
		return netip.Prefix{}, fmt.Errorf("%q is an IPv4 network in IPv6's clothes; write it as IPv4", text)
	}
	return network.Masked(), nil
}

// ClientAddress returns the address that a request comes from: the peer's, or,
// where the peer is a trusted proxy, that of the client for whom it asks. It is
// not valid where the peer has none, as on a Unix socket. Outside of a Server no
// proxy is trusted.
func ClientAddress(r *http.Request) netip.Addr {
	var trusted Proxies
	if x := exchangeOf(r.Context()); x != nil {
		trusted = x.trusted
	}
	return trusted.client(r)
}

// client goes back along the way that a request took, as far as those tell it
// who are trusted. What stands further left in the header was sent by somebody
// who is not, and may be made up.
func (p Proxies) client(r *http.Request) netip.Addr {
	peer := parseHop(r.RemoteAddr)
	if !p.include(peer) {
		return peer
	}
	client := peer
	for _, line := range slices.Backward(r.Header[forwardedForHeader]) {
		for _, hop := range slices.Backward(strings.Split(line, ",")) {
			client = parseHop(strings.TrimSpace(hop))
			if !client.IsValid() {
				return peer
			}
			if !p.include(client) {
				return client
			}
		}
	}
	return client // a trusted machine asks for itself
}

func (p Proxies) include(address netip.Addr) bool {
	return slices.ContainsFunc(p, func(network netip.Prefix) bool { return network.Contains(address) })
}

// parseHop reads an address, with a port or without; an invalid one for anything
// else. An IPv4 address is returned as such also where it comes as IPv6, and a
// zone, which says something on one machine only, is left out.
func parseHop(text string) netip.Addr {
	address, err := netip.ParseAddr(strings.TrimSuffix(strings.TrimPrefix(text, "["), "]"))
	if err != nil {
		withPort, err := netip.ParseAddrPort(text)
		if err != nil {
			return netip.Addr{}
		}
		address = withPort.Addr()
	}
	return address.Unmap().WithZone("")
}
