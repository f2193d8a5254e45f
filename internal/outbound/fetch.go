package outbound

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
)

// Fetch asks an address by GET and returns the body of its answer, which may
// have up to limit bytes. Every error is an *Error.
func Fetch(ctx context.Context, client *http.Client, address string, limit int64) ([]byte, error) {
	parsed, err := url.Parse(address)
	if err != nil {
		// The error of url.Parse quotes the address, which may hold a password.
		return nil, &Error{Sentence: "The address cannot be read. Enter it in full, as https://idp.example.com/…"}
	}
	host := parsed.Hostname()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return nil, &Error{Sentence: "The address cannot be read. Enter it in full, as https://idp.example.com/…"}
	}
	response, err := client.Do(request)
	if err != nil {
		return nil, explain(host, withoutAddress(err))
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, &Error{Sentence: statusSentence(host, response.StatusCode)}
	}
	body, err := io.ReadAll(&boundedBody{ReadCloser: response.Body, host: host, left: limit})
	if err != nil {
		return nil, explain(host, err)
	}
	return body, nil
}

// withoutAddress takes away the *url.Error around an error: its text holds the
// whole address.
func withoutAddress(err error) error {
	if wrapped, ok := err.(*url.Error); ok { //nolint:errorlint // http.Client puts it outermost
		return wrapped.Err
	}
	return err
}

func statusSentence(host string, status int) string {
	switch {
	case status == http.StatusNotFound || status == http.StatusGone:
		return fmt.Sprintf("%s has nothing at this address (HTTP %d). Look whether it is copied in full.", host, status)
	case status == http.StatusUnauthorized || status == http.StatusForbidden:
		return fmt.Sprintf("%s does not let Muster read this address (HTTP %d). Make it readable without signing in.", host, status)
	case status >= 500:
		return fmt.Sprintf("%s has a failure of its own (HTTP %d). Try again later.", host, status)
	default:
		return fmt.Sprintf("%s answers with HTTP %d instead of a document. Look whether the address is the right one.", host, status)
	}
}

// A boundedBody ends in an error, not in a silent cut, when there is more to
// read than its limit.
type boundedBody struct {
	io.ReadCloser
	host string
	left int64
}

// Read reads up to one byte more than is left, to tell an answer that ends at
// the limit from one that goes on.
func (b *boundedBody) Read(p []byte) (int, error) {
	if int64(len(p)) > b.left+1 {
		p = p[:b.left+1]
	}
	n, err := b.ReadCloser.Read(p)
	if int64(n) > b.left {
		n = int(b.left)
		b.left = 0
		return n, explain(b.host, errTooLarge)
	}
	b.left -= int64(n)
	return n, err
}
