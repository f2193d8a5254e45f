package access

import (
	"strconv"
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

func stepUpRequired() error {
	return &StepUpRequiredError{ruleStepUp.Refuse(directory.Refused)}
}

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

func rateLimited(wait time.Duration, rule *directory.Rule) error {
	wait = (wait + time.Second - 1).Truncate(time.Second)
	seconds, minutes := int(wait/time.Second), 0
	if seconds >= 120 {
		minutes = (seconds + 59) / 60 // who waits that long counts in minutes
	}
	return &RateLimitedError{wait, rule.Refuse(directory.Unavailable, "minutes", strconv.Itoa(minutes), "seconds", strconv.Itoa(seconds))}
}

// wrongSignIn is the one answer to whatever does not sign anybody in.
func wrongSignIn() error {
	return ruleWrongSignIn.Refuse(directory.Unauthorized)
}

func signedOut() error {
	return directory.RuleSignedOut.Refuse(directory.Unauthorized)
}

func suspended(organization directory.Organization) *directory.Error {
	return ruleSuspended.Refuse(directory.Disabled, "organization", organization.Name)
}
