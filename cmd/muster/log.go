package main

import (
	"context"
	"io"
	"log/slog"
	"sync"
	"time"
)

// logging says what is logged, and how. The log goes to stderr.
type logging struct {
	LogFormat string     `enum:"text,json" default:"text" help:"Form of the log: ${enum}."`
	LogLevel  slog.Level `default:"info" help:"What is logged: debug, info (every request), warn or error."`
}

// quietLogging is logging for a command that tells what happens by itself.
type quietLogging struct {
	LogFormat string     `enum:"text,json" default:"text" help:"Form of the log: ${enum}."`
	LogLevel  slog.Level `default:"warn" help:"What is logged: debug, info (every request), warn or error."`
}

func (l quietLogging) logger(to io.Writer) (log *slog.Logger, flush func()) {
	return logging(l).logger(to)
}

// logger returns the log, and what writes out the rest of it at the end.
func (l logging) logger(to io.Writer) (log *slog.Logger, flush func()) {
	buffer := &logBuffer{to: to}
	options := &slog.HandlerOptions{Level: l.LogLevel}
	var lines slog.Handler = slog.NewTextHandler(buffer, options)
	if l.LogFormat == "json" {
		lines = slog.NewJSONHandler(buffer, options)
	}
	return slog.New(promptHandler{lines, buffer}), buffer.flush
}

const (
	// flushAfter is how long a line of the log may wait for others.
	flushAfter = 200 * time.Millisecond
	// flushAt is how much of the log may wait, in bytes.
	flushAt = 64 << 10
)

// logBuffer gathers the lines of the log, because a system call for each of
// thousands of requests a second takes a good part of what the requests do.
type logBuffer struct {
	mu      sync.Mutex
	to      io.Writer
	waiting []byte
	timer   *time.Timer // set while something is waiting
}

// Write takes one line.
func (b *logBuffer) Write(line []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.waiting = append(b.waiting, line...)
	if len(b.waiting) >= flushAt {
		return len(line), b.writeOut()
	}
	if b.timer == nil {
		b.timer = time.AfterFunc(flushAfter, b.flush)
	}
	return len(line), nil
}

func (b *logBuffer) flush() {
	b.mu.Lock()
	defer b.mu.Unlock()
	_ = b.writeOut() // there is nowhere left to say it
}

func (b *logBuffer) writeOut() error {
	if b.timer != nil {
		b.timer.Stop()
		b.timer = nil
	}
	_, err := b.to.Write(b.waiting)
	b.waiting = b.waiting[:0]
	return err
}

// promptHandler writes out at once what somebody should see: the line may be
// the last that the program writes.
type promptHandler struct {
	slog.Handler
	buffer *logBuffer
}

// Handle logs a record.
func (h promptHandler) Handle(ctx context.Context, record slog.Record) error {
	err := h.Handler.Handle(ctx, record)
	if record.Level >= slog.LevelWarn {
		h.buffer.flush()
	}
	return err
}

// WithAttrs keeps the promptness of what is derived.
func (h promptHandler) WithAttrs(attrs []slog.Attr) slog.Handler {
	return promptHandler{h.Handler.WithAttrs(attrs), h.buffer}
}

// WithGroup keeps the promptness of what is derived.
func (h promptHandler) WithGroup(name string) slog.Handler {
	return promptHandler{h.Handler.WithGroup(name), h.buffer}
}
