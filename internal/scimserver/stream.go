package scimserver

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"

	"github.com/musterhq/muster/internal/traffic"
)

// stream writes an answer of unknown length. What is small leaves as one piece
// with its length, what is not leaves as it is made; and while nothing has left,
// an error can still be answered as one.
type stream struct {
	w      *answerWriter
	status int
	held   []byte
}

// errClientGone says that the rest of an answer had nobody to go to: no failure
// of this side.
var errClientGone = errors.New("the client is gone")

// streamBuffer is how much is held back before an answer begins, in bytes.
const streamBuffer = 64 << 10

func newStream(w *answerWriter, status int) *stream { return &stream{w: w, status: status} }

func (s *stream) append(part []byte) error {
	s.held = append(s.held, part...)
	if len(s.held) < streamBuffer {
		return nil
	}
	if s.w.status == 0 {
		s.w.written.Bytes = bytes.Clone(s.held[:traffic.MaxBody]) // what is held is used again
	}
	return s.flush()
}

func (s *stream) flush() error {
	if s.w.status == 0 {
		s.w.Header()["Content-Type"] = contentTypeValue
		s.w.begin(s.status)
	}
	s.w.written.Size += int64(len(s.held))
	_, err := s.w.ResponseWriter.Write(s.held)
	s.held = s.held[:0]
	if err != nil {
		return fmt.Errorf("%w: %w", errClientGone, err)
	}
	return nil
}

// end sends what is left.
func (s *stream) end() error {
	if s.w.status == 0 {
		s.w.written.Bytes = s.held
		s.w.Header().Set("Content-Length", strconv.Itoa(len(s.held)))
	}
	return s.flush()
}
