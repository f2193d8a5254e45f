package access

import (
	"fmt"
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
	return &StepUpRequiredError{directory.Errorf(directory.Refused, "Confirm that it is you, with your password or passkey, and then do this again.")}
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

func rateLimited(wait time.Duration, why string) error {
	wait = (wait + time.Second - 1).Truncate(time.Second)
	return &RateLimitedError{wait, directory.Errorf(directory.Unavailable, "%s; wait %s and try again.", why, inWords(wait))}
}

func inWords(wait time.Duration) string {
	seconds := int(wait / time.Second)
	switch {
	case seconds == 1:
		return "a second"
	case seconds < 120:
		return fmt.Sprintf("%d seconds", seconds)
	}
	return fmt.Sprintf("%d minutes", (seconds+59)/60)
}

// wrongSignIn is the one answer to whatever does not sign anybody in.
func wrongSignIn() error {
	return directory.Errorf(directory.Unauthorized, "The email address or the password is not right; check both and try again.")
}

func signedOut() error {
	return directory.Errorf(directory.Unauthorized, "You are not signed in any more; sign in again.")
}

func suspended(organization directory.Organization) *directory.Error {
	return directory.Errorf(directory.Disabled, "%s is suspended; ask those who run this service to resume it.", organization.Name)
}
