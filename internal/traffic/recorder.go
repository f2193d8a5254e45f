package traffic

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/musterhq/muster/internal/directory"
)

const (
	// writeEvery is how long a request waits for company before it is written,
	// and writeAt how many do not wait any longer.
	writeEvery = 200 * time.Millisecond
	writeAt    = 256
	// maxWaiting is how many wait while the store is slow; what comes then is
	// only counted.
	maxWaiting = 512
	// writeTimeout bounds one write, and closeTimeout the last.
	writeTimeout = 10 * time.Second
	closeTimeout = 2 * time.Second
	// complainEvery is how often a store that cannot be written is logged.
	complainEvery = time.Minute
)

// RecorderConfig says what a Recorder works with. Store and Now are required.
type RecorderConfig struct {
	Store Store
	Now   func() time.Time
	// Owner says whose a connection is, for requests that presented no valid
	// token and name a connection in their path; NotFound when it is nobody's.
	// Nil keeps none of those.
	Owner func(context.Context, directory.ConnectionID) (directory.Connection, error)
	// Logger is told when the log cannot be written; nil discards.
	Logger *slog.Logger
	// Metrics is where the Recorder counts; nil counts nowhere.
	Metrics prometheus.Registerer
	// Budget bounds what is kept; fields left zero are taken from DefaultBudget.
	Budget Budget
}

// Recorder takes requests from the door and has them written. It is safe for
// concurrent use; a nil Recorder records nothing.
type Recorder struct {
	store   Store
	now     func() time.Time
	owner   func(context.Context, directory.ConnectionID) (directory.Connection, error)
	log     *slog.Logger
	metrics recorderMetrics
	notices noticeBoard

	// mutex guards what follows. It is held for some hundred nanoseconds, and
	// never while anything is waited for.
	mutex    sync.Mutex
	ledger   ledger
	waiting  []*entry
	awake    bool // the writer is at work or has been woken
	closed   bool
	wake     chan struct{}
	flushing chan chan struct{}
	closing  chan struct{}
	done     chan struct{}

	// What follows belongs to the writer.
	sequence   uint16 // tells numbers of the same microsecond apart
	complained time.Time
	stop       context.CancelFunc
}

// entry is a request on its way to the writer, as it was.
type entry struct {
	Request
	sent, answered Body
	milestones     milestoneSet
}

// NewRecorder makes a Recorder and starts its writing. Close ends it.
func NewRecorder(config RecorderConfig) *Recorder {
	if config.Logger == nil {
		config.Logger = slog.New(slog.DiscardHandler)
	}
	ctx, stop := context.WithCancel(context.Background())
	r := &Recorder{
		store:    config.Store,
		now:      config.Now,
		owner:    config.Owner,
		log:      config.Logger,
		metrics:  newRecorderMetrics(config.Metrics),
		ledger:   newLedger(config.Budget.complete()),
		wake:     make(chan struct{}, 1),
		flushing: make(chan chan struct{}),
		closing:  make(chan struct{}),
		done:     make(chan struct{}),
		sequence: uint16(rand.Uint32()), //nolint:gosec // it guesses apart two processes, and keeps no secret
		stop:     stop,
	}
	go r.write(ctx)
	return r
}

// Record takes a request, which must not change afterwards, and neither may the
// bytes of the bodies. It never waits. Number, At, Outcome and Sentence are set
// here; a Sentence that is there already stays.
func (r *Recorder) Record(request *Request, sent, answered Body) {
	if r == nil {
		return
	}
	request.At = r.now()
	request.Outcome = OutcomeOf(request.Kind, request.Status)
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if r.closed {
		return
	}
	milestones, keep := r.admit(request)
	if !keep {
		r.metrics.counted.Inc()
	} else {
		r.waiting = append(r.waiting, &entry{
			Request: *request, sent: sent.beginning(), answered: answered.beginning(), milestones: milestones,
		})
	}
	if !r.awake || len(r.waiting) == writeAt {
		r.awake = true
		select {
		case r.wake <- struct{}{}:
		default: // it has been woken already
		}
	}
}

// admit decides whether a request is kept, and counts it.
func (r *Recorder) admit(request *Request) (milestoneSet, bool) {
	room := len(r.waiting) < maxWaiting
	if request.Organization == "" {
		return 0, room && r.owner != nil && r.ledger.admitStranger(request)
	}
	return r.ledger.admit(request, room)
}

// write is the writer: it sleeps while nothing comes.
func (r *Recorder) write(ctx context.Context) {
	defer close(r.done)
	for {
		select {
		case <-r.wake:
			r.gather(ctx)
		case answer := <-r.flushing:
			r.flush(ctx)
			close(answer)
		case <-r.closing:
			r.flush(ctx)
			return
		}
	}
}

// gather waits for company and writes, until nothing is left to write.
func (r *Recorder) gather(ctx context.Context) {
	timer := time.NewTimer(writeEvery)
	defer timer.Stop()
	for {
		select {
		case <-timer.C:
		case <-r.wake: // there are enough of them
		case answer := <-r.flushing:
			r.flush(ctx)
			close(answer)
			continue
		case <-r.closing:
			return // write flushes
		}
		r.flush(ctx)
		if r.rests() {
			return
		}
		timer.Reset(writeEvery)
	}
}

// rests lets the writer sleep when nothing is left to write.
func (r *Recorder) rests() bool {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if len(r.waiting) > 0 || r.ledger.busy() {
		return false
	}
	r.awake = false
	return true
}

// Flush writes what is waiting and returns when that is done, or ctx ends.
func (r *Recorder) Flush(ctx context.Context) error {
	answer := make(chan struct{})
	select {
	case r.flushing <- answer:
	case <-r.done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case <-answer:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Close writes what is waiting, for two seconds at the most, and ends the
// subscriptions. What is recorded afterwards is lost.
func (r *Recorder) Close() {
	if r == nil {
		return
	}
	r.mutex.Lock()
	first := !r.closed
	r.closed = true
	r.mutex.Unlock()
	if first {
		close(r.closing)
	}
	timer := time.NewTimer(closeTimeout)
	defer timer.Stop()
	select {
	case <-r.done:
	case <-timer.C:
		r.log.Warn("the provisioning log could not be written to its end")
	}
	r.stop()
	r.notices.close()
}

// flush writes what is waiting as one batch.
func (r *Recorder) flush(ctx context.Context) {
	now := r.now()
	r.mutex.Lock()
	entries := r.waiting
	r.waiting = nil
	counts, more := r.ledger.settle(now, r.closed)
	r.mutex.Unlock()
	if len(entries) == 0 && len(counts) == 0 && len(more) == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, writeTimeout)
	defer cancel()
	batch := r.batch(ctx, entries, counts, more)
	if err := r.store.Write(ctx, batch); err != nil {
		r.failed(now, entries, err)
		return
	}
	r.metrics.kept.Add(float64(len(entries)))
	r.notices.announce(batch)
}

// batch finishes what is to be written: owners, sentences, redacted bodies.
func (r *Recorder) batch(ctx context.Context, entries []*entry, counts []Count, more []Request) Batch {
	batch := Batch{Counts: counts, Requests: make([]Request, 0, len(entries)+len(more))}
	for _, e := range entries {
		if e.Organization == "" && !r.claim(ctx, &e.Request) {
			continue
		}
		if !r.finish(e) {
			continue
		}
		e.Number = r.number(e.At)
		batch.Requests = append(batch.Requests, e.Request)
		batch.blame(&e.Request)
		for _, name := range e.milestones.names() {
			batch.Milestones = append(batch.Milestones, Reached{
				Organization: e.Organization,
				Connection:   e.Connection,
				Milestone:    Milestone{Name: name, At: e.At, Request: e.ID, Saw: cutText(sawOf(name, &e.Request), maxShown)},
			})
		}
	}
	for _, line := range more {
		line.Sentence = sentenceOf(&line)
		line.Number = r.number(line.At)
		batch.Requests = append(batch.Requests, line)
	}
	return batch
}

// blame keeps the last thing that went wrong with its connection.
func (b *Batch) blame(request *Request) {
	if request.Outcome == Answered {
		return
	}
	if request.Kind == Unauthorized {
		b.Counts = append(b.Counts, countOfStranger(request))
		return
	}
	for i := range b.Counts {
		if c := &b.Counts[i]; c.Connection == request.Connection && c.Errors > 0 && !c.LastError.At.After(request.At) {
			c.LastError = mishapOf(request)
		}
	}
}

// claim finds out whose connection an unauthorized request named.
func (r *Recorder) claim(ctx context.Context, request *Request) bool {
	connection, err := r.owner(ctx, request.Connection)
	if err != nil {
		return false // nobody's, or nobody can say: there is no log to keep it in
	}
	request.Organization, request.Provider = connection.Organization, connection.Provider
	return true
}

// number gives a request its place in the log: microseconds since 1970, and 12
// bits that tell apart what came in the same one.
func (r *Recorder) number(at time.Time) int64 {
	r.sequence++
	return NumberOf(at) | int64(r.sequence&0xfff)
}

// NumberOf returns the least number of the requests that were answered at a time
// or later.
func NumberOf(at time.Time) int64 { return at.UnixMicro() << 12 }

// TimeOf returns when the request with a number was answered.
func TimeOf(number int64) time.Time { return time.UnixMicro(number >> 12).UTC() }

func (r *Recorder) failed(now time.Time, entries []*entry, err error) {
	r.metrics.lost.Add(float64(len(entries)))
	r.mutex.Lock()
	for _, e := range entries {
		r.ledger.forgetMilestones(&e.Request, e.milestones)
	}
	r.mutex.Unlock()
	if errors.Is(err, context.Canceled) || now.Sub(r.complained) < complainEvery {
		return
	}
	r.complained = now
	r.log.Error("the provisioning log cannot be written; provisioning goes on without it", "error", err, "requests", len(entries))
}

// recorderMetrics count what became of requests.
type recorderMetrics struct {
	kept, counted, lost prometheus.Counter
}

func newRecorderMetrics(registry prometheus.Registerer) recorderMetrics {
	requests := prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "muster_provisioning_log_requests_total",
		Help: "Requests by what the provisioning log did with them: kept, counted (too many in a second to keep each), lost (the log could not be written).",
	}, []string{"fate"})
	if registry != nil {
		registry.MustRegister(requests)
	}
	return recorderMetrics{
		kept:    requests.WithLabelValues("kept"),
		counted: requests.WithLabelValues("counted"),
		lost:    requests.WithLabelValues("lost"),
	}
}
