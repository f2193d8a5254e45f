package scimserver

import (
	"bytes"
	"errors"
	"mime"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/httpserver"
	"github.com/musterhq/muster/internal/provisioning"
	"github.com/musterhq/muster/internal/traffic"
	"github.com/musterhq/muster/scim"
)

// call is one request on its way.
type call struct {
	w      *answerWriter
	r      *http.Request
	access directory.Access
	id     string // the id in the path, or empty
	query  url.Values
	shown  scim.Projection // which attributes the answer shows
	base   string          // the address that resources' locations begin with

	// told and sent are for the provisioning log, which is told whom and what the
	// request is about as it turns out.
	told traffic.Request
	sent traffic.Body
	// answered says that the request came to its end without a panic.
	answered bool
}

// project reads which attributes the client wants to see, before anything is
// done for it.
func (c *call) project(t *scim.ResourceType) (err error) {
	c.shown, err = t.ParseProjection(c.query.Get("attributes"), c.query.Get("excludedAttributes"))
	return err
}

func (c *call) caller() provisioning.Caller {
	return provisioning.Caller{Connection: c.access.Connection, Request: httpserver.RequestID(c.r.Context())}
}

func (c *call) connection() directory.ConnectionID { return c.access.Connection.ID }

func (s *Server) view(c *call) directory.Reader {
	return s.store.View(c.r.Context(), c.access.Organization.ID)
}

// base returns the address under which the request's resources live.
func (s *Server) base(r *http.Request, named directory.ConnectionID) string {
	base := s.publicURL
	if base == "" {
		scheme := "http://"
		if r.TLS != nil {
			scheme = "https://"
		}
		base = scheme + r.Host
	}
	base += root
	if named != "" {
		base += "/" + string(named)
	}
	return base
}

// parameters are those of RFC 7644 §3.4.2 that work here.
var parameters = []string{"filter", "startIndex", "count", "attributes", "excludedAttributes"}

// parseQuery reads the parameters. Their names are taken in any case: a "Filter"
// that was passed over would be answered with everybody, and the client would
// take the first for the one it looked for. Unknown ones are passed over,
// because Entra adds aadOptscim062020 to whatever it is given.
func parseQuery(r *http.Request) (url.Values, error) {
	if r.URL.RawQuery == "" {
		return nil, nil
	}
	sent, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, refuse(http.StatusBadRequest, scim.InvalidSyntax, "The query of the address cannot be read; percent-encode its values.")
	}
	query := url.Values{}
	for name, values := range sent {
		i := slices.IndexFunc(parameters, func(known string) bool { return strings.EqualFold(known, name) })
		if i < 0 {
			continue
		}
		if len(values) > 1 || query.Has(parameters[i]) {
			return nil, refuse(http.StatusBadRequest, scim.InvalidSyntax, "The parameter "+parameters[i]+" is there twice; send it once.")
		}
		query[parameters[i]] = values
	}
	if query.Has("filter") && r.Method != http.MethodGet && r.Method != http.MethodHead {
		return nil, refuse(http.StatusBadRequest, scim.InvalidFilter, "A filter belongs to GET; address one resource by its id to change it.")
	}
	return query, nil
}

// integer reads a number from the query, with a value for when it is absent.
func (c *call) integer(name string, absent int) (int, error) {
	text := c.query.Get(name)
	if text == "" {
		return absent, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil && !errors.Is(err, strconv.ErrRange) { // out of range is as far as it goes
		return 0, refuse(http.StatusBadRequest, scim.InvalidValue, "The parameter "+name+" must be a whole number.")
	}
	return n, nil
}

// The greatest bodies that are read, in bytes. The wizard app puts whole groups.
const (
	maxUserBody       = 2 << 20
	maxGroupBody      = 32 << 20
	maxGroupPatchBody = 8 << 20
)

// body reads the whole body, up to a bound.
func (c *call) body(most int64, what string) ([]byte, error) {
	if encoding := c.r.Header.Get("Content-Encoding"); encoding != "" && !strings.EqualFold(encoding, "identity") {
		return nil, refuse(http.StatusUnsupportedMediaType, "", "Compressed bodies are not accepted; send the body without Content-Encoding.")
	}
	if err := checkContentType(c.r.Header.Get("Content-Type")); err != nil {
		return nil, err
	}
	if c.r.ContentLength > most {
		return nil, errTooLarge(most, what)
	}
	var buffer bytes.Buffer
	if c.r.ContentLength > 0 {
		buffer.Grow(int(c.r.ContentLength) + bytes.MinRead)
	}
	_, err := buffer.ReadFrom(http.MaxBytesReader(c.w.ResponseWriter, c.r.Body, most))
	if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
		return nil, errTooLarge(most, what)
	}
	if errors.Is(err, os.ErrDeadlineExceeded) {
		return nil, refuse(http.StatusRequestTimeout, "", "The body arrived too slowly; send it again.")
	}
	if err != nil {
		return nil, refuse(http.StatusBadRequest, scim.InvalidSyntax, "The body did not arrive whole; send it again.")
	}
	c.sent = traffic.BodyOf(buffer.Bytes())
	return buffer.Bytes(), nil
}

// largeBody is the size from which on the body of a group waits for its turn, in
// bytes: a group of three thousand members. Smaller ones never wait behind a
// client that sends a large one slowly.
const largeBody = 1 << 20

// wholeGroupBody is body for a group with all its members. Few large ones are in
// memory at once; the returned function says when the body is done with.
func (s *Server) wholeGroupBody(c *call) (body []byte, done func(), err error) {
	if c.r.ContentLength >= 0 && c.r.ContentLength <= largeBody {
		body, err = c.body(maxGroupBody, "a group")
		return body, func() {}, err
	}
	select {
	case s.wholeGroups <- struct{}{}:
	case <-c.r.Context().Done():
		return nil, nil, c.r.Context().Err()
	}
	done = func() { <-s.wholeGroups }
	if body, err = c.body(maxGroupBody, "a group"); err != nil {
		done()
		return nil, nil, err
	}
	return body, done, nil
}

func errTooLarge(most int64, what string) *scim.Error {
	return refuse(http.StatusRequestEntityTooLarge, "", "The body is too large: "+what+" may take up to "+strconv.FormatInt(most>>20, 10)+" MiB.")
}

// checkContentType refuses what is plainly not JSON. Okta's own tests send
// application/json, so both names are taken, and so is none.
func checkContentType(header string) error {
	if header == "" {
		return nil
	}
	mediaType, _, err := mime.ParseMediaType(header)
	if err == nil && (mediaType == contentType || mediaType == "application/json" || mediaType == "text/json") {
		return nil
	}
	return refuse(http.StatusUnsupportedMediaType, "", "The body must be JSON; send it with the content type application/scim+json.")
}
