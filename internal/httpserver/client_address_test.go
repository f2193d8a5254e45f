package httpserver_test

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/httpserver"
)

// addressOf is what a door is told of a request's origin.
func addressOf(t *testing.T, trusted string, peer string, forwarded ...string) string {
	t.Helper()
	var proxies httpserver.Proxies
	if trusted != "" {
		if err := proxies.UnmarshalText([]byte(trusted)); err != nil {
			t.Fatal(err)
		}
	}
	var got netip.Addr
	server := httpserver.New(httpserver.Config{
		TrustedProxies: proxies,
		Doors: []httpserver.Door{{Handler: http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			got = httpserver.ClientAddress(r)
		})}},
	})
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
	r.RemoteAddr = peer
	for _, line := range forwarded {
		r.Header.Add("x-forwarded-for", line)
	}
	server.ServeHTTP(httptest.NewRecorder(), r)
	if !got.IsValid() {
		return ""
	}
	return got.String()
}

func TestClientAddress(t *testing.T) {
	t.Parallel()
	const proxies = "10.0.0.0/8, 192.0.2.1, 2001:db8:ffff::/48"
	for name, test := range map[string]struct {
		trusted   string
		peer      string
		forwarded []string
		want      string
	}{
		"nobody is trusted":                        {"", "10.0.0.1:99", []string{"198.51.100.7"}, "10.0.0.1"},
		"a peer that is no proxy":                  {proxies, "203.0.113.9:99", []string{"198.51.100.7"}, "203.0.113.9"},
		"a proxy that says nothing":                {proxies, "10.0.0.1:99", nil, "10.0.0.1"},
		"one proxy":                                {proxies, "10.0.0.1:99", []string{"198.51.100.7"}, "198.51.100.7"},
		"a proxy named by its address":             {proxies, "192.0.2.1:99", []string{"198.51.100.7"}, "198.51.100.7"},
		"the neighbour of that address":            {proxies, "192.0.2.2:99", []string{"198.51.100.7"}, "192.0.2.2"},
		"a chain of proxies":                       {proxies, "10.0.0.1:99", []string{"198.51.100.7, 192.0.2.1,10.2.3.4"}, "198.51.100.7"},
		"a client that makes up its way":           {proxies, "10.0.0.1:99", []string{"127.0.0.1, 192.0.2.66, 198.51.100.7"}, "198.51.100.7"},
		"a client that claims to be a proxy":       {proxies, "10.0.0.1:99", []string{"192.0.2.66, 10.9.9.9, 198.51.100.7, 10.2.3.4"}, "198.51.100.7"},
		"several lines are one list":               {proxies, "10.0.0.1:99", []string{"192.0.2.66", "198.51.100.7, 10.2.3.4", "192.0.2.1"}, "198.51.100.7"},
		"rubbish of the client, left of it":        {proxies, "10.0.0.1:99", []string{"<script>, 198.51.100.7"}, "198.51.100.7"},
		"rubbish where a proxy should have spoken": {proxies, "10.0.0.1:99", []string{"198.51.100.7, unknown, 10.2.3.4"}, "10.0.0.1"},
		"nothing between two commas":               {proxies, "10.0.0.1:99", []string{"198.51.100.7,, 10.2.3.4"}, "10.0.0.1"},
		"an empty header":                          {proxies, "10.0.0.1:99", []string{""}, "10.0.0.1"},
		"a trusted machine for itself":             {proxies, "10.0.0.1:99", []string{"10.7.7.7, 10.2.3.4"}, "10.7.7.7"},
		"with ports":                               {proxies, "10.0.0.1:99", []string{"198.51.100.7:1234, 10.2.3.4:80"}, "198.51.100.7"},
		"IPv6":                                     {proxies, "[2001:db8:ffff::1]:99", []string{"2001:db8::7, 2001:db8:ffff::2"}, "2001:db8::7"},
		"IPv6 in brackets, with and without port":  {proxies, "10.0.0.1:99", []string{"[2001:db8::7], [2001:db8:ffff::2]:443"}, "2001:db8::7"},
		"IPv6 that is no proxy":                    {proxies, "[2001:db8::9]:99", []string{"198.51.100.7"}, "2001:db8::9"},
		"IPv4 that comes as IPv6":                  {proxies, "[::ffff:10.0.0.1]:99", []string{"::ffff:198.51.100.7"}, "198.51.100.7"},
		"a peer with a zone":                       {"fe80::/10", "[fe80::1%eth0]:99", []string{"198.51.100.7"}, "198.51.100.7"},
		"a peer without an address":                {proxies, "@", []string{"198.51.100.7"}, ""},
		"every network is trusted, IPv4":           {"0.0.0.0/0", "10.0.0.1:99", []string{"2001:db8::7"}, "2001:db8::7"},
	} {
		if got := addressOf(t, test.trusted, test.peer, test.forwarded...); got != test.want {
			t.Errorf("%s: %q from %s is taken for %q, want %q", name, test.forwarded, test.peer, got, test.want)
		}
	}
}

func TestProxiesAreWrittenAsTheyAreRead(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"10.0.0.0/8":                  "10.0.0.0/8",
		"10.1.2.3/8":                  "10.0.0.0/8",
		" 10.0.0.0/8 ,2001:db8::/32 ": "10.0.0.0/8,2001:db8::/32",
		"192.0.2.1,::1":               "192.0.2.1/32,::1/128",
	} {
		var read httpserver.Proxies
		if err := read.UnmarshalText([]byte(text)); err != nil || read.String() != want {
			t.Errorf("%q is read as %q (%v), want %q", text, read, err, want)
		}
	}
	for _, text := range []string{"", "10.0.0.0/8,", "10.0.0.0/33", "proxy.example.com", "10.0.0.0-10.0.0.9", "fe80::1%eth0", "::ffff:10.0.0.0/104"} {
		kept := httpserver.Proxies{netip.MustParsePrefix("192.0.2.0/24")}
		if err := kept.UnmarshalText([]byte(text)); err == nil || !strings.Contains(err.Error(), "write it as") {
			t.Errorf("%q is read, or refused as %v", text, err)
		}
		if kept.String() != "192.0.2.0/24" {
			t.Errorf("%q is refused and changed what was there to %q", text, kept)
		}
	}
}

// TestClientAddressOutsideOfAServer: who asks without a listener gets the peer.
func TestClientAddressOutsideOfAServer(t *testing.T) {
	t.Parallel()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
	r.RemoteAddr = "10.0.0.1:99"
	r.Header.Set("X-Forwarded-For", "198.51.100.7")
	if got := httpserver.ClientAddress(r); got != netip.MustParseAddr("10.0.0.1") {
		t.Errorf("the address is %s", got)
	}
}
