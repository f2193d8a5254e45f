package main

import (
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

func (l quietLogging) logger(to io.Writer) *slog.Logger { return logging(l).logger(to) }

func (l logging) logger(to io.Writer) *slog.Logger {
	options := &slog.HandlerOptions{Level: l.LogLevel}
	if l.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(to, options))
	}
	return slog.New(slog.NewTextHandler(to, options))
}
