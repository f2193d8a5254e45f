package oidc

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
)

const (
	maxDiscovery = 256 << 10 // bytes; Entra ID's document has 2,000
	maxKeySet    = 256 << 10 // bytes; Google's has 1,500
)

// An explainer is an error of the client's that has a sentence for an
// administrator, such as why an address may not be asked.
type explainer interface {
	error
	Explanation() string
}

// An unread is a sentence that says why a document could not be read.
type unread string

// Error returns the sentence.
func (u unread) Error() string { return string(u) }

// fetch reads a document by GET. Its errors are sentences, and quote neither
// the address beyond its host nor the answer.
func fetch(ctx context.Context, client *http.Client, address string, limit int64) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return nil, unread("the address cannot be read.")
	}
	request.Header.Set("Accept", "application/json")
	host := request.URL.Hostname()
	response, err := client.Do(request)
	if err != nil {
		return nil, explain(host, err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, unread(fmt.Sprintf("%s answers with HTTP %d.", host, response.StatusCode))
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, limit+1))
	if err != nil {
		return nil, explain(host, err)
	}
	if int64(len(body)) > limit {
		return nil, unread(fmt.Sprintf("%s answers with more than the %d bytes that are read.", host, limit))
	}
	return body, nil
}

// explain says in words why there was no answer. The text of a *url.Error
// holds the address, so it is not passed on.
func explain(host string, err error) error {
	if explained, ok := errors.AsType[explainer](err); ok {
		return unread(explained.Explanation())
	}
	if timeout, ok := errors.AsType[net.Error](err); ok && timeout.Timeout() || errors.Is(err, context.DeadlineExceeded) {
		return unread(host + " did not answer in time.")
	}
	return unread(host + " could not be asked.")
}

// isWebAddress tells whether a request can safely go to an address: https, or
// http on this machine, which development and the demo need. Whether this
// machine may be asked at all is decided by the client that does it.
func isWebAddress(address string) bool {
	parsed, err := url.Parse(address)
	if err != nil || parsed.Host == "" || parsed.User != nil || parsed.Fragment != "" || len(address) > 2048 {
		return false
	}
	host := parsed.Hostname()
	ip := net.ParseIP(host)
	return parsed.Scheme == "https" || parsed.Scheme == "http" && (host == "localhost" || ip != nil && ip.IsLoopback())
}
