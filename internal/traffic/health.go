package traffic

import (
	"time"
)

// Health is how a connection fares.
type Health struct {
	State State
	// LastRequestAt, LastAddress and LastUserAgent are of the last request that
	// presented the right token.
	LastRequestAt time.Time
	LastAddress   string
	LastUserAgent string
	// RequestsToday and ErrorsToday count since midnight UTC.
	RequestsToday int
	ErrorsToday   int
	// LastError is nil when nothing ever went wrong.
	LastError *Mishap
	// Tape are the last hour's requests, oldest first, at most MaxStrokes: the
	// newest.
	Tape []Stroke
}

// State says in a word how a connection fares.
type State string

const (
	// Waiting: nobody has come with the current token yet.
	Waiting State = "waiting"
	// Connected: the provider comes, and the last it asked was answered.
	Connected State = "connected"
	// Failing: the last request was refused or failed.
	Failing State = "failing"
	// Off: the connection is switched off.
	Off State = "off"
)

// MaxStrokes is how many strokes a tape has at the most.
const MaxStrokes = 240

// Stroke is one request on the tape.
type Stroke struct {
	At      time.Time
	Outcome Outcome
}

// Test is how the provider's last test of the connection went, or what stands in
// for it: Okta's test asks for the first one or two users.
type Test struct {
	At      time.Time
	Request string
	Passed  bool
	// Sentence says it in words: "Passed: Okta asked for users, there are none
	// yet".
	Sentence string
}
