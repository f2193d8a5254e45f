package outbound

import (
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"
)

const (
	// defaultTimeout bounds a request from the lookup to the last byte. Okta
	// answers within a second; a person waits for a sign-in meanwhile.
	defaultTimeout = 10 * time.Second
	// maxHeaders bounds the head of an answer, in bytes.
	maxHeaders = 64 << 10
	// maxBody bounds the body of any answer, in bytes. Metadata of federations
	// can be greater; that of one provider is some ten thousand.
	maxBody = 1 << 20

	userAgent = "Muster"
)

// Options are what the operator decides about requests to addresses that
// customers typed in. The zero value is right for a server on the internet.
type Options struct {
	// AllowPrivateNetworks lets requests go to loopback and private addresses,
	// to any port, and by plain http to this machine itself: for development,
	// for the demo, and for a company that runs Muster and its identity
	// provider in one network. Link-local addresses, where clouds keep the
	// secrets of their machines, stay out of reach.
	AllowPrivateNetworks bool
	// Proxy is the proxy that the operator wants requests to go through. The
	// environment's is never taken: a server asks where it is told. A proxy
	// resolves names by itself, so it must keep its own network out of reach;
	// addresses in numbers are still judged here.
	Proxy *url.URL
	// RootCAs are trusted in place of the machine's, where a company signs
	// certificates by itself.
	RootCAs *x509.CertPool
	// Timeout bounds a request with its answer; zero means 10 seconds.
	Timeout time.Duration
	// Resolver finds addresses; nil means the machine's.
	Resolver Resolver
}

// NewClient returns a client that goes only where the options let it.
// Its errors are of the type *Error, inside the *url.Error that http.Client
// puts around them.
func NewClient(options Options) *http.Client {
	dialer := &net.Dialer{Timeout: options.timeout()}
	return newClient(options, guard{
		resolver: options.resolver(),
		internal: options.AllowPrivateNetworks,
		dial:     dialer.DialContext,
	})
}

func newClient(options Options, secure guard) *http.Client {
	plain := secure
	plain.loopbackOnly = true
	d := door{
		guard:  secure,
		secure: options.transport(secure),
		plain:  options.transport(plain),
	}
	if options.Proxy != nil {
		// What is dialled now is the proxy, wherever the operator has it.
		d.secure.Proxy = http.ProxyURL(options.Proxy)
		d.secure.DialContext = secure.dial
	}
	return &http.Client{Transport: d, Timeout: options.timeout()}
}

func (o Options) timeout() time.Duration {
	if o.Timeout == 0 {
		return defaultTimeout
	}
	return o.Timeout
}

func (o Options) resolver() Resolver {
	if o.Resolver == nil {
		return net.DefaultResolver
	}
	return o.Resolver
}

func (o Options) transport(g guard) *http.Transport {
	return &http.Transport{
		DialContext:            g.dialContext,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: o.RootCAs},
		TLSHandshakeTimeout:    o.timeout(),
		ForceAttemptHTTP2:      true,
		DisableCompression:     true, // a megabyte of gzip is a gigabyte of zeros
		MaxResponseHeaderBytes: maxHeaders,
		MaxIdleConns:           32,
		MaxConnsPerHost:        8, // one slow provider does not eat the sockets of the others
		IdleConnTimeout:        30 * time.Second,
	}
}

// A door lets requests out: it looks at the address as it is written, gives
// the request our name, and bounds what comes back.
type door struct {
	guard  guard
	secure *http.Transport
	plain  *http.Transport
}

// RoundTrip sends one request, if it may be sent.
func (d door) RoundTrip(request *http.Request) (*http.Response, error) {
	if err := d.check(request.URL); err != nil {
		if request.Body != nil {
			request.Body.Close() // RoundTrip closes it on errors too
		}
		return nil, err
	}
	transport := d.secure
	if request.URL.Scheme == "http" {
		transport = d.plain
	}
	if request.Header.Get("User-Agent") == "" {
		request = request.Clone(request.Context())
		request.Header.Set("User-Agent", userAgent)
	}
	response, err := transport.RoundTrip(request)
	if err != nil {
		return nil, explain(request.URL.Hostname(), err)
	}
	if response.StatusCode >= 300 && response.StatusCode < 400 {
		response.Body.Close()
		return nil, redirected(request.URL, response)
	}
	response.Body = &boundedBody{ReadCloser: response.Body, host: request.URL.Hostname(), left: maxBody}
	return response, nil
}

// CloseIdleConnections is what http.Client.CloseIdleConnections calls.
func (d door) CloseIdleConnections() {
	d.secure.CloseIdleConnections()
	d.plain.CloseIdleConnections()
}

// check judges an address by what is written in it. What its name resolves to
// is judged when it is dialled.
func (d door) check(address *url.URL) error {
	host := address.Hostname()
	switch {
	case host == "":
		return &Error{Sentence: "The address names no host. Enter it in full, as https://idp.example.com/…"}
	case address.User != nil:
		return &Error{Sentence: "The address contains a user name or a password. Enter it without the part before the @."}
	case address.Scheme == "http" && !d.guard.internal, address.Scheme != "http" && address.Scheme != "https":
		return &Error{Sentence: "The address does not begin with https://. Enter one that does."}
	case !d.guard.internal && !portAllowed(address.Port()):
		return &Error{Sentence: "The address names the port " + address.Port() + ". Only 443 and 8443 are asked; ask the operator of Muster to allow identity providers in private networks if yours has another."}
	}
	if numeric, err := netip.ParseAddr(host); err == nil {
		return d.guard.judge(host, numeric)
	}
	return nil
}

// portAllowed tells whether a port of the internet may be asked. Through the
// sentences for errors a customer could otherwise look which ports of anybody
// are open, from our address. Identity providers have 443, and those that
// companies run on Java application servers 8443.
func portAllowed(port string) bool {
	return port == "" || port == "443" || port == "8443"
}

// redirected says where an answer wanted to send us. The host is shown only if
// it looks like one: it is what a stranger wrote.
func redirected(from *url.URL, response *http.Response) error {
	to, err := response.Location()
	if err != nil || !isHostName(to.Hostname()) {
		return &Error{Sentence: from.Hostname() + " answers with a redirect (HTTP " + strconv.Itoa(response.StatusCode) + "), which is not followed. Enter the address that it leads to."}
	}
	return &Error{Sentence: from.Hostname() + " answers with a redirect to " + to.Scheme + "://" + to.Host + ", which is not followed. Enter the address that it leads to."}
}

// isHostName tells whether a text can be shown as a host: letters, digits,
// dots, hyphens and the colons of IPv6.
func isHostName(text string) bool {
	return text != "" && len(text) <= 253 && strings.IndexFunc(text, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '.' || r == '-' || r == ':')
	}) < 0
}
