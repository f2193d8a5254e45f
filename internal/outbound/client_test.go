package outbound

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// A canary is a server inside the network that nobody may ask.
type canary struct {
	*httptest.Server
	hits atomic.Int64
}

func newCanary(t *testing.T, tls bool) *canary {
	t.Helper()
	c := &canary{}
	c.Server = httptest.NewUnstartedServer(http.NotFoundHandler())
	c.Config.ErrorLog = log.New(io.Discard, "", 0)
	c.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			c.hits.Add(1) // a connection is already one too many
		}
	}
	if tls {
		c.StartTLS()
	} else {
		c.Start()
	}
	t.Cleanup(c.Close)
	return c
}

func (c *canary) port() string {
	return strconv.Itoa(c.Listener.Addr().(*net.TCPAddr).Port)
}

// answers is a resolver that gives one answer after the other, and the last
// one for ever.
type answers struct {
	addresses []string
	asked     atomic.Int64
}

func (a *answers) LookupNetIP(context.Context, string, string) ([]netip.Addr, error) {
	n := min(int(a.asked.Add(1)), len(a.addresses))
	var all []netip.Addr
	for text := range strings.SplitSeq(a.addresses[n-1], ",") {
		all = append(all, netip.MustParseAddr(text))
	}
	return all, nil
}

func TestCanaryIsNeverAsked(t *testing.T) {
	t.Parallel()
	for _, secure := range []bool{true, false} {
		c := newCanary(t, secure)
		scheme := map[bool]string{true: "https", false: "http"}[secure]
		hosts := []string{
			"127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "017700000001", "127.0.0.1.",
			"[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::1]", "[::]", "0.0.0.0", "0", "[64:ff9b::7f00:1]", "[2002:7f00:1::]",
			"LOCALHOST", "localhost.", "①②⑦.⓪.⓪.①", "127。0。0。1", "user@127.0.0.1", "user:secret@127.0.0.1",
		}
		for _, host := range hosts {
			address := scheme + "://" + host + ":" + c.port() + "/"
			client := NewClient(Options{RootCAs: trust(c.Server)})
			if _, err := Fetch(t.Context(), client, address, 1000); err == nil {
				t.Errorf("%s was answered", address)
			}
			// The port alone must not be what saves us.
			without := guard{resolver: net.DefaultResolver, dial: (&net.Dialer{}).DialContext}
			parsed, err := url.Parse(address)
			if err != nil {
				continue
			}
			if connection, err := without.dialContext(t.Context(), "tcp", net.JoinHostPort(parsed.Hostname(), c.port())); err == nil {
				connection.Close()
				t.Errorf("%s was dialled", address)
			}
		}
		// Nor must it be the name alone: whatever the client makes of a host on
		// its way to the dialer, it is judged after that.
		dialled := newClient(Options{}, guard{resolver: &answers{addresses: []string{"127.0.0.1"}}, dial: func(_ context.Context, _, address string) (net.Conn, error) {
			t.Errorf("%s was dialled", address)
			return nil, errors.New("nobody there")
		}})
		for _, host := range hosts {
			if _, err := Fetch(t.Context(), dialled, "https://"+host+"/", 1000); err == nil {
				t.Errorf("%s was answered", host)
			}
		}
		if hits := c.hits.Load(); hits != 0 {
			t.Errorf("the canary behind %s was hit %d times", scheme, hits)
		}
	}
}

// TestCanaryCanBeHit shows that the canary sings: what the test above wants
// never to happen happens where the operator allows it.
func TestCanaryCanBeHit(t *testing.T) {
	t.Parallel()
	for _, secure := range []bool{true, false} {
		c := newCanary(t, secure)
		client := NewClient(Options{AllowPrivateNetworks: true, RootCAs: trust(c.Server)})
		_, err := Fetch(t.Context(), client, c.URL, 1000)
		if err == nil || !strings.Contains(err.Error(), "HTTP 404") || c.hits.Load() == 0 {
			t.Errorf("got %v with %d hits, want HTTP 404 with one", err, c.hits.Load())
		}
	}
}

// TestRebinding answers a lookup with a public address first and with ours
// from then on. What was judged must be what is dialled.
func TestRebinding(t *testing.T) {
	t.Parallel()
	c := newCanary(t, true)
	names := &answers{addresses: []string{"93.184.215.14", "127.0.0.1"}}
	var dialled []string
	client := newClient(Options{RootCAs: trust(c.Server)}, guard{
		resolver: names,
		dial: func(_ context.Context, _, address string) (net.Conn, error) {
			dialled = append(dialled, address)
			return nil, errors.New("nobody there")
		},
	})
	_, first := Fetch(t.Context(), client, "https://idp.example.com/", 1000)
	if got := strings.Join(dialled, " "); got != "93.184.215.14:443" || names.asked.Load() != 1 {
		t.Errorf("dialled %q after %d lookups, want the judged address after one; %v", got, names.asked.Load(), first)
	}
	_, second := Fetch(t.Context(), client, "https://idp.example.com/", 1000)
	if second == nil || !strings.Contains(second.Error(), "inside a network (loopback)") || len(dialled) != 1 {
		t.Errorf("got %v after dialling %q, want a refusal", second, dialled)
	}
}

func TestMixedAnswerIsRefused(t *testing.T) {
	t.Parallel()
	g := guard{resolver: &answers{addresses: []string{"93.184.215.14,10.0.0.1"}}, dial: func(context.Context, string, string) (net.Conn, error) {
		t.Error("something was dialled")
		return nil, errors.New("nobody there")
	}}
	if _, err := g.dialContext(t.Context(), "tcp", "idp.example.com:443"); err == nil {
		t.Error("one public address let a private one through")
	}
}

func TestAddressesAsWritten(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		"http://idp.example.com/":                         "does not begin with https://",
		"ftp://idp.example.com/":                          "does not begin with https://",
		"file:///etc/passwd":                              "names no host",
		"idp.example.com":                                 "names no host",
		"https:///path":                                   "names no host",
		"https://admin:s3cret@idp.example.com/":           "a user name or a password",
		"https://idp.example.com:22/":                     "names the port 22",
		"https://idp.example.com:6379/":                   "names the port 6379",
		"https://169.254.169.254/latest/meta-data/":       "no identity provider can be",
		"https://[fe80::1%25eth0]/":                       "no identity provider can be",
		"https://10.0.0.1/":                               "inside a network (private)",
		"https://user:s3cret%zz@idp.example.com/":         "cannot be read",
		"https://idp.example.com\r\nX-Injected: s3cret/x": "cannot be read",
	}
	dial := func(context.Context, string, string) (net.Conn, error) {
		t.Error("something was dialled")
		return nil, errors.New("nobody there")
	}
	client := newClient(Options{}, guard{resolver: &answers{addresses: []string{"127.0.0.1"}}, dial: dial})
	for address, want := range tests {
		_, err := Fetch(t.Context(), client, address, 1000)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", address, err, want)
		}
		if err != nil && strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%s: the sentence holds a secret: %v", address, err)
		}
	}
}

func TestPlainHTTPStaysOnThisMachine(t *testing.T) {
	t.Parallel()
	dial := func(context.Context, string, string) (net.Conn, error) {
		t.Error("something was dialled")
		return nil, errors.New("nobody there")
	}
	client := newClient(Options{AllowPrivateNetworks: true}, guard{resolver: &answers{addresses: []string{"10.0.0.7"}}, internal: true, dial: dial})
	_, err := Fetch(t.Context(), client, "http://idp.intranet.example/", 1000)
	if err == nil || !strings.Contains(err.Error(), "begins with https://") {
		t.Errorf("got %v", err)
	}
}

func TestLinkLocalStaysOutOfReach(t *testing.T) {
	t.Parallel()
	client := NewClient(Options{AllowPrivateNetworks: true})
	if _, err := Fetch(t.Context(), client, "https://169.254.169.254/", 1000); err == nil || !strings.Contains(err.Error(), "no identity provider can be") {
		t.Errorf("got %v", err)
	}
}

func TestRedirectsAreRefused(t *testing.T) {
	t.Parallel()
	c := newCanary(t, true)
	for _, status := range []int{301, 302, 303, 307, 308} {
		from := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", c.URL+"/secret")
			w.WriteHeader(status)
		})
		_, err := Fetch(t.Context(), from.client, from.URL, 1000)
		if err == nil || !strings.Contains(err.Error(), "a redirect to "+c.URL+", which is not followed") {
			t.Errorf("%d: got %v", status, err)
		}
	}
	if c.hits.Load() != 0 {
		t.Error("a redirect was followed")
	}
}

func TestLimits(t *testing.T) {
	t.Parallel()
	site := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.UserAgent() != "Muster" || r.Header.Get("Accept-Encoding") != "" {
			t.Errorf("asked as %q with encodings %q", r.UserAgent(), r.Header.Get("Accept-Encoding"))
		}
		switch r.URL.Path {
		case "/headers":
			w.Header().Set("X-Much", strings.Repeat("x", 2*maxHeaders))
		case "/body":
			fmt.Fprint(w, strings.Repeat("x", 1001))
		case "/fits":
			fmt.Fprint(w, strings.Repeat("x", 1000))
		case "/endless":
			for r.Context().Err() == nil {
				if _, err := w.Write(make([]byte, 64<<10)); err != nil {
					return
				}
			}
		}
	})
	for path, want := range map[string]string{"/headers": "more than is read", "/body": "more than is read", "/endless": "more than is read"} {
		if _, err := Fetch(t.Context(), site.client, site.URL+path, 1000); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", path, err, want)
		}
	}
	if body, err := Fetch(t.Context(), site.client, site.URL+"/fits", 1000); err != nil || len(body) != 1000 {
		t.Errorf("got %d bytes and %v, want 1000", len(body), err)
	}
	// Whoever uses the client without Fetch is bounded too.
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, site.URL+"/endless", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	response, err := site.client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if n, err := io.Copy(io.Discard, response.Body); err == nil || n != maxBody {
		t.Errorf("read %d bytes and %v, want an error after %d", n, err, maxBody)
	}
}

func TestSlowAnswer(t *testing.T) {
	t.Parallel()
	done := make(chan struct{})
	site := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/body" {
			fmt.Fprint(w, "begun")
			w.(http.Flusher).Flush()
		}
		<-done
	})
	t.Cleanup(func() { close(done) })
	client := NewClient(Options{AllowPrivateNetworks: true, RootCAs: trust(site.Server), Timeout: 200 * time.Millisecond})
	for _, path := range []string{"/", "/body"} {
		if _, err := Fetch(t.Context(), client, site.URL+path, 1000); err == nil || !strings.Contains(err.Error(), "did not answer in time") {
			t.Errorf("%s: got %v", path, err)
		}
	}
}

func TestSentences(t *testing.T) {
	t.Parallel()
	closed := newCanary(t, true)
	address := closed.URL
	closed.Close()
	site := serve(t, func(w http.ResponseWriter, r *http.Request) {
		status, err := strconv.Atoi(r.URL.Path[1:])
		if err != nil {
			t.Error(err)
		}
		w.WriteHeader(status)
		fmt.Fprint(w, "s3cret")
	})
	stranger := NewClient(Options{AllowPrivateNetworks: true, RootCAs: x509.NewCertPool()})
	tests := []struct {
		client        *http.Client
		address, want string
	}{
		{site.client, address, "refuses connections"},
		{stranger, site.URL, "an authority that Muster does not trust"},
		{site.client, strings.Replace(site.URL, "127.0.0.1", "localhost", 1), "is for another name"},
		{site.client, site.URL + "/404?token=s3cret", "nothing at this address (HTTP 404)"},
		{site.client, site.URL + "/403", "does not let Muster read"},
		{site.client, site.URL + "/500", "a failure of its own"},
		{site.client, site.URL + "/418", "HTTP 418 instead of a document"},
	}
	for _, test := range tests {
		_, err := Fetch(t.Context(), test.client, test.address, 1000)
		if err == nil || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%s: got %v, want %q", test.address, err, test.want)
		}
		if _, ok := errors.AsType[*Error](err); !ok {
			t.Errorf("%s: got %T", test.address, err)
		}
	}
	missing := explain("idp.example.com", &net.DNSError{IsNotFound: true})
	if !strings.Contains(missing.Error(), "no host with the name idp.example.com") {
		t.Errorf("got %v", missing)
	}
}

// TestProxy holds that the environment names no proxy and the operator can.
func TestProxy(t *testing.T) {
	// Not parallel: it sets the environment. What net/http read of it before,
	// it keeps, so the transport itself is looked at too.
	proxied := newCanary(t, false)
	t.Setenv("HTTPS_PROXY", proxied.URL)
	t.Setenv("HTTP_PROXY", proxied.URL)
	environment := NewClient(Options{})
	if environment.Transport.(door).secure.Proxy != nil || environment.Transport.(door).plain.Proxy != nil {
		t.Error("a proxy was taken from somewhere")
	}
	proxy, err := url.Parse(proxied.URL)
	if err != nil {
		t.Fatal(err)
	}
	client := NewClient(Options{Proxy: proxy})
	if _, err := Fetch(t.Context(), client, "https://idp.example.com/", 1000); err == nil || proxied.hits.Load() != 1 {
		t.Errorf("got %v with %d connections to the proxy, want an error with one", err, proxied.hits.Load())
	}
	if _, err := Fetch(t.Context(), client, "https://10.0.0.1/", 1000); err == nil || proxied.hits.Load() != 1 {
		t.Errorf("got %v: the proxy was asked for a private address", err)
	}
}

// A site is a server with a client that may ask it.
type site struct {
	*httptest.Server
	client *http.Client
}

func serve(t *testing.T, handler http.HandlerFunc) site {
	t.Helper()
	server := httptest.NewUnstartedServer(handler)
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.TLS = &tls.Config{MinVersion: tls.VersionTLS12}
	server.StartTLS()
	t.Cleanup(server.Close)
	client := NewClient(Options{AllowPrivateNetworks: true, RootCAs: trust(server)})
	t.Cleanup(client.CloseIdleConnections)
	return site{server, client}
}

func trust(server *httptest.Server) *x509.CertPool {
	pool := x509.NewCertPool()
	if certificate := server.Certificate(); certificate != nil {
		pool.AddCert(certificate)
	}
	return pool
}
