package access

import (
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// StepUpRequiredError refuses what asks for a fresh proof of who the person is.
// A door that does not know it sees the Refused in its chain.
type StepUpRequiredError struct {
	refusal *directory.Error
}

// Error returns the sentence for the person.
func (e *StepUpRequiredError) Error() string { return e.refusal.Error() }

// Unwrap returns the refusal as a directory.Error.
func (e *StepUpRequiredError) Unwrap() error { return e.refusal }

// RateLimitedError refuses an attempt because too many failed before it. A door
// that does not know it sees the Unavailable in its chain.
type RateLimitedError struct {
	// RetryAfter is how long to wait, in whole seconds and at least one.
	RetryAfter time.Duration
	refusal    *directory.Error
}

// Error returns the sentence for the person.
func (e *RateLimitedError) Error() string { return e.refusal.Error() }

// Unwrap returns the refusal as a directory.Error.
func (e *RateLimitedError) Unwrap() error { return e.refusal }
