package storetest

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/musterhq/muster/internal/directory"
)

func testIsolation(t *testing.T, open Opener) {
	store := open(t)

	t.Run("every method has a case", func(t *testing.T) {
		methodsOfReader, methodsOfTx := methods[directory.Reader](), methods[directory.Tx]()
		for name := range methodsOfTx {
			cases := len(writes[name])
			if methodsOfReader[name] {
				cases = len(reads[name])
			}
			if cases == 0 {
				t.Errorf("%s has no case here: show that it does not reach another organization", name)
			}
		}
	})

	foreign, foreignThings := furnish(t, store)
	before := snap(t, foreign.view(t))

	// pair are two organizations alike: in there, attempts go by the ids of the
	// foreign organization; in nowhere, by ids that nobody has, until one of the
	// writes gives them to something. So each write has a pair of its own.
	type pair struct {
		unknown                    things
		there, nowhere             house
		thereThings, nowhereThings things
	}
	newPair := func(t *testing.T) (p pair) {
		t.Helper()
		p.unknown = nothing() // older than what follows, as the foreign ids are
		p.there, p.thereThings = furnish(t, store)
		p.nowhere, p.nowhereThings = furnish(t, store)
		return p
	}
	// sameAnswer compares what an attempt answers in both.
	sameAnswer := func(t *testing.T, p pair, attempt func(h house, own, other things) (any, error)) {
		t.Helper()
		value, err := attempt(p.there, p.thereThings, foreignThings)
		got := describe(t, value, err, p.there, p.thereThings, foreignThings)
		if strings.Contains(got, "other's mark") && err == nil {
			t.Errorf("another organization's text shows: %s", got)
		}
		value, err = attempt(p.nowhere, p.nowhereThings, p.unknown)
		want := describe(t, value, err, p.nowhere, p.nowhereThings, p.unknown)
		if got != want {
			t.Errorf("a foreign thing is answered\n%s\nand an unknown one\n%s", got, want)
		}
	}
	// sameState compares what has become of both.
	sameState := func(t *testing.T, p pair) {
		t.Helper()
		got := describe(t, snap(t, p.there.view(t)), nil, p.there, p.thereThings, foreignThings)
		want := describe(t, snap(t, p.nowhere.view(t)), nil, p.nowhere, p.nowhereThings, p.unknown)
		if got != want {
			t.Errorf("a foreign thing led to (-foreign +unknown)\n%s", cmp.Diff(got, want))
		}
	}

	t.Run("reads", func(t *testing.T) {
		p := newPair(t)
		for name, list := range reads {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				for _, do := range list {
					sameAnswer(t, p, func(h house, own, other things) (any, error) { return do(h.view(t), own, other) })
					sameAnswer(t, p, func(h house, own, other things) (value any, err error) {
						err = h.try(t, func(tx directory.Tx) error {
							value, err = do(tx, own, other)
							return err
						})
						return value, err
					})
				}
			})
		}
	})
	t.Run("writes", func(t *testing.T) {
		for name, list := range writes {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				for _, do := range list {
					p := newPair(t)
					sameAnswer(t, p, func(h house, own, other things) (value any, err error) {
						err = h.try(t, func(tx directory.Tx) error {
							value, err = do(tx, own, other)
							return err
						})
						return value, err
					})
					sameState(t, p)
				}
			})
		}
	})
	unchanged(t, before, snap(t, foreign.view(t)))
}

func methods[T any]() map[string]bool {
	names := make(map[string]bool)
	for method := range reflect.TypeFor[T]().Methods() {
		names[method.Name] = true
	}
	return names
}

// describe puts an answer in words in which the ids and texts of both sides of
// a comparison have the same names.
func describe(t *testing.T, value any, err error, h house, own, other things) string {
	t.Helper()
	answer := "an internal error"
	var refusal *directory.Error
	switch {
	case err == nil:
		if s, ok := value.(snapshot); ok {
			s.prepareToTell()
		}
		text, marshalErr := json.MarshalIndent(value, "", " ")
		done(t, marshalErr)
		answer = string(text)
	case errors.As(err, &refusal):
		answer = fmt.Sprintf("%v %q: %s", refusal.Code, refusal.Field, refusal.Message)
	}
	names := []string{string(h.organization.ID), "this organization", own.mark, "own mark", other.mark, "other's mark"}
	for i, id := range own.ids() {
		names = append(names, id, fmt.Sprintf("own id %d", i))
	}
	for i, id := range other.ids() {
		names = append(names, id, fmt.Sprintf("other's id %d", i))
	}
	return maskIDs(strings.NewReplacer(names...).Replace(answer))
}

// maskIDs replaces every id that directory.NewID makes. (A regular expression
// takes most of the suite's time for this.)
func maskIDs(text string) string {
	const length = 26
	var masked strings.Builder
	for len(text) > 0 {
		run := strings.IndexFunc(text, func(r rune) bool { return (r < '0' || r > '9') && (r < 'a' || r > 'v') })
		switch {
		case run < 0:
			run = len(text)
		case run == 0:
			run = 1
		}
		if run == length {
			masked.WriteString("some id")
		} else {
			masked.WriteString(text[:run])
		}
		text = text[run:]
	}
	return masked.String()
}
