package load

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
)

// Target is where a connection's resources are answered.
type Target struct {
	Address string // host:port
	Base    string // the path above /Users, "/scim/v2/abc"
	Token   string // the Secret Token; empty where none is asked for
}

// Client speaks to one Target over one connection, one request at a time.
type Client struct {
	conn     *conn
	target   Target
	head     []byte // the header fields that every request carries
	request  []byte
	body     []byte
	expected []byte // what an answer must hold
}

// NewClient connects to target. No operation goes on beyond ctx's deadline.
func NewClient(ctx context.Context, target Target) (*Client, error) {
	conn, err := dial(ctx, target.Address)
	if err != nil {
		return nil, err
	}
	head := "Host: " + target.Address + "\r\n" +
		"Accept: application/scim+json\r\n" +
		"Accept-Charset: utf-8\r\n" +
		"User-Agent: Okta SCIM Client 1.0.0\r\n" +
		"Connection: Keep-Alive\r\n"
	if target.Token != "" {
		head += "Authorization: Bearer " + target.Token + "\r\n"
	}
	return &Client{conn: conn, target: target, head: []byte(head)}, nil
}

// Close ends the connection.
func (c *Client) Close() { c.conn.close() }

// Interrupt makes an operation under way on another goroutine fail at once.
func (c *Client) Interrupt() { c.conn.interrupt() }

// ID is a resource's id as the server gave it.
type ID string

// Lookup asks for people by user name, as Okta does before it creates
// somebody, and fails unless the answer holds exactly want of them: 0 or 1.
func (c *Client) Lookup(person Person, want int) error {
	c.begin("GET", "/Users?filter=userName%20eq%20%22")
	c.request = person.appendQueryUserName(c.request)
	c.request = append(c.request, "%22&startIndex=1&count=100"...)
	answer, err := c.send(200)
	if err != nil {
		return fmt.Errorf("look up: %w", err)
	}
	total, err := totalResults(answer)
	if err != nil {
		return fmt.Errorf("look up: %w", err)
	}
	if total != want {
		return fmt.Errorf("look up: %d people found where %d exist: %s", total, want, excerpt(answer))
	}
	if want > 0 && !c.shows(answer, person) {
		return fmt.Errorf("look up: somebody else was found: %s", excerpt(answer))
	}
	return nil
}

// Create posts a person.
func (c *Client) Create(person Person) (ID, error) {
	c.begin("POST", "/Users")
	c.body = person.appendBody(c.body[:0])
	answer, err := c.send(201)
	if err != nil {
		return "", fmt.Errorf("create: %w", err)
	}
	id, err := firstID(answer)
	if err != nil {
		return "", fmt.Errorf("create: %w", err)
	}
	return id, nil
}

// OktaCreate is what an assignment in Okta costs: a lookup that finds nobody,
// then the POST.
func (c *Client) OktaCreate(person Person) (ID, error) {
	if err := c.Lookup(person, 0); err != nil {
		return "", err
	}
	return c.Create(person)
}

// Read gets a person by id.
func (c *Client) Read(id ID, person Person) error {
	c.begin("GET", "/Users/", string(id))
	answer, err := c.send(200)
	if err != nil {
		return fmt.Errorf("read: %w", err)
	}
	if !c.shows(answer, person) {
		return fmt.Errorf("read: somebody else was answered: %s", excerpt(answer))
	}
	return nil
}

// Replace puts a person, and fails unless the answer shows the new title.
func (c *Client) Replace(id ID, person Person) error {
	c.begin("PUT", "/Users/", string(id))
	c.body = person.appendBody(c.body[:0])
	answer, err := c.send(200)
	if err != nil {
		return fmt.Errorf("replace: %w", err)
	}
	c.expected = append(person.appendTitle(append(c.expected[:0], '"')), '"')
	if !bytes.Contains(answer, c.expected) {
		return fmt.Errorf("replace: the answer does not show the change: %s", excerpt(answer))
	}
	return nil
}

const deactivation = `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],` +
	`"Operations":[{"op":"replace","value":{"active":false}}]}`

// Deactivate patches active:false, as Okta's catalog apps do. Both answers of
// RFC 7644 §3.5.2 are right: 204, and 200 with the resource.
func (c *Client) Deactivate(id ID) error {
	c.begin("PATCH", "/Users/", string(id))
	c.body = append(c.body[:0], deactivation...)
	answer, err := c.send(200, 204)
	if err != nil {
		return fmt.Errorf("deactivate: %w", err)
	}
	if len(answer) > 0 && !bytes.Contains(answer, []byte(`"active":false`)) {
		return fmt.Errorf("deactivate: the answer does not show the change: %s", excerpt(answer))
	}
	return nil
}

// Delete removes a person.
func (c *Client) Delete(id ID) error {
	c.begin("DELETE", "/Users/", string(id))
	if _, err := c.send(204); err != nil {
		return fmt.Errorf("delete: %w", err)
	}
	return nil
}

// Page is one page of the list of people.
type Page struct {
	TotalResults int
	IDs          []ID
}

// Page lists people from startIndex (the first is 1) on, as an import does.
func (c *Client) Page(startIndex, count int) (Page, error) {
	c.begin("GET", "/Users?startIndex=", strconv.Itoa(startIndex), "&count=", strconv.Itoa(count))
	answer, err := c.send(200)
	if err != nil {
		return Page{}, fmt.Errorf("list from %d: %w", startIndex, err)
	}
	return parsePage(answer)
}

func parsePage(answer []byte) (Page, error) {
	var list struct {
		TotalResults *int
		Resources    []struct{ ID ID }
	}
	if err := json.Unmarshal(answer, &list); err != nil {
		return Page{}, fmt.Errorf("list: %w", err)
	}
	if list.TotalResults == nil {
		return Page{}, errors.New("list: totalResults is missing")
	}
	page := Page{TotalResults: *list.TotalResults, IDs: make([]ID, 0, len(list.Resources))}
	for _, resource := range list.Resources {
		page.IDs = append(page.IDs, resource.ID)
	}
	return page, nil
}

// shows tells whether the answer holds the person's user name.
func (c *Client) shows(answer []byte, person Person) bool {
	c.expected = person.appendUserName(c.expected[:0])
	return bytes.Contains(answer, c.expected)
}

// begin starts a request's first line. A body from an operation before is
// forgotten.
func (c *Client) begin(method string, path ...string) {
	c.body = c.body[:0]
	c.request = append(c.request[:0], method...)
	c.request = append(c.request, ' ')
	c.request = append(c.request, c.target.Base...)
	for _, part := range path {
		c.request = append(c.request, part...)
	}
}

// send completes the request, sends it, and fails unless the status is one of
// those wanted. The answer is valid until the next operation.
func (c *Client) send(wanted ...int) ([]byte, error) {
	c.request = append(c.request, " HTTP/1.1\r\n"...)
	c.request = append(c.request, c.head...)
	if len(c.body) > 0 {
		c.request = append(c.request, "Content-Type: application/scim+json; charset=utf-8\r\nContent-Length: "...)
		c.request = strconv.AppendInt(c.request, int64(len(c.body)), 10)
		c.request = append(c.request, "\r\n"...)
	}
	c.request = append(c.request, "\r\n"...)
	c.request = append(c.request, c.body...)
	status, answer, err := c.conn.exchange(c.request)
	if err != nil {
		return nil, err
	}
	for _, want := range wanted {
		if status == want {
			return answer, nil
		}
	}
	return nil, fmt.Errorf("status %d: %s", status, excerpt(answer))
}

// totalResults finds the counter without reading the whole answer.
func totalResults(answer []byte) (int, error) {
	value, err := valueOf(answer, `"totalResults"`)
	if err != nil {
		return 0, err
	}
	end := 0
	for end < len(value) && value[end] >= '0' && value[end] <= '9' {
		end++
	}
	return strconv.Atoi(string(value[:end]))
}

// firstID finds a resource's id: nothing that stands before it in a User or a
// Group has a sub-attribute of that name.
func firstID(answer []byte) (ID, error) {
	value, err := valueOf(answer, `"id"`)
	if err != nil {
		return "", err
	}
	id, _, closed := bytes.Cut(bytes.TrimPrefix(value, []byte(`"`)), []byte(`"`))
	if len(id) == 0 || !closed {
		return "", fmt.Errorf("the id is not a string: %s", excerpt(answer))
	}
	return ID(id), nil
}

// valueOf returns what follows the first occurrence of a quoted name and its
// colon.
func valueOf(answer []byte, name string) ([]byte, error) {
	at := bytes.Index(answer, []byte(name))
	if at < 0 {
		return nil, fmt.Errorf("%s is missing: %s", name, excerpt(answer))
	}
	return bytes.TrimLeft(answer[at+len(name):], ": \t\r\n"), nil
}

// excerpt shortens an answer for an error.
func excerpt(answer []byte) string {
	const most = 300
	if len(answer) > most {
		return string(answer[:most]) + "…"
	}
	return string(answer)
}
