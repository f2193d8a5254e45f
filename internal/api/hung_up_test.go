package api_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
)

// hungUp is a connection whose other end has gone in the middle of an answer.
type hungUp struct {
	*httptest.ResponseRecorder
	hangUp func()
	begun  int
}

func (w *hungUp) WriteHeader(status int) {
	w.begun++
	w.ResponseRecorder.WriteHeader(status)
}

func (w *hungUp) Write([]byte) (int, error) {
	w.hangUp()
	return 0, io.ErrClosedPipe
}

// A page that is left calls off what it asked. To begin a second answer then is a
// complaint in the log about nothing.
func TestWhoHungUpGetsNoSecondAnswer(t *testing.T) {
	t.Parallel()
	world := newWorld(t)
	ctx, hangUp := context.WithCancel(t.Context())
	w := &hungUp{ResponseRecorder: httptest.NewRecorder(), hangUp: hangUp}
	world.api.Handler().ServeHTTP(w, httptest.NewRequestWithContext(ctx, http.MethodGet, "/api/v1/installation", nil))
	if w.begun != 1 || w.Code != http.StatusOK {
		t.Errorf("%d answers are begun, the last with %d", w.begun, w.Code)
	}
}
