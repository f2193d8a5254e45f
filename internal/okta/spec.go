package okta

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// specDeadline is the response time that Okta's suites demand of some answers.
const specDeadline = 600 * time.Millisecond

// SpecTest makes every assertion of Okta's published suites that can be made
// against a server alone, each under an ID of its own: the twelve requests of
// the SCIM 2.0 SPEC test (spec-01 … spec-12), what its older edition and the
// Runscope suite assert beyond that (old-…, runscope-…), and the CRUD test with
// this package in the place of the Okta org, once per dialect (crud-…).
//
// The suites want a directory that holds a user with a name and an e-mail, so
// an empty one gets one first. The error is that of a request that could not
// be made; the checks after it are missing then.
func SpecTest(ctx context.Context, target Target, report func(Check)) error {
	s := &spec{
		target: target,
		report: report,
		wire: wire{
			base:          target.BaseURL,
			authorization: target.Authorization,
			client:        newHTTPClient(target.Transport, 1),
			now:           time.Now,
			sleep:         sleep,
		},
	}
	defer s.wire.client.CloseIdleConnections()
	parts := []func(context.Context) error{s.someone, s.listing, s.unknown, s.creating, s.reading, s.refusing, s.runscope}
	for _, part := range parts {
		if err := part(ctx); err != nil {
			return err
		}
	}
	for _, dialect := range []Dialect{Catalog, Wizard} {
		if err := s.crud(ctx, dialect); err != nil {
			return err
		}
	}
	return nil
}

// spec is a suite on its way.
type spec struct {
	target Target
	wire   wire
	report func(Check)

	// firstID is the first listed user, created the one of spec-06, and random
	// the username that was posted.
	firstID string
	created string
	random  string
}

// assert reports one check. The error says what is wrong, nil for nothing.
func (s *spec) assert(id, text string, err error) {
	s.report(Check{ID: id, Text: text, Err: err})
}

// specAnswer is an answer with its parsed body and its time.
type specAnswer struct {
	answer
	doc  document
	took time.Duration
}

// do sends a request with the suite's headers.
func (s *spec) do(ctx context.Context, method, path string, body []byte, header http.Header) (specAnswer, error) {
	merged := http.Header{
		"User-Agent":   {"OKTA SCIM Integration"},
		"Content-Type": {"application/scim+json; charset=utf-8"},
	}
	if body != nil {
		merged.Set("Content-Type", "application/json")
		merged.Set("Accept", "application/scim+json; charset=utf-8")
	}
	for name, values := range header {
		merged[name] = values
	}
	var t running
	got, err := s.wire.send(ctx, &t, request{method: method, path: path, body: body, header: merged})
	if err != nil {
		return specAnswer{}, fmt.Errorf("%s %s: %w", method, path, err)
	}
	a := specAnswer{answer: got, took: t.task.Exchanges[len(t.task.Exchanges)-1].Took}
	a.doc, _ = parseDocument(got.body)
	return a, nil
}

func (s *spec) get(ctx context.Context, path string, query ...parameter) (specAnswer, error) {
	if len(query) > 0 {
		path += "?" + encodeQuery(query)
	}
	return s.do(ctx, http.MethodGet, path, nil, nil)
}

// someone makes sure that the first listed user can pass spec-01.
func (s *spec) someone(ctx context.Context) error {
	got, err := s.get(ctx, "/Users", parameter{"count", "1"}, parameter{"startIndex", "1"})
	if err != nil {
		return err
	}
	l, err := got.list()
	if err != nil || len(l.resources) > 0 {
		// What is wrong with the list is for spec-01 to say.
		return nil
	}
	_, err = s.post(ctx, "somebody."+strings.ToLower(rand.Text()[:8])+"@atko.com")
	return err
}

// post creates a user as the suite does.
func (s *spec) post(ctx context.Context, userName string) (specAnswer, error) {
	body, err := json.Marshal(specUser{
		Schemas:     []string{urnUser},
		UserName:    userName,
		Name:        userNameOf("Runscope", "Tester"),
		Emails:      []userItem{{Primary: true, Value: userName, Type: "work"}},
		DisplayName: "Runscope Tester",
		Active:      true,
	})
	if err != nil {
		return specAnswer{}, err
	}
	return s.do(ctx, http.MethodPost, "/Users", body, nil)
}

// specUser is the body of the suite's POST.
type specUser struct {
	Schemas     []string   `json:"schemas"`
	UserName    string     `json:"userName"`
	Name        userName   `json:"name"`
	Emails      []userItem `json:"emails"`
	DisplayName string     `json:"displayName"`
	Active      bool       `json:"active"`
}

func userNameOf(given, family string) userName { return userName{GivenName: given, FamilyName: family} }

// listing is requests 1 and 2.
func (s *spec) listing(ctx context.Context) error {
	got, err := s.get(ctx, "/Users", parameter{"count", "1"}, parameter{"startIndex", "1"})
	if err != nil {
		return err
	}
	s.status("spec-01-status", got, http.StatusOK)
	s.assert("spec-01-schemas", "The list's schemas hold ListResponse", requireSchema(got.doc, urnList))
	for _, name := range []string{"itemsPerPage", "startIndex", "totalResults"} {
		s.assert("spec-01-"+name, "The list's "+name+" is a number", isNumber(got.doc, name))
	}
	first, err := got.doc.first("Resources")
	s.assert("spec-01-Resources", "The list holds a user", err)
	s.wholeUser("spec-01", first)
	if first == nil {
		return nil
	}
	s.firstID, _ = requireID(first)
	one, err := s.get(ctx, userPath(s.firstID))
	if err != nil {
		return err
	}
	s.status("spec-02-status", one, http.StatusOK)
	s.wholeUser("spec-02", one.doc)
	id, _ := requireID(one.doc)
	s.assert("spec-02-same-id", "The user has the id that the list gave", equal(id, s.firstID))
	return nil
}

// wholeUser asserts the attributes that the suite wants of any user.
func (s *spec) wholeUser(prefix string, d document) {
	_, err := requireID(d)
	s.assert(prefix+"-id", "The user's id is not empty", err)
	for _, name := range []string{"familyName", "givenName"} {
		s.assert(prefix+"-name."+name, "The user's "+name+" is not empty", notEmpty(d.object("name"), name))
	}
	s.assert(prefix+"-userName", "The user's userName is not empty", notEmpty(d, "userName"))
	s.assert(prefix+"-active", "The user's active is true or false", isBoolean(d, "active"))
	email, err := d.first("emails")
	if err == nil {
		err = notEmpty(email, "value")
	}
	s.assert(prefix+"-emails[0].value", "The user's first e-mail is not empty", err)
}

// unknown is requests 3 to 5.
func (s *spec) unknown(ctx context.Context) error {
	for _, nobody := range []struct{ id, name string }{
		{"spec-03", "abcdefgh@atko.com"},
		{"spec-05", strings.ToLower(rand.Text()[:12]) + "@atko.com"},
	} {
		id := nobody.id
		got, err := s.get(ctx, "/Users", parameter{"filter", "userName eq " + quote(nobody.name)})
		if err != nil {
			return err
		}
		s.status(id+"-status", got, http.StatusOK)
		s.assert(id+"-schemas", "The list's schemas hold ListResponse", requireSchema(got.doc, urnList))
		s.assert(id+"-totalResults", "An unknown user is counted as 0", isCount(got.doc, 0))
	}
	got, err := s.get(ctx, "/Users/010101001010101011001010101011")
	if err != nil {
		return err
	}
	s.status("spec-04-status", got, http.StatusNotFound)
	s.assert("spec-04-detail", "The error's detail is not empty", notEmpty(got.doc, "detail"))
	s.assert("spec-04-schemas", "The error's schemas hold Error", requireSchema(got.doc, urnError))
	return nil
}

// creating is requests 6 and 8, with the old edition's assertion on case.
func (s *spec) creating(ctx context.Context) error {
	s.random = "Runscope." + rand.Text()[:8] + "@atko.com"
	got, err := s.post(ctx, s.random)
	if err != nil {
		return err
	}
	s.status("spec-06-status", got, http.StatusCreated)
	s.created, err = requireID(got.doc)
	s.assert("spec-06-id", "The created user's id is not empty", err)
	s.assert("spec-06-active", "The created user is active", equalJSON(got.doc, "active", "true"))
	s.assert("spec-06-name.familyName", "The familyName is the one sent", equalText(got.doc.object("name"), "familyName", "Tester"))
	s.assert("spec-06-name.givenName", "The givenName is the one sent", equalText(got.doc.object("name"), "givenName", "Runscope"))
	s.assert("spec-06-schemas", "The user's schemas hold the core User", requireSchema(got.doc, urnUser))
	s.assert("spec-06-userName", "The userName is the one sent, case kept", equalText(got.doc, "userName", s.random))
	var kept error
	if text(got.doc, "userName") == strings.ToLower(s.random) {
		kept = errors.New("the userName came back in lower case")
	}
	s.assert("old-06-case", "The userName does not come back in lower case", kept)

	again, err := s.post(ctx, s.random)
	if err != nil {
		return err
	}
	s.status("spec-08-status", again, http.StatusConflict)
	return nil
}

// reading is requests 7, 9 and 10.
func (s *spec) reading(ctx context.Context) error {
	got, err := s.get(ctx, userPath(s.created))
	if err != nil {
		return err
	}
	s.status("spec-07-status", got, http.StatusOK)
	s.assert("spec-07-userName", "The userName is the one sent", equalText(got.doc, "userName", s.random))
	s.assert("spec-07-name.familyName", "The familyName is the one sent", equalText(got.doc.object("name"), "familyName", "Tester"))
	s.assert("spec-07-name.givenName", "The givenName is the one sent", equalText(got.doc.object("name"), "givenName", "Runscope"))

	upper, err := s.get(ctx, "/Users", parameter{"filter", "userName eq " + quote(strings.ToUpper(s.random))})
	if err != nil {
		return err
	}
	s.status("spec-09-status", upper, http.StatusOK)

	groups, err := s.get(ctx, "/Groups")
	if err != nil {
		return err
	}
	s.status("spec-10-status", groups, http.StatusOK)
	s.quick("spec-10-time", groups)
	var listed error
	if raw, ok := groups.doc.value("Resources"); isCount(groups.doc, 0) != nil && (!ok || raw[0] != '[') {
		listed = errors.New("the list has no array of Resources and does not count 0")
	}
	s.assert("spec-10-Resources", "The groups are an array, or none are counted", listed)
	return nil
}

// refusing is requests 11 and 12.
func (s *spec) refusing(ctx context.Context) error {
	path := "/Users?" + encodeQuery([]parameter{{"filter", "userName eq " + quote(s.random)}})
	denied, err := s.do(ctx, http.MethodGet, path, nil, http.Header{"Authorization": {"non-token"}})
	if err != nil {
		return err
	}
	s.refused("spec-11", denied, http.StatusUnauthorized)
	missing, err := s.get(ctx, "/Users/00919288221112222")
	if err != nil {
		return err
	}
	s.refused("spec-12", missing, http.StatusNotFound)
	return nil
}

func (s *spec) refused(prefix string, got specAnswer, status int) {
	s.status(prefix+"-status", got, status)
	s.assert(prefix+"-detail", "The error's detail is not empty", notEmpty(got.doc, "detail"))
	s.assert(prefix+"-error-status", "The error repeats the status as a string", equalText(got.doc, "status", fmt.Sprint(status)))
	s.assert(prefix+"-schemas", "The error's schemas hold Error", requireSchema(got.doc, urnError))
}

func (s *spec) status(id string, got specAnswer, want int) {
	s.assert(id, fmt.Sprintf("The answer's status is %d", want), equal(fmt.Sprint(got.status), fmt.Sprint(want)))
}

func (s *spec) quick(id string, got specAnswer) {
	var err error
	if got.took >= specDeadline {
		err = fmt.Errorf("the answer took %s", got.took)
	}
	s.assert(id, fmt.Sprintf("The answer takes less than %s", specDeadline), err)
}

// first returns the first object of the array under name.
func (d document) first(name string) (document, error) {
	raw, ok := d.value(name)
	if !ok {
		return nil, fmt.Errorf("there is no %s", name)
	}
	var items []document
	if err := json.Unmarshal(raw, &items); err != nil {
		return nil, fmt.Errorf("%s is no array of objects", name)
	}
	if len(items) == 0 {
		return nil, fmt.Errorf("%s is empty", name)
	}
	return items[0], nil
}

// text returns the string under name, empty when there is none.
func text(d document, name string) string {
	var s string
	if raw, ok := d.value(name); ok {
		// Another type counts as no text.
		_ = json.Unmarshal(raw, &s)
	}
	return s
}

func notEmpty(d document, name string) error {
	if text(d, name) == "" {
		return fmt.Errorf("%s is empty or missing", name)
	}
	return nil
}

func equal(got, want string) error {
	if got != want {
		return fmt.Errorf("it is %q, not %q", got, want)
	}
	return nil
}

func equalText(d document, name, want string) error { return equal(text(d, name), want) }

func equalJSON(d document, name, want string) error {
	raw, _ := d.value(name)
	return equal(string(raw), want)
}

func isNumber(d document, name string) error {
	raw, ok := d.value(name)
	if !ok {
		return fmt.Errorf("%s is missing", name)
	}
	_, err := wholeNumber(raw)
	return err
}

func isCount(d document, want int) error {
	return equalJSON(d, "totalResults", fmt.Sprint(want))
}

func isBoolean(d document, name string) error {
	raw, _ := d.value(name)
	if !slices.Contains([]string{"true", "false"}, string(raw)) {
		return fmt.Errorf("%s is %q", name, raw)
	}
	return nil
}
