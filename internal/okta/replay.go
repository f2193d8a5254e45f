package okta

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// wrongToken marks the one step that was sent with a wrong token.
const wrongToken = "wrong token"

// Replay sends a captured session to a server, step by step, with ids from the
// server's own answers, and reports a Check for every step: the answer's
// status and shape, and after every write what it did, by reading all users
// and groups of the session again. Names carry a random ending, so that a
// trace can be replayed many times against one server. Groups that the capture
// uses but never created are created before. Replay ends early when ctx does.
func Replay(ctx context.Context, target Target, trace Trace, report func(Check)) error {
	r := newReplay(target)
	defer r.wire.client.CloseIdleConnections()
	for _, step := range trace.Steps {
		if err := ctx.Err(); err != nil {
			return err
		}
		report(Check{
			ID:   fmt.Sprintf("%s %02d %s", trace.Name, step.Seq, step.Name),
			Text: fmt.Sprintf("%s %s is answered with %d and does what it says", step.Method, step.Path, step.Status),
			Err:  r.step(ctx, step),
		})
	}
	return nil
}

// replay is a session on its way.
type replay struct {
	wire   wire
	base   string
	suffix string
	// ids gives the server's id for a placeholder such as U1 or G2.
	ids   map[string]string
	world replayWorld
	// echo is the last answer to a GET of each path.
	echo map[string]document
}

func newReplay(target Target) *replay {
	return &replay{
		wire: wire{
			base:          target.BaseURL,
			authorization: target.Authorization,
			client:        newHTTPClient(target.Transport, 1),
			now:           time.Now,
			sleep:         sleep,
		},
		base:   target.BaseURL,
		suffix: strings.ToLower(rand.Text()[:6]),
		ids:    map[string]string{},
		world:  newReplayWorld(),
		echo:   map[string]document{},
	}
}

// Placeholders of people and groups stand as a segment of a path, as a whole
// string, or in quotes within a filter or path; logins and Okta's ids are
// written like calls.
var (
	groupPlaceholder = regexp.MustCompile(`\bG\d+\b`)
	anyPlaceholder   = regexp.MustCompile(`^[UG]\d+$`)
	loginPlaceholder = regexp.MustCompile(`^(login|newLogin|oktaId)\((U\d+)\)$`)
	quotedID         = regexp.MustCompile(`"([UG]\d+)"`)
	quotedLogin      = regexp.MustCompile(`login\((U\d+)\)`)
)

func (r *replay) step(ctx context.Context, step TraceStep) error {
	if err := r.prepare(ctx, step); err != nil {
		return fmt.Errorf("prepare: %w", err)
	}
	req, err := r.request(step)
	if err != nil {
		return err
	}
	w := r.wire
	if strings.Contains(step.Name, wrongToken) {
		w.authorization = "Bearer " + rand.Text()
	}
	got, err := w.send(ctx, &running{}, req)
	if err != nil {
		return err
	}
	if err := r.judge(step, req, got); err != nil {
		return err
	}
	if step.Method == http.MethodGet {
		return nil
	}
	return r.verify(ctx)
}

// prepare creates a group that the capture takes for given.
func (r *replay) prepare(ctx context.Context, step TraceStep) error {
	name := groupPlaceholder.FindString(step.Path)
	if name == "" || r.ids[name] != "" {
		return nil
	}
	given, ok := givenGroups[name]
	if !ok {
		return fmt.Errorf("the trace uses group %s before it is created", name)
	}
	members := []sentMember{}
	for _, u := range given.members {
		login := r.login(u)
		members = append(members, sentMember{Value: r.ids[u], Display: &login})
	}
	text, err := json.Marshal(groupBody{Schemas: []string{urnGroup}, DisplayName: r.groupName(given.name), Members: members})
	if err != nil {
		return err
	}
	got, err := r.wire.send(ctx, &running{}, request{method: http.MethodPost, path: "/Groups", body: text})
	if err != nil {
		return err
	}
	g, err := got.group(http.StatusCreated)
	if err != nil {
		return err
	}
	r.ids[name] = g.id
	return r.world.apply(http.MethodPost, "/Groups", g.id, text)
}

// givenGroups are the groups of the wizard capture that existed before the
// kept steps begin, as those steps imply them.
var givenGroups = map[string]struct {
	name    string
	members []string
}{
	"G2": {"test", []string{"U1", "U2"}},
	"G3": {"new-b", []string{"U2"}},
	"G9": {"short-lived", nil},
}

// request resolves the placeholders of a step.
func (r *replay) request(step TraceStep) (request, error) {
	req := request{method: step.Method, path: r.path(step.Path)}
	if q := step.Query; q != nil {
		if q.Filter != "" {
			req.query = append(req.query, parameter{"filter", r.filter(q.Filter)})
		}
		req.query = append(req.query, parameter{"startIndex", strconv.Itoa(q.StartIndex)}, parameter{"count", strconv.Itoa(q.Count)})
	}
	if step.Body == nil {
		return req, nil
	}
	body, err := r.body(req.path, step.Body)
	if err != nil {
		return request{}, err
	}
	req.body, err = json.Marshal(body)
	return req, err
}

func (r *replay) path(path string) string {
	head, id, ok := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	if !ok {
		return path
	}
	return "/" + head + "/" + url.PathEscape(r.ids[id])
}

func (r *replay) filter(filter string) string {
	filter = quotedLogin.ReplaceAllStringFunc(filter, func(found string) string {
		return r.login(quotedLogin.FindStringSubmatch(found)[1])
	})
	name, ok := strings.CutPrefix(filter, "displayName eq ")
	if !ok {
		return filter
	}
	return "displayName eq " + quote(r.groupName(strings.Trim(name, `"`)))
}

// login is the username of a person of the session; after the captured change
// of a username it is another.
func (r *replay) login(u string) string {
	return fmt.Sprintf("%s.%s@replay.example", strings.ToLower(u), r.suffix)
}

func (r *replay) newLogin(u string) string { return "new." + r.login(u) }

// groupName keeps the captured name readable in front of the ending.
func (r *replay) groupName(name string) string { return name + " " + r.suffix }

// oktaID makes a 20-character id that belongs to this person of the session.
func (r *replay) oktaID(u string) string {
	id := "00u" + r.suffix + strings.ToLower(u)
	return id + strings.Repeat("0", 20-len(id))
}

// body resolves a captured body: an echo takes the server's own GET as its
// ground, and everything else is resolved value by value.
func (r *replay) body(path string, captured json.RawMessage) (document, error) {
	d, err := parseDocument(captured)
	if err != nil {
		return nil, err
	}
	var body document
	if len(d) > 0 && strings.HasPrefix(d[0].name, "<echo") {
		ground, ok := r.echo[path]
		if !ok {
			return nil, fmt.Errorf("no GET of %s came before its echo", path)
		}
		body, d = ground.clone(), d[1:]
	}
	for _, f := range d {
		if string(f.value) == `"<echo>"` {
			continue
		}
		value, err := r.resolve(f.name, f.value)
		if err != nil {
			return nil, err
		}
		body.set(f.name, value)
	}
	return body, nil
}

// resolve replaces placeholders in one value of whatever kind.
func (r *replay) resolve(name string, raw json.RawMessage) (json.RawMessage, error) {
	switch raw[0] {
	case '{':
		d, err := parseDocument(raw)
		if err != nil {
			return nil, err
		}
		var resolved document
		for _, f := range d {
			value, err := r.resolve(f.name, f.value)
			if err != nil {
				return nil, err
			}
			resolved.set(f.name, value)
		}
		return json.Marshal(resolved)
	case '[':
		var items []json.RawMessage
		if err := json.Unmarshal(raw, &items); err != nil {
			return nil, err
		}
		for i := range items {
			value, err := r.resolve(name, items[i])
			if err != nil {
				return nil, err
			}
			items[i] = value
		}
		return json.Marshal(items)
	case '"':
		var text string
		if err := json.Unmarshal(raw, &text); err != nil {
			return nil, err
		}
		return json.Marshal(r.text(name, text))
	}
	return raw, nil
}

// personalNames fill what the capture blanked out.
var personalNames = map[string]string{"givenName": "Tést", "familyName": "Üser", "displayName": "Tést Üser"}

// text resolves one string.
func (r *replay) text(name, text string) string {
	if found := loginPlaceholder.FindStringSubmatch(text); found != nil {
		switch found[1] {
		case "login":
			return r.login(found[2])
		case "newLogin":
			return r.newLogin(found[2])
		}
		return r.oktaID(found[2])
	}
	switch {
	case anyPlaceholder.MatchString(text):
		return r.ids[text]
	case text == "..":
		return personalNames[name]
	case text == "<random>":
		return placeholderPassword()
	case strings.HasPrefix(text, ".../Groups/"):
		return r.base + "/Groups/" + r.ids[strings.TrimPrefix(text, ".../Groups/")]
	case name == "path":
		return quotedID.ReplaceAllStringFunc(text, func(found string) string {
			return quote(r.ids[strings.Trim(found, `"`)])
		})
	case name == "displayName", name == "display":
		return r.groupName(text)
	}
	return text
}

// judge looks at an answer: its status, its type, its shape.
func (r *replay) judge(step TraceStep, req request, got answer) error {
	if got.status != step.Status && !(step.Method == http.MethodPatch && got.status == http.StatusNoContent) {
		return got.refusalInsteadOf(step.Status)
	}
	if got.status == http.StatusNoContent {
		if len(got.body) > 0 {
			return errors.New("an answer of 204 has a body")
		}
		if step.Method == http.MethodGet {
			return errors.New("a GET is answered without a body")
		}
		return r.world.apply(step.Method, req.path, "", req.body)
	}
	media, _, err := mime.ParseMediaType(got.header.Get("Content-Type"))
	if err != nil || media != "application/scim+json" {
		return fmt.Errorf("the content type is %q, not application/scim+json", got.header.Get("Content-Type"))
	}
	if got.status >= 400 {
		return got.properError()
	}
	if step.Query != nil {
		return r.judgeList(step, got)
	}
	d, err := got.object()
	if err != nil {
		return err
	}
	id, err := requireID(d)
	if err != nil {
		return err
	}
	if err := requireSchema(d, urnOf(req.path)); err != nil {
		return err
	}
	if bytes.Contains(got.body, []byte(`"password"`)) {
		return errors.New("the answer holds a password")
	}
	if step.Method == http.MethodGet {
		r.echo[req.path] = d
		return r.world.matches(req.path, d)
	}
	if step.Method == http.MethodPost {
		if err := r.learn(step, id); err != nil {
			return err
		}
	}
	if err := r.world.apply(step.Method, req.path, id, req.body); err != nil {
		return err
	}
	return r.world.matchesBrief("/"+strings.Split(req.path, "/")[1]+"/"+url.PathEscape(id), d)
}

// learn ties the placeholder of a created resource to the server's id.
func (r *replay) learn(step TraceStep, id string) error {
	if step.Path == "/Users" {
		found := quotedLogin.FindSubmatch(step.Body)
		if found == nil {
			return errors.New("the captured body names no person")
		}
		r.ids[string(found[1])] = id
		return nil
	}
	for n := 1; ; n++ {
		name := "G" + strconv.Itoa(n)
		if r.ids[name] == "" {
			r.ids[name] = id
			return nil
		}
	}
}

// judgeList looks at a ListResponse: a lookup finds whom the session created,
// and nobody else.
func (r *replay) judgeList(step TraceStep, got answer) error {
	l, err := got.list()
	if err != nil {
		return err
	}
	if step.Query.Filter == "" {
		if len(l.resources) > step.Query.Count {
			return fmt.Errorf("%d resources came where at most %d were asked for", len(l.resources), step.Query.Count)
		}
		return nil
	}
	var want []string
	if found := quotedLogin.FindStringSubmatch(step.Query.Filter); found != nil && r.ids[found[1]] != "" {
		want = []string{r.ids[found[1]]}
	}
	var listed []string
	for _, d := range l.resources {
		id, err := requireID(d)
		if err != nil {
			return err
		}
		listed = append(listed, id)
	}
	if !slices.Equal(listed, want) || l.total != len(want) {
		return fmt.Errorf("the lookup found %v and counts %d where %v was to be found", listed, l.total, want)
	}
	return nil
}

// urnOf is the schema of what lives under path.
func urnOf(path string) string {
	if strings.HasPrefix(path, "/Groups") {
		return urnGroup
	}
	return urnUser
}

// properError judges an answer of 400 and more by RFC 7644 §3.12.
func (a answer) properError() error {
	d, err := a.object()
	if err != nil {
		return err
	}
	if err := requireSchema(d, urnError); err != nil {
		return err
	}
	var status, detail string
	if raw, ok := d.value("status"); !ok || json.Unmarshal(raw, &status) != nil || status != strconv.Itoa(a.status) {
		return fmt.Errorf("the error's status is %s, not the string \"%d\"", raw, a.status)
	}
	if raw, ok := d.value("detail"); !ok || json.Unmarshal(raw, &detail) != nil || detail == "" {
		return errors.New("the error has no detail")
	}
	return nil
}
