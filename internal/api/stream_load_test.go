package api_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/api"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/httpserver"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// reader is the other end of a stream without a network in between, so that a
// test knows when a stream has begun and when it has ended. It takes what is
// written only once its gate is open.
type reader struct {
	*httptest.ResponseRecorder
	ctx   context.Context
	leave context.CancelFunc
	gate  chan struct{}
	begun chan struct{} // closed with the first write, before the gate
	once  sync.Once
	ended chan struct{}
	mutex sync.Mutex // of the body
	wrote chan struct{}
}

// Write waits for the gate.
func (r *reader) Write(p []byte) (int, error) {
	r.once.Do(func() { close(r.begun) })
	select {
	case <-r.gate:
	case <-r.ctx.Done():
		return 0, r.ctx.Err()
	}
	r.mutex.Lock()
	defer r.mutex.Unlock()
	select {
	case r.wrote <- struct{}{}:
	default:
	}
	return r.ResponseRecorder.Write(p)
}

// Flush has nothing to do.
func (r *reader) Flush() {}

// text is what was read so far.
func (r *reader) text() string {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	return r.Body.String()
}

// awaitText reads until it has read this.
func (r *reader) awaitText(t *testing.T, wanted string) {
	t.Helper()
	for !strings.Contains(r.text(), wanted) {
		select {
		case <-r.wrote:
		case <-r.ended:
			t.Fatalf("the stream ended without %q:\n%s", wanted, r.text())
		}
	}
}

// attach opens a stream with a key. A slow one reads nothing until its gate is
// opened.
func (w *world) attach(organization directory.OrganizationID, key string, slow bool) *reader {
	w.Helper()
	ctx, leave := context.WithCancel(w.Context())
	r := &reader{
		ResponseRecorder: httptest.NewRecorder(), ctx: ctx, leave: leave,
		gate: make(chan struct{}), begun: make(chan struct{}), ended: make(chan struct{}), wrote: make(chan struct{}, 1),
	}
	if !slow {
		close(r.gate)
	}
	request := httptest.NewRequestWithContext(ctx, http.MethodGet, "/api/v1"+in(organization, "/stream"), http.NoBody)
	request.Header.Set("Authorization", "Bearer "+key)
	go func() {
		defer close(r.ended)
		w.api.Handler().ServeHTTP(r, request)
	}()
	w.Cleanup(func() {
		r.leave()
		<-r.ended
	})
	select {
	case <-r.begun:
	case <-r.ended: // refused
	}
	return r
}

// detach goes away, and returns when the server has noticed.
func (r *reader) detach() {
	r.leave()
	<-r.ended
}

func TestAQuietStreamIsKeptAlive(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.api.PaceStreams(time.Millisecond, time.Hour)
	acme := w.organization("Acme")
	stream := w.member(acme, "Olga Owner", directory.RoleOwner).listen(acme)
	stream.hear("retry: ")
	stream.hear(": still here")
	stream.hear(": still here")
	// The listener gives up on an answer of which nothing was taken for so long,
	// and nginx, as docs/operations.md has it, after a minute.
	if most := httpserver.DefaultLimits().Stall; api.StreamHeartbeat() >= most || api.StreamHeartbeat() >= time.Minute {
		t.Errorf("a heartbeat comes every %v; want less than %v and a minute", api.StreamHeartbeat(), most)
	}
}

func TestStreamsAreBounded(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.api.PaceStreams(time.Hour, time.Hour)
	acme, globex := w.organization("Acme"), w.organization("Globex")
	owner := w.member(acme, "Olga Owner", directory.RoleOwner)
	refused := func(r *reader, says string) {
		t.Helper()
		<-r.ended
		if r.Code != http.StatusTooManyRequests || r.Header().Get("Retry-After") != "30" || !strings.Contains(r.Body.String(), says) ||
			r.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("one too many is answered %d, after %q: %s; want 429 that says %q", r.Code, r.Header().Get("Retry-After"), r.Body, says)
		}
	}
	var open []*reader
	var keys []string
	for program := range api.MaxListeners / api.MaxOwnListeners {
		keys = append(keys, owner.apiKey(acme, directory.ScopeRead))
		for range api.MaxOwnListeners {
			open = append(open, w.attach(acme, keys[program], false))
		}
		if program == 0 {
			refused(w.attach(acme, keys[0], false), "You have too many pages")
		}
	}
	for i, r := range open {
		select {
		case <-r.ended:
			t.Fatalf("stream %d of %d was answered %d: %s", i+1, len(open), r.Code, r.Body)
		default:
		}
	}
	last := owner.apiKey(acme, directory.ScopeRead)
	refused(w.attach(acme, last, false), "Too many pages of this organization")
	other := w.attach(globex, w.member(globex, "Gus Owner", directory.RoleOwner).apiKey(globex, directory.ScopeRead), false)
	open[0].detach()
	again := w.attach(acme, last, false)
	for name, r := range map[string]*reader{"of another organization": other, "in the place of one that left": again} {
		select {
		case <-r.ended:
			t.Errorf("a stream %s was answered %d: %s", name, r.Code, r.Body)
		default:
		}
	}
}

// TestASlowReaderHoldsNothingUp: while one reads nothing, others hear everything
// and changes are made; then it hears the newest alone.
func TestASlowReaderHoldsNothingUp(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	acme := w.organization("Acme")
	owner := w.member(acme, "Olga Owner", directory.RoleOwner)
	slow := w.attach(acme, owner.apiKey(acme, directory.ScopeRead), true)
	quick := owner.listen(acme)
	quick.hear("event: activity")
	var head string
	for i := range 5 {
		owner.post(in(acme, "/teams"), map[string]string{"name": fmt.Sprint("Team ", i)}).want(http.StatusCreated)
		quick.hear("event: activity")
		head = quick.hear("data: ")
	}
	close(slow.gate)
	// It is through with what it missed when it hears of what comes now.
	owner.post(in(acme, "/teams"), map[string]string{"name": "Last"}).want(http.StatusCreated)
	quick.hear("event: activity")
	last := quick.hear("data: ")
	slow.awaitText(t, last)
	text := slow.text()
	if got := strings.Count(text, "event: activity"); got > 2 || !strings.HasPrefix(text, "retry: 2000\n\n") {
		t.Errorf("the slow one was told %d times, of %s and %s among them:\n%s", got, head, last, text)
	}
}
