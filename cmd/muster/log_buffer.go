package main

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"sync"
	"time"
)

const (
	// logGathers is how long a line of the log may wait for others.
	logGathers = 200 * time.Millisecond
	// logBatch is how much of the log is gathered before it is written, in
	// bytes.
	logBatch = 64 << 10
	// logWaits is how much of the log may wait, in bytes, for a reader that
	// reads nothing. What comes then is dropped, and counted.
	logWaits = 1 << 20
	// logEndsWithin is how long the end of the program waits for such a reader.
	logEndsWithin = time.Second
)

// logBuffer gathers the lines of the log, because a system call for each of
// thousands of requests a second takes a good part of what the requests do.
//
// Whoever logs only adds to what is waiting. It is written by another goroutine,
// of which there is at most one and none while nothing waits: stderr may be a
// pipe that nobody reads, and then a write does not return.
type logBuffer struct {
	to   io.Writer
	form func(io.Writer) slog.Handler // how the buffer's own lines are written

	mu      sync.Mutex
	waiting []byte
	dropped int           // lines, after those that are waiting
	gather  *time.Timer   // set while lines wait for others
	written chan struct{} // closed when the goroutine that writes ends; nil without one
	hurried bool          // that goroutine goes on without a pause
}

func newLogBuffer(to io.Writer, form func(io.Writer) slog.Handler) *logBuffer {
	return &logBuffer{to: to, form: form}
}

// Write takes one line. It never waits, and never fails.
func (b *logBuffer) Write(line []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.waiting)+len(line) > logWaits {
		b.dropped++
		return len(line), nil
	}
	b.waiting = append(b.waiting, line...)
	b.arrange()
	return len(line), nil
}

// hurry begins to write what is waiting.
func (b *logBuffer) hurry() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.begin()
}

// flush writes what is waiting, as far as somebody reads it.
func (b *logBuffer) flush() {
	b.mu.Lock()
	b.begin()
	written := b.written
	b.mu.Unlock()
	if written == nil {
		return
	}
	select {
	case <-written:
	case <-time.After(logEndsWithin):
	}
}

// arrange sees to it that what is waiting will be written. It needs the mutex.
func (b *logBuffer) arrange() {
	switch {
	case b.written != nil, len(b.waiting) == 0:
	case len(b.waiting) >= logBatch:
		b.begin()
	case b.gather == nil:
		b.gather = time.AfterFunc(logGathers, b.hurry)
	}
}

// begin lets what is waiting be written now. It needs the mutex.
func (b *logBuffer) begin() {
	if b.gather != nil {
		b.gather.Stop()
		b.gather = nil
	}
	b.hurried = true
	if b.written == nil && len(b.waiting) > 0 {
		b.written = make(chan struct{})
		go b.writeOut(b.written)
	}
}

// writeOut writes until nothing is in a hurry any more.
func (b *logBuffer) writeOut(written chan<- struct{}) {
	defer close(written)
	var batch []byte
	for {
		b.mu.Lock()
		if len(b.waiting) == 0 || !b.hurried && len(b.waiting) < logBatch {
			b.written = nil
			b.arrange()
			b.mu.Unlock()
			return
		}
		batch, b.waiting = b.waiting, batch[:0]
		dropped := b.dropped
		b.dropped, b.hurried = 0, false
		b.mu.Unlock()

		lines := len(batch)
		if dropped > 0 {
			batch = append(batch, b.confession(dropped)...)
		}
		if n, err := b.to.Write(batch); err != nil {
			lost := bytes.Count(batch[min(n, lines):lines], []byte("\n"))
			b.mu.Lock()
			b.dropped += dropped + lost // to be told when writing works again
			b.mu.Unlock()
		}
	}
}

// confession is the line that stands where lines are missing, whatever the
// level of the log is.
func (b *logBuffer) confession(dropped int) []byte {
	var line bytes.Buffer
	record := slog.NewRecord(time.Now(), slog.LevelWarn, "lines of the log were dropped: they could not be written in time", 0)
	record.AddAttrs(slog.Int("lines", dropped))
	_ = b.form(&line).Handle(context.Background(), record) // a buffer takes everything
	return line.Bytes()
}
