package scimserver_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/scimserver"
)

// hungUp is a connection whose client left before the answer.
type hungUp struct{ *httptest.ResponseRecorder }

func (hungUp) Write([]byte) (int, error) { return 0, errors.New("write: broken pipe") }

// TestClientGoneIsNoFailure: a list that had nobody to go to is cut, and wakes
// nobody: nothing failed on this side.
func TestClientGoneIsNoFailure(t *testing.T) {
	t.Parallel()
	d := newDoor(t, engines[0], doorOptions{})
	log := &logBuffer{}
	server := scimserver.New(scimserver.Config{Store: d.engine.store, Logger: log.logger(), Now: time.Now})
	r := httptest.NewRequest(http.MethodGet, d.base+"/Groups", nil)
	r.Header.Set("Authorization", d.token)
	func() {
		defer func() {
			reason, _ := recover().(error)
			if !errors.Is(reason, http.ErrAbortHandler) {
				t.Errorf("the handler ends with %v; want the connection to be cut", reason)
			}
		}()
		server.Handler().ServeHTTP(hungUp{httptest.NewRecorder()}, r)
	}()
	if logged := log.String(); strings.Contains(logged, `"ERROR"`) {
		t.Errorf("logged %s; want no error", logged)
	}
}
