package scimserver

import (
	"net/http"
	"strconv"

	"github.com/musterhq/muster/internal/traffic"
)

// contentType is the type of every answer, exactly: Entra wants it without a
// charset, and SCIM is UTF-8 anyway.
const contentType = "application/scim+json"

// answerWriter writes answers, and knows what has begun.
type answerWriter struct {
	http.ResponseWriter
	status int // 0 until an answer has begun
	// written is the answer's body, or its beginning, for the provisioning log.
	written traffic.Body
}

// send writes a whole answer, whose bytes must not change afterwards.
func (w *answerWriter) send(status int, body []byte) {
	header := w.Header()
	header["Content-Type"] = contentTypeValue
	header.Set("Content-Length", strconv.Itoa(len(body)))
	w.written = traffic.Body{Bytes: body}
	w.begin(status)
	w.ResponseWriter.Write(body) //nolint:errcheck // a client that went away has no use for the error
}

// nothing writes 204: the request was carried out and there is nothing to show.
func (w *answerWriter) nothing() { w.begin(http.StatusNoContent) }

// begin writes the status. What follows is streamed by Write.
func (w *answerWriter) begin(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController reach the connection.
func (w *answerWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

var contentTypeValue = []string{contentType}
