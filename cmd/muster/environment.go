package main

import (
	"strings"

	"github.com/alecthomas/kong"
)

// environment gives every flag a twin: MUSTER_ and the flag's name in capitals.
// Kong's own twins read the process's environment; this reads what run was
// given, so that tests need not change the process's.
type environment struct {
	getenv func(string) string
}

// Validate accepts every command line.
func (e environment) Validate(*kong.Application) error { return nil }

// Resolve returns the value of a flag's twin, or nil where it is not set.
func (e environment) Resolve(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	if flag.Name == "help" {
		return nil, nil
	}
	if value := e.getenv(twin(flag.Name)); value != "" {
		return value, nil
	}
	return nil, nil
}

// twin returns the name of a flag's environment variable.
func twin(flag string) string {
	return "MUSTER_" + strings.ToUpper(strings.ReplaceAll(flag, "-", "_"))
}

// helpWithEnvironment names a flag's twin at the end of its help.
func helpWithEnvironment(value *kong.Value) string {
	if value.Flag == nil || value.Name == "help" {
		return value.Help
	}
	return value.Help + " ($" + twin(value.Name) + ")"
}
