package entra

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// Client reaches the server under test.
type Client struct {
	// BaseURL is the SCIM base URL, without /Users.
	BaseURL string
	// Token is sent as "Authorization: Bearer <token>".
	Token string
	// Transport carries the requests, the network when nil.
	Transport http.RoundTripper
}

// Check is one named assertion and its outcome.
type Check struct {
	// ID is short and stable, fit for the name of a subtest.
	ID string
	// Text says in one sentence what was asserted.
	Text string
	// Err is nil when the assertion holds.
	Err error
}

// Scenario is one habit of a provider.
type Scenario struct {
	// Name begins with the habit's number: E for Entra ID, O for OneLogin, J
	// for JumpCloud, G for Google.
	Name string
	// Run drives the server. A request that cannot be made ends the scenario
	// with a failed check.
	Run func(context.Context, Client) []Check
}

// Scenarios returns all scenarios, grouped by provider.
func Scenarios() []Scenario {
	return slices.Concat(entraUsers, entraGroups, oneLogin, jumpCloud, google)
}

// The schema URNs of the RFCs.
const (
	urnUser       = "urn:ietf:params:scim:schemas:core:2.0:User"
	urnGroup      = "urn:ietf:params:scim:schemas:core:2.0:Group"
	urnEnterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
	urnList       = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
	urnError      = "urn:ietf:params:scim:api:messages:2.0:Error"
)

// scenario makes a Scenario of a function that stops at its first error.
func scenario(name, userAgent string, run func(*session) error) Scenario {
	return Scenario{Name: name, Run: func(ctx context.Context, client Client) []Check {
		s := &session{
			ctx:       ctx,
			client:    client,
			http:      http.Client{Transport: client.Transport},
			userAgent: userAgent,
			number:    strings.Fields(name)[0],
			suffix:    strings.ToLower(rand.Text()[:8]),
		}
		defer s.http.CloseIdleConnections()
		if err := run(s); err != nil {
			s.assert("requests", "The requests of the scenario are answered", err)
		}
		return s.checks
	}}
}

// session is a scenario on its way.
type session struct {
	// ctx lives here because a session is one call of Run.
	ctx       context.Context
	client    Client
	http      http.Client
	userAgent string
	number    string
	suffix    string
	checks    []Check
}

func (s *session) assert(id, text string, err error) {
	s.checks = append(s.checks, Check{ID: s.number + "-" + id, Text: text, Err: err})
}

// name makes a userName or a group's name that nothing else on the server has.
func (s *session) name(of string) string { return of + "." + s.suffix + "@contoso.example" }

// answer is what the server said.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// send sends a request with a body given as text, empty for none.
func (s *session) send(method, path, body string) (answer, error) {
	return s.sendAs("Bearer "+s.client.Token, method, path, body)
}

func (s *session) sendAs(authorization, method, path, body string) (answer, error) {
	var reader io.Reader
	if body != "" {
		reader = strings.NewReader(body)
	}
	req, err := http.NewRequestWithContext(s.ctx, method, s.client.BaseURL+path, reader)
	if err != nil {
		return answer{}, err
	}
	req.Header.Set("Authorization", authorization)
	req.Header.Set("Accept", "application/scim+json")
	// An empty User-Agent keeps Go from sending its own (OneLogin sends none).
	req.Header.Set("User-Agent", s.userAgent)
	if body != "" {
		req.Header.Set("Content-Type", "application/scim+json; charset=utf-8")
	}
	resp, err := s.http.Do(req)
	if err != nil {
		return answer{}, err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(io.LimitReader(resp.Body, 16<<20))
	if err != nil {
		return answer{}, err
	}
	return answer{status: resp.StatusCode, header: resp.Header, body: text}, nil
}

// failed describes an answer that was not wanted.
func (a answer) failed(want string) error {
	return fmt.Errorf("the answer is %d where %s was expected: %s", a.status, want, bytes.TrimSpace(a.body[:min(len(a.body), 300)]))
}

// is asserts a status.
func (a answer) is(statuses ...int) error {
	if slices.Contains(statuses, a.status) {
		return nil
	}
	return a.failed(strings.Trim(fmt.Sprint(statuses), "[]"))
}

// user is what the scenarios read of a User.
type user struct {
	ID           string
	UserName     string
	ExternalID   string
	DisplayName  string
	NickName     string
	Title        string
	Active       *bool
	Name         struct{ GivenName, FamilyName string }
	Emails       []item
	PhoneNumbers []item
	Addresses    []address
	Enterprise   struct {
		EmployeeNumber string
		Department     string
		Manager        json.RawMessage
	} `json:"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"`
}

type item struct {
	Type    string
	Value   string
	Primary bool
}

type address struct {
	Type          string
	StreetAddress string
	Locality      string
}

// group is what the scenarios read of a Group.
type group struct {
	ID          string
	DisplayName string
	ExternalID  string
	// Members is nil where the resource has none at all.
	Members []struct{ Value string }
}

// list is a ListResponse.
type list struct {
	Schemas      []string
	TotalResults *int
	Resources    []struct {
		ID      string
		Members json.RawMessage
	}
}

// read decodes an answer of 200 or 201.
func read[T any](a answer) (T, error) {
	var value T
	if err := a.is(http.StatusOK, http.StatusCreated); err != nil {
		return value, err
	}
	if err := json.Unmarshal(a.body, &value); err != nil {
		return value, fmt.Errorf("the answer cannot be read: %w", err)
	}
	return value, nil
}

// createUser posts a user with more attributes, given as JSON members that
// begin with a comma, and returns the id.
func (s *session) createUser(userName, more string) (string, error) {
	got, err := s.send(http.MethodPost, "/Users", fmt.Sprintf(
		`{"schemas":[%q,%q],"externalId":%s,"userName":%s,"active":true,"name":{"givenName":"Ada","familyName":"King"}%s}`,
		urnUser, urnEnterprise, quote("x-"+userName), quote(userName), more))
	if err != nil {
		return "", err
	}
	created, err := read[user](got)
	if err == nil && created.ID == "" {
		err = errors.New("the created user has no id")
	}
	return created.ID, err
}

// createGroup posts a group with members, if any, and returns the id.
func (s *session) createGroup(name string, members ...string) (string, error) {
	listed := make([]string, 0, len(members))
	for _, id := range members {
		listed = append(listed, fmt.Sprintf(`{"value":%s}`, quote(id)))
	}
	got, err := s.send(http.MethodPost, "/Groups", fmt.Sprintf(
		`{"schemas":[%q],"displayName":%s,"members":[%s]}`, urnGroup, quote(name), strings.Join(listed, ",")))
	if err != nil {
		return "", err
	}
	created, err := read[group](got)
	if err == nil && created.ID == "" {
		err = errors.New("the created group has no id")
	}
	return created.ID, err
}

// people creates n users.
func (s *session) people(n int) ([]string, error) {
	var ids []string
	for i := range n {
		id, err := s.createUser(s.name(fmt.Sprintf("person%d", i+1)), "")
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// user reads a user by id.
func (s *session) user(id string) (user, error) {
	got, err := s.send(http.MethodGet, "/Users/"+url.PathEscape(id), "")
	if err != nil {
		return user{}, err
	}
	return read[user](got)
}

// members reads the ids of a group's members, sorted.
func (s *session) members(id string) ([]string, error) {
	got, err := s.send(http.MethodGet, "/Groups/"+url.PathEscape(id), "")
	if err != nil {
		return nil, err
	}
	g, err := read[group](got)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, m := range g.Members {
		ids = append(ids, m.Value)
	}
	slices.Sort(ids)
	return ids, nil
}

// holds asserts the members of a group.
func (s *session) holds(id string, want ...string) error {
	got, err := s.members(id)
	if err != nil {
		return err
	}
	slices.Sort(want)
	if !slices.Equal(got, want) {
		return fmt.Errorf("the group holds %v, not %v", got, want)
	}
	return nil
}

// patch sends operations, given as JSON, to a resource.
func (s *session) patch(path, operations string) (answer, error) {
	return s.send(http.MethodPatch, path, fmt.Sprintf(
		`{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[%s]}`, operations))
}

// patched sends operations and asserts that they are accepted.
func (s *session) patched(id, text, path, operations string) error {
	got, err := s.patch(path, operations)
	if err != nil {
		return err
	}
	s.assert(id, text, got.is(http.StatusOK, http.StatusNoContent))
	return nil
}

// reads asserts something of a user as it is read now.
func (s *session) reads(id, text, userID string, holds func(user) error) {
	got, err := s.user(userID)
	if err == nil {
		err = holds(got)
	}
	s.assert(id, text, err)
}

// finds asserts that a query is answered with a list of exactly these ids.
func (s *session) finds(path string, want ...string) error {
	got, err := s.send(http.MethodGet, path, "")
	if err != nil {
		return err
	}
	l, err := read[list](got)
	if err != nil {
		return err
	}
	if !slices.Contains(l.Schemas, urnList) || l.TotalResults == nil {
		return fmt.Errorf("the answer is no ListResponse: %s", got.body)
	}
	var ids []string
	for _, r := range l.Resources {
		ids = append(ids, r.ID)
	}
	if !slices.Equal(ids, want) || *l.TotalResults != len(want) {
		return fmt.Errorf("%v was found and %d counted where %v was to be found", ids, *l.TotalResults, want)
	}
	return nil
}

// scimError asserts an error of this status in SCIM's form.
func (a answer) scimError(status int) error {
	if err := a.is(status); err != nil {
		return err
	}
	var body struct {
		Schemas []string
		Status  string
		Detail  string
	}
	if err := json.Unmarshal(a.body, &body); err != nil {
		return fmt.Errorf("the error cannot be read: %w", err)
	}
	if !slices.Contains(body.Schemas, urnError) || body.Status != fmt.Sprint(status) || body.Detail == "" {
		return fmt.Errorf("the error is incomplete: %s", a.body)
	}
	return a.scimType()
}

// scimType asserts the content type.
func (a answer) scimType() error {
	got := a.header.Get("Content-Type")
	if media, _, err := mime.ParseMediaType(got); err != nil || media != "application/scim+json" {
		return fmt.Errorf("the content type is %q", got)
	}
	return nil
}

// filter makes a query with a filter; the rest is given as it is.
func filter(path, expression, rest string) string {
	return path + "?filter=" + strings.ReplaceAll(url.QueryEscape(expression), "+", "%20") + rest
}

// quote writes a JSON string.
func quote(s string) string {
	text, err := json.Marshal(s)
	if err != nil {
		// A string always has a JSON form.
		panic(fmt.Sprintf("entra: quote %q: %v", s, err))
	}
	return string(text)
}

func same(what, got, want string) error {
	if got != want {
		return fmt.Errorf("%s is %q, not %q", what, got, want)
	}
	return nil
}

// activeIs asserts the flag.
func activeIs(want bool) func(user) error {
	return func(u user) error {
		if u.Active == nil || *u.Active != want {
			return fmt.Errorf("active is not %t", want)
		}
		return nil
	}
}
