package okta

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
)

// RemoteError is a refusal by the server, as Okta reads it.
type RemoteError struct {
	// Status is the HTTP status.
	Status int
	// Detail is the error's detail, or what is wrong with the error's body.
	Detail string
}

// Error gives the words that Okta shows.
func (e *RemoteError) Error() string {
	text := http.StatusText(e.Status)
	if text == "" {
		text = "HTTP " + strconv.Itoa(e.Status)
	}
	return fmt.Sprintf("%s. Errors reported by remote server: %s", text, e.Detail)
}

// verdict is an error in Okta's own words, which begin with a capital.
type verdict string

func (v verdict) Error() string { return string(v) }

const (
	noSchemas = verdict("No schema's defined in the answer")
	emptyUser = verdict("Create new user returned empty user")
)

// refusal reads an answer that is no success.
func (a answer) refusal() error {
	return &RemoteError{Status: a.status, Detail: a.errorDetail()}
}

func (a answer) errorDetail() string {
	if len(strings.TrimSpace(string(a.body))) == 0 {
		return "no error given: the body of the answer is empty"
	}
	d, err := parseDocument(a.body)
	if err != nil {
		return invalidJSON(a.body)
	}
	var detail string
	raw, ok := d.value("detail")
	if !ok {
		return "no error given: the answer has no detail at its root"
	}
	if err := json.Unmarshal(raw, &detail); err != nil || detail == "" {
		return "no error given: the detail is no text"
	}
	return detail
}

// invalidJSON says in the words of Okta's parser that body is no JSON.
func invalidJSON(body []byte) string {
	token := strings.TrimSpace(string(body))
	if i := strings.IndexAny(token[1:], " \t\r\n<>{}[],:"); i >= 0 {
		token = token[:i+1]
	}
	const most = 40
	if len(token) > most {
		token = strings.ToValidUTF8(token[:most], "") + "…"
	}
	return fmt.Sprintf("Invalid JSON: Unrecognized token '%s': was expecting a JSON object", token)
}

// object reads the body of a successful answer.
func (a answer) object() (document, error) {
	if len(strings.TrimSpace(string(a.body))) == 0 {
		return nil, errors.New("the remote server returned an empty body")
	}
	d, err := parseDocument(a.body)
	if err != nil {
		return nil, errors.New(invalidJSON(a.body))
	}
	return d, nil
}

// list is a ListResponse.
type list struct {
	total     int
	resources []document
}

// list judges the answer to a query.
func (a answer) list() (list, error) {
	if a.status != http.StatusOK {
		return list{}, a.refusal()
	}
	d, err := a.object()
	if err != nil {
		return list{}, err
	}
	if err := requireSchema(d, urnList); err != nil {
		return list{}, err
	}
	var l list
	for _, name := range []string{"totalResults", "startIndex", "itemsPerPage"} {
		raw, ok := d.value(name)
		if !ok && name == "totalResults" {
			return list{}, errors.New("the list has no totalResults")
		}
		if !ok {
			continue
		}
		n, err := wholeNumber(raw)
		if err != nil {
			return list{}, fmt.Errorf("the list's %s: %w", name, err)
		}
		if name == "totalResults" {
			l.total = n
		}
	}
	raw, ok := d.value("Resources")
	if !ok {
		if l.total > 0 {
			return list{}, fmt.Errorf("the list counts %d results and has no Resources", l.total)
		}
		return l, nil
	}
	if err := json.Unmarshal(raw, &l.resources); err != nil {
		return list{}, errors.New("the list's Resources are no array of objects")
	}
	return l, nil
}

// UnmarshalJSON reads one JSON object.
func (d *document) UnmarshalJSON(text []byte) error {
	parsed, err := parseDocument(text)
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

// wholeNumber reads a JSON number; Okta's parser takes no string for one.
func wholeNumber(raw json.RawMessage) (int, error) {
	var n int
	if err := json.Unmarshal(raw, &n); err != nil {
		return 0, fmt.Errorf("cannot read %s as a whole number", raw)
	}
	return n, nil
}

func requireSchema(d document, urn string) error {
	raw, ok := d.value("schemas")
	if !ok {
		return noSchemas
	}
	var schemas []string
	if err := json.Unmarshal(raw, &schemas); err != nil {
		return errors.New("the answer's schemas are no array of strings")
	}
	for _, s := range schemas {
		if s == urn {
			return nil
		}
	}
	return fmt.Errorf("the answer's schemas lack %s", urn)
}

// requireID returns the id of a resource, which must be a non-empty string.
func requireID(d document) (string, error) {
	raw, ok := d.value("id")
	if !ok {
		return "", errors.New("the resource has no id")
	}
	var id string
	if err := json.Unmarshal(raw, &id); err != nil {
		return "", fmt.Errorf("the resource's id %s is no string", raw)
	}
	if id == "" {
		return "", errors.New("the resource's id is empty")
	}
	return id, nil
}

// remoteUser is a user as the server has it.
type remoteUser struct {
	id       string
	userName string
	active   bool
	doc      document
}

// remoteUserFrom judges a User resource.
func remoteUserFrom(d document) (remoteUser, error) {
	if err := requireSchema(d, urnUser); err != nil {
		return remoteUser{}, err
	}
	id, err := requireID(d)
	if err != nil {
		return remoteUser{}, err
	}
	u := remoteUser{id: id, active: true, doc: d}
	raw, ok := d.value("userName")
	if !ok || json.Unmarshal(raw, &u.userName) != nil || u.userName == "" {
		return remoteUser{}, fmt.Errorf("user %s has no userName", id)
	}
	if raw, ok := d.value("active"); ok {
		if err := json.Unmarshal(raw, &u.active); err != nil {
			return remoteUser{}, fmt.Errorf("the active of user %s is %s, not true or false", u.userName, raw)
		}
	}
	if _, ok := d.value("password"); ok {
		return remoteUser{}, fmt.Errorf("user %s came back with a password, which must never be returned", u.userName)
	}
	return u, nil
}

// user judges an answer that must hold a user.
func (a answer) user(want int) (remoteUser, error) {
	if a.status != want {
		return remoteUser{}, a.refusalInsteadOf(want)
	}
	d, err := a.object()
	if err != nil {
		return remoteUser{}, err
	}
	return remoteUserFrom(d)
}

// refusalInsteadOf reads an answer whose status is not the one wanted, be it
// an error or the wrong success.
func (a answer) refusalInsteadOf(want int) error {
	if a.status >= 200 && a.status < 300 {
		return fmt.Errorf("the remote server answered %d where %d was expected", a.status, want)
	}
	return a.refusal()
}

// remoteMember is a member of a remote group.
type remoteMember struct {
	Value   string  `json:"value"`
	Display *string `json:"display"`
}

// remoteGroup is a group as the server has it.
type remoteGroup struct {
	id   string
	name string
	// members are ids of users, in the server's order; listed says whether the
	// resource had members at all.
	members []string
	listed  bool
}

// remoteGroupFrom judges a Group resource.
func remoteGroupFrom(d document) (remoteGroup, error) {
	if err := requireSchema(d, urnGroup); err != nil {
		return remoteGroup{}, err
	}
	id, err := requireID(d)
	if err != nil {
		return remoteGroup{}, err
	}
	g := remoteGroup{id: id}
	raw, ok := d.value("displayName")
	if !ok || json.Unmarshal(raw, &g.name) != nil || g.name == "" {
		return remoteGroup{}, fmt.Errorf("group %s has no displayName", id)
	}
	raw, ok = d.value("members")
	if !ok {
		return g, nil
	}
	g.listed = true
	var members []remoteMember
	if err := json.Unmarshal(raw, &members); err != nil {
		return remoteGroup{}, fmt.Errorf("the members of group %s are no array of objects with a value", g.name)
	}
	seen := make(map[string]bool, len(members))
	for _, m := range members {
		if m.Value == "" {
			return remoteGroup{}, fmt.Errorf("a member of group %s has no value", g.name)
		}
		if seen[m.Value] {
			return remoteGroup{}, fmt.Errorf("group %s lists member %s twice", g.name, m.Value)
		}
		seen[m.Value] = true
		g.members = append(g.members, m.Value)
	}
	return g, nil
}

// group judges an answer that must hold a group.
func (a answer) group(want int) (remoteGroup, error) {
	if a.status != want {
		return remoteGroup{}, a.refusalInsteadOf(want)
	}
	d, err := a.object()
	if err != nil {
		return remoteGroup{}, err
	}
	return remoteGroupFrom(d)
}

// patched judges the answer to a PATCH: 200 with the resource, or 204.
func (a answer) patched() error {
	switch a.status {
	case http.StatusNoContent:
		return nil
	case http.StatusOK:
		d, err := a.object()
		if err != nil {
			return err
		}
		_, err = requireID(d)
		return err
	}
	return a.refusalInsteadOf(http.StatusOK)
}
