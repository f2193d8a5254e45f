package okta

import (
	"context"
	"strconv"
	"strings"
	"time"
)

// Okta's documented schedule for an answer of 429.
const (
	// MaxAttempts is how often one request is sent before the task fails for
	// good.
	MaxAttempts = 10
	// DefaultRetryWait is the first wait when the server does not say in whole
	// seconds how long to wait.
	DefaultRetryWait = 5 * time.Minute
)

// retryAfter reads a Retry-After header as Okta does: whole seconds only. A
// date (RFC 9110 §10.2.3 allows one) counts as nothing said.
func retryAfter(header string) (time.Duration, bool) {
	seconds, err := strconv.ParseUint(strings.TrimSpace(header), 10, 31)
	if err != nil {
		return 0, false
	}
	return time.Duration(seconds) * time.Second, true
}

// retryWait gives the wait before the next attempt: what the server asked for,
// five minutes when it did not say, and at least double the wait before. The
// first wait has no earlier one: previous is zero.
func retryWait(previous time.Duration, header string) time.Duration {
	asked, ok := retryAfter(header)
	if !ok {
		asked = DefaultRetryWait
	}
	return max(asked, 2*previous)
}

// sleep waits for d or until ctx ends.
func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
