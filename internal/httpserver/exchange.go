package httpserver

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"runtime"
	"runtime/debug"
	"time"
)

// exchange is one request with its answer, on its way through the server. It
// belongs to the goroutine that serves the request.
type exchange struct {
	request    *http.Request
	answer     answer
	body       body
	pace       pace
	trusted    Proxies
	id         string
	route      string
	connection string
}

// answer is a ResponseWriter that remembers what was answered.
// http.ResponseController reaches what is beneath it.
type answer struct {
	http.ResponseWriter
	pace   *pace
	status int // 0 until the header is written
	bytes  int64
}

// Unwrap is for http.ResponseController.
func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }

// WriteHeader remembers the status.
func (a *answer) WriteHeader(status int) {
	if a.status == 0 && status >= http.StatusOK {
		a.status = status
	}
	a.pace.writing()
	a.ResponseWriter.WriteHeader(status)
}

// Write counts the bytes.
func (a *answer) Write(p []byte) (int, error) {
	if a.status == 0 {
		a.status = http.StatusOK
	}
	a.pace.writing()
	n, err := a.ResponseWriter.Write(p)
	a.bytes += int64(n)
	return n, err
}

type exchangeKey struct{}

func exchangeOf(ctx context.Context) *exchange {
	x, _ := ctx.Value(exchangeKey{}).(*exchange)
	return x
}

// RequestID returns the id of the request that a context belongs to, or "" when
// it belongs to none. It is 1 to 64 characters of [A-Za-z0-9._-].
func RequestID(ctx context.Context) string {
	if x := exchangeOf(ctx); x != nil {
		return x.id
	}
	return ""
}

// SetRoute names what a request turned out to be, for the log and the metrics:
// "PATCH /Users/{id}" without the method. It must come from a closed list and
// never hold what a client sent: every name is kept in memory for good. Call it
// from the goroutine that serves the request. Outside of a Server it does
// nothing.
func SetRoute(ctx context.Context, route string) {
	if x := exchangeOf(ctx); x != nil {
		x.route = route
	}
}

// SetConnection names the connection that a request was made for, for the log.
// Otherwise as SetRoute, except that the list need not be closed.
func SetConnection(ctx context.Context, id string) {
	if x := exchangeOf(ctx); x != nil {
		x.connection = id
	}
}

func (s *Server) begin(w http.ResponseWriter, r *http.Request) *exchange {
	s.metrics.inFlight.Inc()
	x := &exchange{id: requestIDOf(r), trusted: s.trusted}
	x.pace = pace{control: http.NewResponseController(w), limits: s.limits, now: s.now, began: s.now()}
	x.answer = answer{ResponseWriter: w, pace: &x.pace}
	x.request = r.WithContext(context.WithValue(r.Context(), exchangeKey{}, x))
	x.body = body{ReadCloser: r.Body, pace: &x.pace, over: true}
	if r.Body != nil && r.Body != http.NoBody {
		x.body.over = false
		x.request.Body = &x.body
	}
	w.Header().Set(requestIDHeader, x.id)
	return x
}

// end is deferred around a door: it must call recover itself.
func (s *Server) end(x *exchange, door Door) {
	broken := s.recovered(x, door, recover())
	x.body.abandon()
	if x.answer.status == 0 {
		x.answer.status = http.StatusOK // what net/http answers for a door that wrote nothing
	}
	x.pace.writing() // for what is still in the server's buffer
	took := s.now().Sub(x.pace.began)
	s.metrics.inFlight.Dec()
	s.metrics.observe(x, took)
	s.logAnswer(x, took, broken)
	if broken {
		panic(http.ErrAbortHandler) // net/http closes the connection and logs nothing more
	}
}

// recovered answers for a door that panicked, and says whether the connection
// must be broken because an answer had begun.
func (s *Server) recovered(x *exchange, door Door, reason any) (broken bool) {
	if reason == nil {
		return false
	}
	if err, ok := reason.(error); ok && err == http.ErrAbortHandler { //nolint:errorlint // net/http compares it so
		return true
	}
	s.metrics.panics.Inc()
	s.log.ErrorContext(x.request.Context(), "a request panicked",
		"request", x.id, "route", x.route, "reason", shownReason(reason), "stack", string(debug.Stack()))
	if x.answer.status != 0 {
		return true
	}
	for name := range x.answer.Header() {
		if name != requestIDHeader {
			x.answer.Header().Del(name)
		}
	}
	fail := door.Failure
	if fail == nil {
		fail = plain
	}
	fail(&x.answer, x.request, http.StatusInternalServerError,
		"Something failed inside Muster. Try again; if it fails again, tell its operator this request id: "+x.id)
	return false
}

// shownReason says why a request panicked, without what a panic may carry of
// the request: only the runtime's own errors are known to hold no values of it.
// The stack says the line.
func shownReason(reason any) string {
	if err, ok := reason.(runtime.Error); ok {
		return err.Error()
	}
	return fmt.Sprintf("a value of type %T", reason)
}

func (s *Server) logAnswer(x *exchange, took time.Duration, broken bool) {
	level := slog.LevelInfo
	gone := x.request.Context().Err() != nil
	switch {
	case x.answer.status == http.StatusNotImplemented: // nothing failed: clients probe for what there is
	case x.answer.status >= http.StatusInternalServerError && !gone: // who hung up made the answer fail
		level = slog.LevelError
	case x.route == "/healthz", x.route == "/readyz", x.route == "/metrics":
		level = slog.LevelDebug // asked every few seconds, and always the same
	}
	if !s.log.Enabled(x.request.Context(), level) {
		return
	}
	attrs := make([]slog.Attr, 0, 9)
	attrs = append(attrs,
		slog.String("request", x.id),
		slog.String("method", shownMethod(x.request.Method)),
		slog.String("route", x.route),
		slog.Int("status", x.answer.status),
		slog.Float64("duration_ms", float64(took.Microseconds())/1000),
		slog.Int64("bytes", x.answer.bytes),
	)
	if x.connection != "" {
		attrs = append(attrs, slog.String("connection", x.connection))
	}
	if broken {
		attrs = append(attrs, slog.Bool("broken_off", true))
	}
	if gone {
		attrs = append(attrs, slog.Bool("client_gone", true))
	}
	// Logger.LogAttrs would look for the line of code that called it, which costs
	// as much as the rest.
	record := slog.NewRecord(s.now(), level, "request", 0)
	record.AddAttrs(attrs...)
	_ = s.log.Handler().Handle(x.request.Context(), record) // a log that fails has nobody to tell
}

// shownMethod keeps methods, which a client may invent, to a closed list.
func shownMethod(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return method
	}
	return "other"
}
