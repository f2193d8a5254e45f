package api

import (
	"time"

	"github.com/danielgtaylor/huma/v2"
)

// Time is a time as the API writes it: RFC 3339 in UTC, always with six digits
// of a second, so that texts sort as their times do.
type Time time.Time

const timeForm = "2006-01-02T15:04:05.000000Z"

// MarshalJSON writes the time.
func (t Time) MarshalJSON() ([]byte, error) {
	return []byte(`"` + time.Time(t).UTC().Format(timeForm) + `"`), nil
}

// Schema describes a Time.
func (Time) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Format: "date-time", Examples: []any{"2026-11-28T09:30:00.000000Z"}}
}

// when leaves out a time that is not there.
func when(t time.Time) *Time {
	if t.IsZero() {
		return nil
	}
	shown := Time(t)
	return &shown
}

// UnmarshalJSON reads what MarshalJSON wrote, for clients in Go.
func (t *Time) UnmarshalJSON(data []byte) error {
	return (*time.Time)(t).UnmarshalJSON(data)
}
