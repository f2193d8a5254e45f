package scimserver

import (
	"net/http"
	"strconv"
)

// contentType is the type of every answer, exactly: Entra wants it without a
// charset, and SCIM is UTF-8 anyway.
const contentType = "application/scim+json"

// answerWriter writes answers, and knows whether one has begun.
type answerWriter struct {
	http.ResponseWriter
	began bool
}

// send writes a whole answer.
func (w *answerWriter) send(status int, body []byte) {
	header := w.Header()
	header["Content-Type"] = contentTypeValue
	header.Set("Content-Length", strconv.Itoa(len(body)))
	w.begin(status)
	w.ResponseWriter.Write(body) //nolint:errcheck // a client that went away has no use for the error
}

// nothing writes 204: the request was carried out and there is nothing to show.
func (w *answerWriter) nothing() { w.begin(http.StatusNoContent) }

// begin writes the status. What follows is streamed by Write.
func (w *answerWriter) begin(status int) {
	w.began = true
	w.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController reach the connection.
func (w *answerWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

var contentTypeValue = []string{contentType}
