package reference

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"time"
)

// badRequest is a refusal of what was sent; its text is the detail.
type badRequest string

func (b badRequest) Error() string { return string(b) }

// answer adapts a handler that may fail to net/http.
func (s *Server) answer(handle func(http.ResponseWriter, *http.Request) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		err := handle(w, r)
		if err == nil {
			return
		}
		var refused badRequest
		switch {
		case errors.As(err, &refused):
			writeError(w, http.StatusBadRequest, err)
		case errors.Is(err, errUnknown):
			writeError(w, http.StatusNotFound, err)
		case errors.Is(err, errTaken):
			writeError(w, http.StatusConflict, err)
		default:
			writeError(w, http.StatusInternalServerError, err)
		}
	}
}

func writeError(w http.ResponseWriter, status int, err error) {
	body, _ := json.Marshal(struct {
		Schemas []string `json:"schemas"`
		Status  string   `json:"status"`
		Detail  string   `json:"detail"`
	}{
		Schemas: []string{"urn:ietf:params:scim:api:messages:2.0:Error"},
		Status:  strconv.Itoa(status),
		Detail:  err.Error(),
	})
	write(w, status, body)
}

func writeUser(w http.ResponseWriter, r *http.Request, status int, user User) {
	write(w, status, appendUser(make([]byte, 0, len(user.Body)+256), r.Host, user))
}

func writeList(w http.ResponseWriter, r *http.Request, users ...User) {
	count := strconv.Itoa(len(users))
	body := make([]byte, 0, 1024)
	body = append(body, `{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":`...)
	body = append(body, count...)
	body = append(body, `,"startIndex":1,"itemsPerPage":`...)
	body = append(body, count...)
	body = append(body, `,"Resources":[`...)
	for i, user := range users {
		if i > 0 {
			body = append(body, ',')
		}
		body = appendUser(body, r.Host, user)
	}
	body = append(body, `]}`...)
	write(w, http.StatusOK, body)
}

// appendUser appends the kept bytes with id and meta spliced in after the
// opening brace.
func appendUser(to []byte, host string, user User) []byte {
	to = append(to, `{"id":"`...)
	to = strconv.AppendInt(to, user.ID, 10)
	to = append(to, `","meta":{"resourceType":"User","lastModified":"`...)
	to = time.UnixMicro(user.Modified).UTC().AppendFormat(to, "2006-01-02T15:04:05.000000Z")
	to = append(to, `","location":"http://`...)
	to = append(to, host...)
	to = append(to, `/scim/v2/Users/`...)
	to = strconv.AppendInt(to, user.ID, 10)
	to = append(to, `"},`...)
	return append(to, user.Body[1:]...)
}

func write(w http.ResponseWriter, status int, body []byte) {
	header := w.Header()
	header.Set("Content-Type", "application/scim+json")
	header.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	// A client that went away has nothing left to be told.
	_, _ = w.Write(body)
}
