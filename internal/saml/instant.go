package saml

import (
	"regexp"
	"time"
)

// MaxSkew is how far an identity provider's clock may be from ours. A caller
// cannot ask for more.
const MaxSkew = 60 * time.Second

// instantForm is xs:dateTime as SAML core section 1.3.3 wants it: in UTC.
var instantForm = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$`)

// parseInstant reads a time of a message.
func parseInstant(text string) (time.Time, bool) {
	if !instantForm.MatchString(text) {
		return time.Time{}, false
	}
	instant, err := time.Parse(time.RFC3339Nano, text)
	return instant, err == nil
}

// formatInstant writes a time of a message.
func formatInstant(instant time.Time) string {
	return instant.UTC().Format("2006-01-02T15:04:05.000Z")
}

// earliest returns the earlier of two times, of which the zero time is none.
func earliest(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}
