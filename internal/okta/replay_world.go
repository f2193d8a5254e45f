package okta

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// replayWorld is what a replayed session should have left on the server: the
// effect of every request that was sent, worked out from the requests alone.
type replayWorld struct {
	// users and groups are by path.
	users  map[string]*replayUser
	groups map[string]*replayGroup
}

type replayUser struct {
	userName string
	email    string
	active   bool
}

type replayGroup struct {
	name    string
	members map[string]bool
	deleted bool
}

func newReplayWorld() replayWorld {
	return replayWorld{users: map[string]*replayUser{}, groups: map[string]*replayGroup{}}
}

// replayBody are the parts of a request that have an effect. A user's groups
// are read-only and have none.
type replayBody struct {
	UserName    string
	Active      *bool
	Emails      []userItem
	DisplayName string
	Members     *[]sentMember
	Operations  []replayOperation
}

type replayOperation struct {
	Op    string
	Path  string
	Value json.RawMessage
}

// apply notes the effect of an acknowledged request. id is that of a created
// resource.
func (w replayWorld) apply(method, path, id string, text []byte) error {
	var body replayBody
	if text != nil {
		if err := json.Unmarshal(text, &body); err != nil {
			return fmt.Errorf("read the request again: %w", err)
		}
	}
	if method == http.MethodPost {
		path += "/" + url.PathEscape(id)
	}
	if strings.HasPrefix(path, "/Users") {
		return w.applyUser(method, path, body)
	}
	return w.applyGroup(method, path, body)
}

func (w replayWorld) applyUser(method, path string, body replayBody) error {
	if method == http.MethodPost {
		w.users[path] = &replayUser{}
	}
	u, ok := w.users[path]
	if !ok {
		return fmt.Errorf("the session changed %s, which it never created", path)
	}
	if method == http.MethodPatch {
		for _, o := range body.Operations {
			if err := json.Unmarshal(o.Value, &body); err != nil {
				return err
			}
		}
	}
	if body.UserName != "" {
		u.userName = body.UserName
	}
	if body.Active != nil {
		u.active = *body.Active
	}
	if len(body.Emails) > 0 {
		u.email = body.Emails[0].Value
	}
	return nil
}

func (w replayWorld) applyGroup(method, path string, body replayBody) error {
	if method == http.MethodPost {
		w.groups[path] = &replayGroup{members: map[string]bool{}}
	}
	g, ok := w.groups[path]
	if !ok {
		return fmt.Errorf("the session changed %s, which it never created", path)
	}
	if method == http.MethodDelete {
		g.deleted = true
		return nil
	}
	if body.DisplayName != "" {
		g.name = body.DisplayName
	}
	if body.Members != nil {
		g.hold(*body.Members)
	}
	for _, o := range body.Operations {
		if err := g.apply(o); err != nil {
			return err
		}
	}
	return nil
}

func (g *replayGroup) hold(members []sentMember) {
	g.members = map[string]bool{}
	for _, m := range members {
		g.members[m.Value] = true
	}
}

func (g *replayGroup) apply(o replayOperation) error {
	if o.Path == "" {
		var name nameAssertion
		if err := json.Unmarshal(o.Value, &name); err != nil {
			return err
		}
		g.name = name.DisplayName
		return nil
	}
	if o.Op == "remove" {
		quoted := strings.TrimSuffix(strings.TrimPrefix(o.Path, "members[value eq "), "]")
		var id string
		if err := json.Unmarshal([]byte(quoted), &id); err != nil {
			return fmt.Errorf("read the path %s: %w", o.Path, err)
		}
		delete(g.members, id)
		return nil
	}
	var members []sentMember
	if err := json.Unmarshal(o.Value, &members); err != nil {
		return err
	}
	if o.Op == "replace" {
		g.hold(members)
		return nil
	}
	for _, m := range members {
		g.members[m.Value] = true
	}
	return nil
}

// matches holds a whole resource against what it should be.
func (w replayWorld) matches(path string, d document) error {
	if strings.HasPrefix(path, "/Users") {
		return w.matchesUser(path, d)
	}
	got, err := remoteGroupFrom(d)
	if err != nil {
		return err
	}
	want, ok := w.groups[path]
	if !ok {
		return nil
	}
	if got.name != want.name {
		return fmt.Errorf("group %s is called %q where it should be %q", got.id, got.name, want.name)
	}
	members := slices.Sorted(slices.Values(got.members))
	if wanted := slices.Sorted(maps.Keys(want.members)); !slices.Equal(members, wanted) {
		return fmt.Errorf("group %q has members %v where they should be %v", got.name, members, wanted)
	}
	return nil
}

// matchesBrief is matches for the answer to a write, where a group's members
// may be left out.
func (w replayWorld) matchesBrief(path string, d document) error {
	if _, ok := d.value("members"); !ok && strings.HasPrefix(path, "/Groups") {
		return nil
	}
	return w.matches(path, d)
}

func (w replayWorld) matchesUser(path string, d document) error {
	got, err := remoteUserFrom(d)
	if err != nil {
		return err
	}
	want, ok := w.users[path]
	if !ok {
		return nil
	}
	if got.userName != want.userName {
		return fmt.Errorf("user %s is called %q where it should be %q", got.id, got.userName, want.userName)
	}
	if got.active != want.active {
		return fmt.Errorf("user %s has active %t where it should be %t", got.userName, got.active, want.active)
	}
	view, err := userFromDocument(d)
	if err != nil {
		return err
	}
	if len(view.Emails) == 0 || view.Emails[0].Value != want.email {
		return fmt.Errorf("user %s has e-mails %v where %s should be the first", got.userName, view.Emails, want.email)
	}
	return nil
}

// verify reads everything of the session again.
func (r *replay) verify(ctx context.Context) error {
	for _, path := range slices.Sorted(maps.Keys(r.world.users)) {
		if err := r.verifyOne(ctx, path, false); err != nil {
			return err
		}
	}
	for _, path := range slices.Sorted(maps.Keys(r.world.groups)) {
		if err := r.verifyOne(ctx, path, r.world.groups[path].deleted); err != nil {
			return err
		}
	}
	return nil
}

func (r *replay) verifyOne(ctx context.Context, path string, deleted bool) error {
	got, err := r.wire.send(ctx, &running{}, request{method: http.MethodGet, path: path})
	if err != nil {
		return err
	}
	if deleted {
		if got.status != http.StatusNotFound {
			return fmt.Errorf("%s is deleted and answers %d", path, got.status)
		}
		return got.properError()
	}
	if got.status != http.StatusOK {
		return got.refusal()
	}
	d, err := got.object()
	if err != nil {
		return err
	}
	return r.world.matches(path, d)
}
