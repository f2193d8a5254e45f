package okta

import (
	"sync"
	"time"
)

// Exchange is one request and what came of it.
type Exchange struct {
	Method string
	// Path follows the base URL: "/Users/123".
	Path string
	// Query is the query as it was sent, encoded.
	Query string
	Body  []byte
	// Status is zero when no answer came.
	Status int
	Answer []byte
	// Err is the failure of the transport, nil when an answer came.
	Err   error
	Began time.Time
	Took  time.Duration
}

// ExchangeSummary is an Exchange without its bodies.
type ExchangeSummary struct {
	Method string
	Path   string
	Status int
	Took   time.Duration
}

// Recorder keeps every exchange. The zero value is ready for use, by several
// goroutines; set App.Record to its Record.
type Recorder struct {
	mu        sync.Mutex
	exchanges []Exchange
}

// Record keeps one exchange.
func (r *Recorder) Record(e Exchange) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.exchanges = append(r.exchanges, e)
}

// Exchanges returns what was recorded, in the order in which answers came.
func (r *Recorder) Exchanges() []Exchange {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]Exchange(nil), r.exchanges...)
}
