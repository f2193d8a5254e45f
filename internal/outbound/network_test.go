package outbound

import (
	"net/netip"
	"testing"
)

func TestNetworkOf(t *testing.T) {
	t.Parallel()
	tests := map[string]reach{
		"8.8.8.8": public, "93.184.215.14": public, "172.15.255.255": public, "172.32.0.0": public,
		"100.63.255.255": public, "100.128.0.0": public, "223.255.255.255": public, "11.0.0.0": public,
		"2606:4700::1111": public, "2a00:1450:4001::8a": public, "::ffff:8.8.8.8": public, "64:ff9b::808:808": public,

		"10.0.0.1": internal, "10.255.255.255": internal, "172.16.0.1": internal, "172.31.255.255": internal,
		"192.168.0.1": internal, "127.0.0.1": internal, "127.255.255.254": internal, "100.64.0.1": internal,
		"100.127.255.255": internal, "198.18.0.1": internal, "::1": internal, "fc00::1": internal, "fd12:3456::1": internal,
		"::ffff:127.0.0.1": internal, "::ffff:10.0.0.1": internal, "::ffff:7f00:1": internal,
		"64:ff9b::7f00:1": internal, "64:ff9b::10.1.2.3": internal,

		"0.0.0.0": nowhere, "0.1.2.3": nowhere, "169.254.169.254": nowhere, "169.254.0.1": nowhere,
		"100.100.100.200": nowhere, "168.63.129.16": nowhere, "192.0.0.192": nowhere, "192.0.2.1": nowhere,
		"198.51.100.7": nowhere, "203.0.113.9": nowhere, "192.88.99.1": nowhere, "224.0.0.1": nowhere,
		"239.255.255.250": nowhere, "240.0.0.1": nowhere, "255.255.255.255": nowhere,
		"::": nowhere, "fe80::1": nowhere, "fe80::1%eth0": nowhere, "fec0::1": nowhere, "ff02::1": nowhere,
		"2001:db8::1": nowhere, "2001::1": nowhere, "2002:7f00:1::": nowhere, "2002:808:808::1": nowhere,
		"::127.0.0.1": nowhere, "64:ff9b:1::7f00:1": nowhere, "fd00:ec2::254": nowhere, "3fff::1": nowhere,
		"64:ff9b::169.254.169.254": nowhere, "::ffff:169.254.169.254": nowhere, "::ffff:0:127.0.0.1": nowhere,
	}
	for text, want := range tests {
		if got := networkOf(netip.MustParseAddr(text)); got.reach != want {
			t.Errorf("%s is %s with reach %d, want reach %d", text, got.name, got.reach, want)
		}
	}
}
