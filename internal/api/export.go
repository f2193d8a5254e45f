package api

import (
	"io"
	"mime"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
)

// Stream is an answer that is written while it is made.
type Stream struct {
	Body func(huma.Context)
}

// download answers a file that is written while it is made. An error before
// its first byte is answered as any other. After it nothing true can be added, so
// the connection is cut: half a file must not be taken for a whole one.
func (s *Server) download(c *call, contentType, name string, write func(io.Writer) error) *Stream {
	return &Stream{Body: func(huma.Context) {
		out := &begunWriter{ResponseWriter: c.w, contentType: contentType, name: name}
		err := write(out)
		if err == nil {
			out.begin()
			return
		}
		answer := s.problem(c, err)
		if out.begun {
			panic(http.ErrAbortHandler)
		}
		s.answerProblem(c.w, answer)
	}}
}

// begunWriter writes the header of a file with its first byte.
type begunWriter struct {
	http.ResponseWriter
	contentType, name string
	begun             bool
}

func (w *begunWriter) begin() {
	if w.begun {
		return
	}
	w.begun = true
	w.Header().Set("Content-Type", w.contentType)
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": w.name}))
	w.WriteHeader(http.StatusOK)
}

// Write writes a part of the file.
func (w *begunWriter) Write(p []byte) (int, error) {
	w.begin()
	return w.ResponseWriter.Write(p)
}
