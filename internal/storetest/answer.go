package storetest

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/musterhq/muster/internal/directory"
)

// answer is what a method of the store gave back, to be judged in one line:
//
//	ask(reader.Member(id)).is(t, want)
type answer[T any] struct {
	value T
	err   error
}

func ask[T any](value T, err error) answer[T] { return answer[T]{value, err} }

// ok stops the test unless the store answered, and returns the answer.
func (a answer[T]) ok(t *testing.T) T {
	t.Helper()
	if a.err != nil {
		t.Fatalf("got error %v, want an answer", a.err)
	}
	return a.value
}

// is reports an answer other than want.
func (a answer[T]) is(t *testing.T, want T) {
	t.Helper()
	if diff := difference(a.ok(t), want); diff != "" {
		t.Errorf("wrong answer (-got +want):\n%s", diff)
	}
}

// refused reports an answer that is not a refusal with this code.
func (a answer[T]) refused(t *testing.T, code directory.Code) {
	t.Helper()
	refused(t, a.err, code)
}

// refused reports an error that is not a refusal with this code and a sentence.
func refused(t *testing.T, err error, code directory.Code) {
	t.Helper()
	if got := directory.CodeOf(err); got != code {
		t.Errorf("got %v (code %v), want the code %v", err, got, code)
		return
	}
	if err.Error() == "" {
		t.Errorf("a refusal with the code %v has no message", code)
	}
}

// fieldOf returns the field that a refusal names.
func fieldOf(err error) string {
	var refusal *directory.Error
	if errors.As(err, &refusal) {
		return refusal.Field
	}
	return ""
}

// done stops the test if the store did not do what was asked.
func done(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("got error %v, want none", err)
	}
}

// difference compares what the store gave back with what it was given. Times
// must be equal and in UTC; an empty list may be nil.
func difference(got, want any) string {
	if reflect.DeepEqual(got, want) { // the usual case, and much faster
		return ""
	}
	return cmp.Diff(got, want, cmpopts.EquateEmpty(), cmp.Comparer(func(a, b time.Time) bool {
		return a.Equal(b) && a.Location().String() == b.Location().String()
	}))
}

// pages reads a list page by page, each from the key of the last thing of the
// one before, and stops the test when it does not end.
func pages[T, K any](t *testing.T, limit int, page func(after K) ([]T, error), key func(T) K) []T {
	t.Helper()
	var (
		all   []T
		after K
	)
	for range 100 {
		list := ask(page(after)).ok(t)
		if len(list) > limit {
			t.Fatalf("got a page of %d, want at most %d", len(list), limit)
		}
		if len(list) == 0 {
			return all
		}
		all = append(all, list...)
		after = key(list[len(list)-1])
	}
	t.Fatalf("the pages do not end; so far they hold %d", len(all))
	return nil
}
