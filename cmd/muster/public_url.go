package main

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/musterhq/muster/internal/directory"
)

// standardPublicURL is what Tenant URLs begin with where nobody said anything
// else: the address of a server on this machine that nobody told to listen
// elsewhere.
const standardPublicURL publicURL = "http://127.0.0.1:8080"

// publicAddress is how a command is told the address by which identity
// providers reach the server.
type publicAddress struct {
	PublicURL publicURL `placeholder:"URL" help:"Address by which identity providers reach this server, such as https://muster.example.com. Tenant URLs begin with it, or else with http://127.0.0.1:8080."`
}

// publicURL is a scheme, a host and perhaps a port.
type publicURL string

// UnmarshalText reads a public URL, or says what is wrong with it.
func (u *publicURL) UnmarshalText(text []byte) error {
	parsed, err := url.Parse(string(text))
	if err != nil || parsed.Host == "" || parsed.Scheme != "http" && parsed.Scheme != "https" {
		return errors.New("this is no address that a provider could reach; write it as https://muster.example.com")
	}
	if strings.Trim(parsed.Path, "/") != "" || parsed.RawQuery != "" || parsed.Fragment != "" || parsed.User != nil {
		return fmt.Errorf("%s holds more than a scheme, a host and a port; leave the rest away", parsed.Redacted())
	}
	if strings.Contains(parsed.Host, "_") {
		return fmt.Errorf("%s holds an underscore, which Okta refuses in a Tenant URL; use a host name without one", parsed.Host)
	}
	*u = publicURL(parsed.Scheme + "://" + parsed.Host)
	return nil
}

// tenantURL is what an administrator enters in the identity provider.
func (u publicURL) tenantURL(connection directory.ConnectionID) string {
	return string(cmp.Or(u, standardPublicURL)) + "/scim/v2/" + string(connection)
}
