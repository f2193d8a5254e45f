// Package reference is the practical limit: the least that a durable SCIM
// server can do and still answer what Okta asks about people.
//
// It owns one SQLite file (WAL, synchronous=FULL), one writer that commits
// whatever is waiting in one transaction, four readers, and five routes:
//
//	POST  /scim/v2/Users
//	GET   /scim/v2/Users?filter=userName eq "…"
//	GET   /scim/v2/Users/{id}
//	PUT   /scim/v2/Users/{id}
//	PATCH /scim/v2/Users/{id}     path-less replace, as Okta deactivates
//
// It deliberately has no authentication, schema, policy, journal, groups or
// other filters: it keeps the bytes it was sent and answers them with id and
// meta added. It is a measuring rod, not a server to run.
//
// Invariant: a 2xx is sent only after the commit that holds the change.
package reference

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
)

// maxBody bounds a request body, in bytes.
const maxBody = 2 << 20

// Server answers the five routes from one Store.
type Server struct {
	store *Store
}

// NewServer returns a Server that keeps its people in store. Closing the store
// remains the caller's part.
func NewServer(store *Store) *Server {
	return &Server{store: store}
}

// Handler returns the routes.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /scim/v2/Users", s.answer(s.create))
	mux.HandleFunc("GET /scim/v2/Users", s.answer(s.lookup))
	mux.HandleFunc("GET /scim/v2/Users/{id}", s.answer(s.read))
	mux.HandleFunc("PUT /scim/v2/Users/{id}", s.answer(s.replace))
	mux.HandleFunc("PATCH /scim/v2/Users/{id}", s.answer(s.patch))
	return mux
}

func (s *Server) create(w http.ResponseWriter, r *http.Request) error {
	body, name, err := readUser(r)
	if err != nil {
		return err
	}
	user, err := s.store.Create(r.Context(), name, body)
	if err != nil {
		return err
	}
	writeUser(w, r, http.StatusCreated, user)
	return nil
}

func (s *Server) lookup(w http.ResponseWriter, r *http.Request) error {
	name, ok := strings.CutPrefix(r.URL.Query().Get("filter"), `userName eq "`)
	if !ok || !strings.HasSuffix(name, `"`) {
		return badRequest(`only userName eq "…" is answered here`)
	}
	user, err := s.store.Named(strings.TrimSuffix(name, `"`))
	if errors.Is(err, errUnknown) {
		writeList(w, r)
		return nil
	}
	if err != nil {
		return err
	}
	writeList(w, r, user)
	return nil
}

func (s *Server) read(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	user, err := s.store.User(id)
	if err != nil {
		return err
	}
	writeUser(w, r, http.StatusOK, user)
	return nil
}

func (s *Server) replace(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	body, name, err := readUser(r)
	if err != nil {
		return err
	}
	user, err := s.store.Replace(r.Context(), id, name, body)
	if err != nil {
		return err
	}
	writeUser(w, r, http.StatusOK, user)
	return nil
}

func (s *Server) patch(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	body, err := readBody(r)
	if err != nil {
		return err
	}
	var patch struct {
		Operations []struct {
			Op    string
			Path  string
			Value map[string]json.RawMessage
		}
	}
	if err := json.Unmarshal(body, &patch); err != nil {
		return badRequest(err.Error())
	}
	changed := map[string]json.RawMessage{}
	for _, operation := range patch.Operations {
		if operation.Op != "replace" || operation.Path != "" {
			return badRequest("only a replace without a path is answered here")
		}
		for name, value := range operation.Value {
			changed[name] = value
		}
	}
	user, err := s.store.Merge(r.Context(), id, changed)
	if err != nil {
		return err
	}
	writeUser(w, r, http.StatusOK, user)
	return nil
}

// pathID reads the id of the path. Ids are row numbers; anything else is
// nobody's id.
func pathID(r *http.Request) (int64, error) {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil {
		return 0, errUnknown
	}
	return id, nil
}

// readUser reads a User and the one attribute that the server looks at.
func readUser(r *http.Request) (body []byte, userName string, err error) {
	body, err = readBody(r)
	if err != nil {
		return nil, "", err
	}
	var user struct {
		UserName string `json:"userName"`
	}
	if err := json.Unmarshal(body, &user); err != nil {
		return nil, "", badRequest(err.Error())
	}
	if user.UserName == "" {
		return nil, "", badRequest("userName is missing")
	}
	return body, user.UserName, nil
}

// readBody reads the whole body, in one allocation where its length is known.
func readBody(r *http.Request) ([]byte, error) {
	if r.ContentLength < 0 || r.ContentLength > maxBody {
		return nil, badRequest("send a Content-Length of at most 2 MiB")
	}
	body := make([]byte, r.ContentLength)
	if _, err := io.ReadFull(r.Body, body); err != nil {
		return nil, badRequest(err.Error())
	}
	return body, nil
}
