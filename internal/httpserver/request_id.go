package httpserver

import (
	"crypto/rand"
	"net/http"
)

// requestIDHeader carries a request's id in both directions.
const requestIDHeader = "X-Request-Id"

// maxRequestID bounds an id that a client sends, in bytes.
const maxRequestID = 64

// requestIDOf returns the id that a proxy or client gave the request, so that
// its log and ours can be read side by side, or a new one. What is sent is only
// taken when it can do no harm in a log, a header or a terminal.
func requestIDOf(r *http.Request) string {
	sent := r.Header[requestIDHeader]
	if len(sent) == 1 && saneRequestID(sent[0]) {
		return sent[0]
	}
	return rand.Text()
}

func saneRequestID(id string) bool {
	if id == "" || len(id) > maxRequestID {
		return false
	}
	for i := range len(id) {
		c := id[i]
		sane := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '.' || c == '_' || c == '-'
		if !sane {
			return false
		}
	}
	return true
}
