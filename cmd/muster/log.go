package main

import (
	"context"
	"io"
	"log/slog"
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
	buffer := newLogBuffer(to, l.handler)
	return slog.New(promptHandler{l.handler(buffer), buffer}), buffer.flush
}

func (l logging) handler(to io.Writer) slog.Handler {
	options := &slog.HandlerOptions{Level: l.LogLevel}
	if l.LogFormat == "json" {
		return slog.NewJSONHandler(to, options)
	}
	return slog.NewTextHandler(to, options)
}

// promptHandler lets nothing wait that somebody should see.
type promptHandler struct {
	slog.Handler
	buffer *logBuffer
}

// Handle logs a record.
func (h promptHandler) Handle(ctx context.Context, record slog.Record) error {
	err := h.Handler.Handle(ctx, record)
	if record.Level >= slog.LevelWarn {
		h.buffer.hurry()
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
