package okta

import "net/http"

// Check is one named assertion and its outcome.
type Check struct {
	// ID is short and stable, fit for the name of a subtest.
	ID string
	// Text says in one sentence what was asserted.
	Text string
	// Err is nil when the assertion holds.
	Err error
}

// Target is a server to check.
type Target struct {
	// BaseURL is the SCIM base URL, without /Users.
	BaseURL string
	// Authorization is the whole value of the Authorization header, such as
	// "Bearer 1234".
	Authorization string
	// Transport carries the requests, the network when nil.
	Transport http.RoundTripper
}
