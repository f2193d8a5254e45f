package api

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"net/http"
	"os"
	"strings"
)

// maxBody bounds the body of a request, in bytes.
const maxBody = 1 << 20

// readBody reads the whole body, before anything looks at it. Only JSON is
// taken: no form of a foreign page can send that without asking first.
func readBody(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	if encoding := r.Header.Get("Content-Encoding"); encoding != "" && !strings.EqualFold(encoding, "identity") {
		return nil, refuse(http.StatusUnsupportedMediaType, codeInvalid, ruleCompressed)
	}
	if r.ContentLength > maxBody {
		return nil, errTooLarge
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
		return nil, errTooLarge
	}
	if errors.Is(err, os.ErrDeadlineExceeded) {
		return nil, refuse(http.StatusRequestTimeout, codeInvalid, ruleSlow)
	}
	if err != nil {
		return nil, refuse(http.StatusBadRequest, codeInvalid, ruleCutOff)
	}
	if len(body) > 0 && !isJSON(r.Header.Get("Content-Type")) {
		return nil, refuse(http.StatusUnsupportedMediaType, codeInvalid, ruleNotJSON)
	}
	return body, nil
}

var errTooLarge = refuse(http.StatusRequestEntityTooLarge, codeInvalid, ruleTooLarge)

func isJSON(header string) bool {
	mediaType, _, err := mime.ParseMediaType(header)
	return err == nil && mediaType == "application/json"
}

// withBody is the request with a body that was read already.
func withBody(r *http.Request, body []byte) *http.Request {
	again := r.Clone(r.Context())
	again.Body = io.NopCloser(bytes.NewReader(body))
	again.ContentLength = int64(len(body))
	return again
}
