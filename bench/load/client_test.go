package load_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/musterhq/muster/bench/load"
)

var ada = load.Person{Domain: "test", Number: 12}

func TestPersonIsShapedAsOktaShapes(t *testing.T) {
	t.Parallel()
	var body struct {
		Schemas    []string
		UserName   string
		ExternalID string
		Password   string
		Title      string
		Active     bool
		Groups     []string
		Emails     []struct {
			Value   string
			Primary bool
		}
	}
	if err := json.Unmarshal(ada.Body(), &body); err != nil {
		t.Fatalf("%v: %s", err, ada.Body())
	}
	if want := "person.0000012@test.example"; body.UserName != want || body.Emails[0].Value != want {
		t.Errorf("userName %q and email %q, want %q", body.UserName, body.Emails[0].Value, want)
	}
	if !strings.HasPrefix(body.ExternalID, "00u") || len(body.ExternalID) != 20 {
		t.Errorf("externalId %q, want 20 characters from 00u on", body.ExternalID)
	}
	if body.Password == "" || body.Groups == nil || !body.Active || len(body.Schemas) != 1 {
		t.Errorf("a create has a password, empty groups, active and one schema: %s", ada.Body())
	}
	pushed := ada
	pushed.Revision = 2
	body.Password = ""
	if err := json.Unmarshal(pushed.Body(), &body); err != nil {
		t.Fatalf("%v: %s", err, pushed.Body())
	}
	if body.Password != "" || body.Title != "Engineer, level 2" {
		t.Errorf("a profile push has a title and no password: %s", pushed.Body())
	}
}

func TestLookupIsEncodedAsOktaEncodes(t *testing.T) {
	t.Parallel()
	client := against(t, func(w http.ResponseWriter, r *http.Request) {
		const want = "filter=userName%20eq%20%22person.0000012%40test.example%22&startIndex=1&count=100"
		if r.URL.RawQuery != want {
			t.Errorf("query %q, want %q", r.URL.RawQuery, want)
		}
		if got := r.Header.Get("Authorization"); got != "Bearer secret" {
			t.Errorf("Authorization %q", got)
		}
		_, _ = io.WriteString(w, `{"totalResults": 0, "Resources": []}`)
	})
	if err := client.Lookup(ada, 0); err != nil {
		t.Error(err)
	}
}

// A server that answers quickly and wrongly must not be called fast.
func TestWrongAnswersAreCaught(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		status int
		answer string
		do     func(*load.Client) error
	}{
		{"a lookup that finds nobody", 200, `{"totalResults":0,"Resources":[]}`, func(c *load.Client) error { return c.Lookup(ada, 1) }},
		{"a lookup that finds somebody too many", 200, `{"totalResults":1,"Resources":[{}]}`, func(c *load.Client) error { return c.Lookup(ada, 0) }},
		{"a lookup that finds somebody else", 200, `{"totalResults":1,"Resources":[{"userName":"x"}]}`, func(c *load.Client) error { return c.Lookup(ada, 1) }},
		{"a lookup without a total", 200, `{"Resources":[]}`, func(c *load.Client) error { return c.Lookup(ada, 0) }},
		{"a create with 200", 200, `{"id":"1"}`, func(c *load.Client) error { _, err := c.Create(ada); return err }},
		{"a create without an id", 201, `{"externalId":"1"}`, func(c *load.Client) error { _, err := c.Create(ada); return err }},
		{"a create with a number for an id", 201, `{"id":7}`, func(c *load.Client) error { _, err := c.Create(ada); return err }},
		{"a read of somebody else", 200, `{"id":"1","userName":"x"}`, func(c *load.Client) error { return c.Read("1", ada) }},
		{"a PUT that changes nothing", 200, `{"id":"1","title":"Engineer, level 12"}`, func(c *load.Client) error {
			return c.Replace("1", load.Person{Domain: "test", Revision: 1})
		}},
		{"a deactivation that does not", 200, `{"id":"1","active":true}`, func(c *load.Client) error { return c.Deactivate("1") }},
		{"a deletion with 200", 200, `{}`, func(c *load.Client) error { return c.Delete("1") }},
		{"a group without an id", 201, `{}`, func(c *load.Client) error { _, err := c.CreateGroup("g"); return err }},
		{"members refused", 400, `{"detail":"no"}`, func(c *load.Client) error { return c.AddMembers("1", []load.ID{"2"}) }},
		{"a page without a total", 200, `{"Resources":[]}`, func(c *load.Client) error { _, err := c.Page(1, 100); return err }},
		{"a limit of requests", 429, `{"detail":"slowly"}`, func(c *load.Client) error { return c.Lookup(ada, 0) }},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			client := against(t, func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(test.status)
				_, _ = io.WriteString(w, test.answer)
			})
			if err := test.do(client); err == nil {
				t.Error("nothing was noticed")
			}
		})
	}
}

func TestGroupRequests(t *testing.T) {
	t.Parallel()
	type operation struct {
		Op, Path string
		Value    []struct{ Value string }
	}
	var last struct{ Operations []operation }
	client := against(t, func(w http.ResponseWriter, r *http.Request) {
		last.Operations = nil
		if err := json.NewDecoder(r.Body).Decode(&last); err != nil {
			t.Error(err)
		}
		w.WriteHeader(http.StatusNoContent)
	})
	if err := client.AddMembers("g", []load.ID{"a", "b"}); err != nil {
		t.Fatal(err)
	}
	if len(last.Operations) != 1 || last.Operations[0].Path != "members" || len(last.Operations[0].Value) != 2 ||
		last.Operations[0].Value[1].Value != "b" {
		t.Errorf("members are added by %+v", last.Operations)
	}
	if err := client.RemoveMembers("g", []load.ID{"a", "b"}); err != nil {
		t.Fatal(err)
	}
	if len(last.Operations) != 2 || last.Operations[1].Op != "remove" || last.Operations[1].Path != `members[value eq "b"]` {
		t.Errorf("members are removed by %+v", last.Operations)
	}
}

// against returns a client of a server that answers everything alike.
func against(t *testing.T, answer http.HandlerFunc) *load.Client {
	t.Helper()
	server := httptest.NewServer(answer)
	t.Cleanup(server.Close)
	target := load.Target{Address: server.Listener.Addr().String(), Base: "/scim/v2/abc", Token: "secret"}
	client, err := load.NewClient(t.Context(), target)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	return client
}
