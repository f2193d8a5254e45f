package traffic

import (
	"context"
	"net/url"
	"time"

	"github.com/google/uuid"

	"github.com/musterhq/muster/internal/directory"
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
	// Said says it in words: "Passed: Okta asked for users, there are none yet".
	Said directory.Said
}

// Health says how a connection fares. The time is when the token that counts was
// made, zero when there is none.
func (l *Log) Health(ctx context.Context, connection directory.Connection, tokenMadeAt time.Time) (Health, error) {
	totals, err := l.Store.Totals(ctx, connection.Organization, connection.ID)
	if err != nil {
		return Health{}, err
	}
	now := l.Now()
	health := Health{
		State:         stateOf(connection, totals, tokenMadeAt),
		LastRequestAt: totals.LastAt,
		LastAddress:   totals.Address,
		LastUserAgent: totals.UserAgent,
	}
	if totals.Day == dayOf(now) {
		health.RequestsToday, health.ErrorsToday = totals.Requests, totals.Errors
	}
	if !totals.LastError.At.IsZero() {
		health.LastError = &totals.LastError
	}
	health.Tape, err = l.Store.Tape(ctx, connection.Organization, connection.ID, now.Add(-time.Hour), MaxStrokes)
	return health, err
}

// stateOf decides by the requests that presented the right token. What strangers
// send turns nothing red: they would have it in their hands.
func stateOf(connection directory.Connection, totals Totals, tokenMadeAt time.Time) State {
	switch {
	case connection.State != directory.ConnectionEnabled:
		return Off
	case tokenMadeAt.IsZero() || totals.LastAt.Before(tokenMadeAt):
		return Waiting
	case totals.Streak > 0:
		return Failing
	}
	return Connected
}

// testsLooked is how many requests are looked at for a test.
const testsLooked = 50

// LastTest says how the provider's last test of the connection went, and false
// when nothing like one is among the newest requests.
//
// Okta's test asks for the first one or two users, or looks somebody up; so do
// the tests of others. A test with the wrong token is a request that was
// unauthorized.
func (l *Log) LastTest(ctx context.Context, connection directory.Connection) (Test, bool, error) {
	page, err := l.Store.Requests(ctx, connection.Organization, Query{
		Connection: connection.ID,
		Kinds:      []Kind{List, Lookup, Unauthorized},
		Limit:      testsLooked,
	})
	if err != nil {
		return Test{}, false, err
	}
	for i := range page.Requests {
		request := &page.Requests[i]
		if !isTest(request) {
			continue
		}
		return Test{
			At:      request.At,
			Request: request.ID,
			Passed:  request.Outcome == Answered,
			Said:    testSays(request),
		}, true, nil
	}
	return Test{}, false, nil
}

func isTest(request *Request) bool {
	switch request.Kind {
	case Unauthorized:
		return true
	case Lookup:
		// Entra ID looks for somebody whom nobody can be: a random UUID. Any other
		// lookup is about a person who is to be assigned.
		return !isGroups(request) && uuid.Validate(request.Facts.LookedFor) == nil
	case List:
		query, err := url.ParseQuery(request.Query)
		return err == nil && !isGroups(request) && (query.Get("count") == "1" || query.Get("count") == "2")
	default:
		return false
	}
}
