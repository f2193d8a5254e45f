package outbound

import (
	"fmt"
	"net/netip"
)

// A reach says who can be met at an address.
type reach int

const (
	// public addresses belong to the internet.
	public reach = iota
	// internal addresses belong to this machine or to the network around it.
	internal
	// nowhere is what no identity provider has: groups, this network's own
	// signalling, the metadata services of clouds, addresses that hide another.
	nowhere
)

// A network is a range of addresses with what it is for.
type network struct {
	prefix netip.Prefix
	reach  reach
	name   string
}

// networks are the ranges with a purpose of their own: IANA's registries of
// special-purpose addresses (RFC 6890 and its successors), and where clouds
// keep the secrets of their machines. The first that holds an address decides.
var networks = []network{
	{netip.MustParsePrefix("169.254.0.0/16"), nowhere, "link-local"}, // RFC 3927; 169.254.169.254 is the clouds' metadata
	{netip.MustParsePrefix("100.100.100.200/32"), nowhere, "cloud metadata"},
	{netip.MustParsePrefix("192.0.0.0/24"), nowhere, "special purpose"}, // RFC 6890; 192.0.0.192 is a cloud's metadata
	{netip.MustParsePrefix("168.63.129.16/32"), nowhere, "cloud metadata"},
	{netip.MustParsePrefix("0.0.0.0/8"), nowhere, "unspecified"}, // RFC 1122: reaches this machine on Linux
	{netip.MustParsePrefix("10.0.0.0/8"), internal, "private"},
	{netip.MustParsePrefix("100.64.0.0/10"), internal, "shared by a carrier"}, // RFC 6598
	{netip.MustParsePrefix("127.0.0.0/8"), internal, "loopback"},
	{netip.MustParsePrefix("172.16.0.0/12"), internal, "private"},
	{netip.MustParsePrefix("192.168.0.0/16"), internal, "private"},
	{netip.MustParsePrefix("198.18.0.0/15"), internal, "benchmarking"},
	{netip.MustParsePrefix("192.0.2.0/24"), nowhere, "documentation"},
	{netip.MustParsePrefix("192.88.99.0/24"), nowhere, "6to4 relay"},
	{netip.MustParsePrefix("198.51.100.0/24"), nowhere, "documentation"},
	{netip.MustParsePrefix("203.0.113.0/24"), nowhere, "documentation"},
	{netip.MustParsePrefix("224.0.0.0/4"), nowhere, "multicast"},
	{netip.MustParsePrefix("240.0.0.0/4"), nowhere, "reserved or broadcast"},

	{netip.MustParsePrefix("fd00:ec2::/32"), nowhere, "cloud metadata"},
	{netip.MustParsePrefix("fd20:ce::/32"), nowhere, "cloud metadata"},
	{netip.MustParsePrefix("::1/128"), internal, "loopback"},
	{netip.MustParsePrefix("fc00::/7"), internal, "private"},         // RFC 4193
	{netip.MustParsePrefix("2001::/23"), nowhere, "special purpose"}, // RFC 2928, Teredo among them, which hides an IPv4 address
	{netip.MustParsePrefix("2001:db8::/32"), nowhere, "documentation"},
	{netip.MustParsePrefix("2002::/16"), nowhere, "6to4"}, // RFC 3056: hides an IPv4 address
	{netip.MustParsePrefix("3fff::/20"), nowhere, "documentation"},
	{netip.MustParsePrefix("2000::/3"), public, "global"},
	{netip.MustParsePrefix("::/0"), nowhere, "not of the internet"}, // link-local, multicast, ::a.b.c.d, local NAT64, the future
}

// translated is where a network without IPv4 puts the whole of it (NAT64, RFC
// 6052 section 2.1). The last four bytes are the address that is meant.
var translated = netip.MustParsePrefix("64:ff9b::/96")

// networkOf tells which range an address is in, seen through the notations
// that put an IPv4 address into an IPv6 one.
func networkOf(address netip.Addr) network {
	address = address.WithZone("").Unmap()
	if translated.Contains(address) {
		bytes := address.As16()
		address = netip.AddrFrom4([4]byte(bytes[12:]))
	}
	for _, n := range networks {
		if n.prefix.Contains(address) {
			return n
		}
	}
	return network{reach: public, name: "global"}
}

// judge returns why an address may not be dialled for a host, or nil.
func (g guard) judge(host string, address netip.Addr) error {
	n := networkOf(address)
	switch {
	case g.loopbackOnly && !address.Unmap().IsLoopback():
		return &Error{Sentence: fmt.Sprintf("%s is not on this machine. Enter an address that begins with https://.", host)}
	case n.reach == public, n.reach == internal && g.internal:
		return nil
	case n.reach == internal:
		return &Error{Sentence: fmt.Sprintf("%s has the address %s, which is inside a network (%s). Enter an address that is reachable from the internet, or ask the operator of Muster to allow identity providers in private networks.", host, address, n.name)}
	default:
		return &Error{Sentence: fmt.Sprintf("%s has the address %s, where no identity provider can be (%s). Enter another address.", host, address, n.name)}
	}
}
