package httpserver

import (
	"cmp"
	"io"
	"net/http"
	"time"
)

// Limits bound what a client may cost.
type Limits struct {
	// Header is the time for a request's line and headers, and for a TLS
	// handshake.
	Header time.Duration
	// HeaderBytes is the greatest size of a request's line and headers.
	HeaderBytes int
	// Body is the time for a whole request body.
	Body time.Duration
	// Stall is the time in which something of a body must arrive, and something
	// of an answer must be taken.
	Stall time.Duration
	// Idle is how long a connection may wait for its next request.
	Idle time.Duration
	// Grace is how long running requests may take to finish at a stop.
	Grace time.Duration
}

// DefaultLimits returns the limits for whatever a Config leaves zero.
func DefaultLimits() Limits {
	return Limits{
		Header: 10 * time.Second,
		// net/http refuses what is longer in its own words and in plain text. A
		// filter of a megabyte must still reach its door, to be refused in the
		// words and the form that its client reads.
		HeaderBytes: 1<<20 + 64<<10,
		// A group of 100,000 members is up to 32 MiB: 56 KiB/s is enough.
		Body:  10 * time.Minute,
		Stall: 30 * time.Second,
		Idle:  2 * time.Minute,
		Grace: 20 * time.Second,
	}
}

func (l Limits) complete() Limits {
	standard := DefaultLimits()
	return Limits{
		Header:      cmp.Or(l.Header, standard.Header),
		HeaderBytes: cmp.Or(l.HeaderBytes, standard.HeaderBytes),
		Body:        cmp.Or(l.Body, standard.Body),
		Stall:       cmp.Or(l.Stall, standard.Stall),
		Idle:        cmp.Or(l.Idle, standard.Idle),
		Grace:       cmp.Or(l.Grace, standard.Grace),
	}
}

// pace moves a connection's deadlines along with its progress. http.Server has
// only fixed ones, and none fits: what gives 32 MiB their time lets a client
// that sends nothing hold a connection as long.
type pace struct {
	control *http.ResponseController
	limits  Limits
	now     func() time.Time
	began   time.Time
	// wrote is when the deadline for writing was last moved.
	wrote time.Time
}

// moved is how far a deadline may lag behind, so that a stream of small writes
// does not set it for each.
const moved = time.Second

// The errors of setting deadlines are not looked at: a connection that cannot
// have them is none of a network.

func (p *pace) reading() {
	now := p.now()
	deadline := now.Add(p.limits.Stall)
	if last := p.began.Add(p.limits.Body); deadline.After(last) {
		deadline = last
	}
	_ = p.control.SetReadDeadline(deadline)
}

func (p *pace) writing() {
	now := p.now()
	if now.Sub(p.wrote) < moved {
		return
	}
	p.wrote = now
	_ = p.control.SetWriteDeadline(now.Add(p.limits.Stall))
}

// body is a request body that must keep arriving. A read that waits too long
// fails with an error that is os.ErrDeadlineExceeded.
type body struct {
	io.ReadCloser
	pace *pace
	over bool
}

func (b *body) Read(p []byte) (int, error) {
	if b.over {
		return b.ReadCloser.Read(p)
	}
	b.pace.reading()
	b.pace.writing() // the first read may have to write "100 Continue"
	n, err := b.ReadCloser.Read(p)
	b.over = err != nil // net/http has then ended the deadline
	return n, err
}

// abandon bounds what the server still reads of a body that its door did not
// want.
func (b *body) abandon() {
	if !b.over {
		b.pace.reading()
	}
}
