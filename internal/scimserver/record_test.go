package scimserver_test

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/sqlstore"
	"github.com/musterhq/muster/internal/traffic"
)

// recording is a provisioning log beside a door, in a folder of its own.
type recording struct {
	folder   string
	store    *sqlstore.Traffic
	recorder *traffic.Recorder
}

func newRecording(t testing.TB, engine engine) *recording {
	t.Helper()
	folder := t.TempDir()
	store := sqlstore.OpenTraffic(t.Context(), sqlstore.Location{Directory: folder}, sqlstore.Options{})
	recorder := traffic.NewRecorder(traffic.RecorderConfig{Store: store, Now: time.Now, Owner: engine.must(t).store.ConnectionOwner})
	t.Cleanup(func() {
		recorder.Close()
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return &recording{folder, store, recorder}
}

// requests are those that were recorded, the oldest first.
func (r *recording) requests(t testing.TB, d *door) []traffic.Request {
	t.Helper()
	if err := r.recorder.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	requests, err := r.store.Newest(t.Context(), d.organization.ID, d.connection.ID, 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(requests)
	return requests
}

// TestRecordedRequests goes through what a provider does, and reads it in words.
func TestRecordedRequests(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		log := newRecording(t, engine)
		d := newDoor(t, engine, doorOptions{licenses: 1, recorder: log.recorder})
		lookup := "/Users?filter=" + url.QueryEscape(`userName eq "ana@fernhill.example"`) + "&startIndex=1&count=100"
		d.get(t, "/Users?startIndex=1&count=2")
		d.get(t, lookup)
		ana := decode[wireUser](t, d.post(t, "/Users", `{"userName":"ana@fernhill.example","displayName":"Ana Ruiz","active":true}`).want(t, http.StatusCreated))
		d.get(t, lookup)
		d.get(t, "/Users/"+ana.ID)
		d.get(t, "/Users/unknown")
		d.post(t, "/Users", `{"userName":"ben@fernhill.example"}`).want(t, http.StatusForbidden)
		d.post(t, "/Users", `{"userName":`)
		d.patch(t, "/Users/"+ana.ID, patchBody(`{"op":"replace","value":{"displayName":"Ana Ruiz Vega"}}`))
		d.patch(t, "/Users/"+ana.ID, patchBody(`{"op":"replace","value":{"displayName":"Ana Ruiz Vega"}}`))
		crew := decode[wireGroup](t, d.post(t, "/Groups", `{"displayName":"Crew","members":[{"value":"`+ana.ID+`"}]}`).want(t, http.StatusCreated))
		d.patch(t, "/Groups/"+crew.ID, patchBody(`{"op":"remove","path":"members[value eq \"`+ana.ID+`\"]"}`))
		d.patch(t, "/Groups/"+crew.ID, patchBody(`{"op":"replace","value":{"displayName":"Deck crew"}}`))
		d.send(t, "PUT", "/Groups/"+crew.ID, `{"displayName":"Deck crew","members":[{"value":"`+ana.ID+`"}]}`)
		d.get(t, "/Groups")
		d.patch(t, "/Users/"+ana.ID, patchBody(`{"op":"replace","value":{"active":false}}`))
		d.patch(t, "/Users/"+ana.ID, patchBody(`{"op":"replace","value":{"active":true}}`))
		d.send(t, "DELETE", "/Groups/"+crew.ID, "")
		d.send(t, "DELETE", "/Users/"+ana.ID, "")
		d.get(t, "/Schemas")
		d.get(t, "/Bulk")
		requests := log.requests(t, d)
		var told []string
		for _, request := range requests {
			told = append(told, string(request.Kind)+": "+request.Sentence)
		}
		want := []string{
			"list: Okta asked for users, there are none yet.",
			"lookup: Okta looked for ana@fernhill.example and found nobody.",
			"create: Okta created Ana Ruiz.",
			"lookup: Okta looked for ana@fernhill.example and found Ana Ruiz.",
			"read: Okta read Ana Ruiz.",
			"read: Okta asked for a user by an id that is unknown here.",
			"create: Okta asked to create ben@fernhill.example. Refused: " + requests[6].Detail,
			"create: Okta asked to create a user. Refused: " + requests[7].Detail,
			"update: Okta updated Ana Ruiz Vega.",
			"update: Okta sent Ana Ruiz Vega again; nothing was different.",
			"group_create: Okta pushed the group Crew with 1 person.",
			"group_members: Okta took 1 person out of the group Crew.",
			"group_rename: Okta renamed the group Crew to Deck crew.",
			"group_members: Okta said who is in the group Deck crew: 1 person.",
			"list: Okta asked for groups and got all 1.",
			"deactivate: Okta deactivated Ana Ruiz Vega.",
			"reactivate: Okta reactivated Ana Ruiz Vega.",
			"group_delete: Okta deleted a group.",
			"delete: Okta deleted a user.",
			"discovery: Okta asked what this server offers.",
			"other: Okta sent a request that is not answered here. Refused: " + requests[len(requests)-1].Detail,
		}
		if diff := cmp.Diff(want, told); diff != "" {
			t.Fatalf("the log tells (-want +got):\n%s", diff)
		}
		created, refused := requests[2], requests[6]
		if created.Method != "POST" || created.Status != 201 || created.Outcome != traffic.Answered || created.ID == "" ||
			created.Path != "/scim/v2/"+string(d.connection.ID)+"/Users" || created.Route != "/scim/v2/Users" ||
			string(created.Person.Identity) != ana.ID || created.Person.Member == "" || created.Duration <= 0 || created.Address != "127.0.0.1" ||
			!strings.Contains(created.RequestBody, "Ana Ruiz") || !strings.Contains(created.ResponseBody, ana.ID) {
			t.Errorf("the create is kept as %+v", created)
		}
		if refused.Outcome != traffic.Refused || refused.Status != 403 || !strings.Contains(refused.Detail, "licenses") {
			t.Errorf("the refusal is kept as %+v", refused)
		}
		entries := d.journal(t, 0)
		if !slices.ContainsFunc(entries, func(e directory.Entry) bool { return e.Request == created.ID }) {
			t.Error("no journal entry has the id of the create's request")
		}
	})
}

// A request with a wrong token is kept with the connection that it names, and
// nowhere else.
func TestRecordedStrangers(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		log := newRecording(t, engine)
		d := newDoor(t, engine, doorOptions{recorder: log.recorder})
		other := d.beside(t, doorOptions{})
		for _, authorization := range []string{"Bearer " + other.token, "nonsense", "", "Basic eDp5"} {
			request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, d.base+"/Users", http.NoBody)
			if err != nil {
				t.Fatal(err)
			}
			if authorization != "" {
				request.Header.Set("Authorization", authorization)
			}
			response, err := d.client.Do(request)
			if err != nil {
				t.Fatal(err)
			}
			response.Body.Close()
		}
		var told []string
		for _, request := range log.requests(t, d) {
			told = append(told, request.Sentence)
		}
		want := []string{
			traffic.WrongToken,
			traffic.WrongToken,
			"Refused: The request carries no Secret Token; enter the token of the connection as the API token, with or without the word Bearer before it.",
			"Refused: Basic authentication is not accepted; choose HTTP header or OAuth bearer token and enter the connection's Secret Token.",
		}
		if diff := cmp.Diff(want, told); diff != "" {
			t.Errorf("the log tells (-want +got):\n%s", diff)
		}
		if got := log.requests(t, other); len(got) > 0 {
			t.Errorf("the token's own connection is told %+v", got)
		}
	})
}

// Canaries: no token, password or header reaches the file, wherever they are
// put.
func TestRecordedSecrets(t *testing.T) {
	t.Parallel()
	log := newRecording(t, sqliteOnce)
	d := newDoor(t, sqliteOnce, doorOptions{recorder: log.recorder})
	const canary = "c4n4ry-hunter-2"
	ana := d.person(t, "ana@fernhill.example")
	d.post(t, "/Users", `{"userName":"kept-in-the-log@fernhill.example","password":"`+canary+`"}`)
	d.post(t, "/Users", `{"userName":"ben@fernhill.example","password":{"value":"`+canary+`"}}`)
	d.post(t, "/Users", `{"userName":"cem@fernhill.example","password":"`+canary+`"`)
	d.send(t, "PUT", "/Users/"+ana.ID, `{"userName":"ana@fernhill.example","password":"`+canary+`","urn:x:1.0:Y":{"clientSecret":["`+canary+`"]}}`)
	for _, operation := range []string{
		`{"op":"replace","path":"password","value":"` + canary + `"}`,
		`{"value":"` + canary + `","op":"replace","path":"urn:ietf:params:scim:schemas:core:2.0:User:password"}`,
		`{"op":"replace","value":{"password":"` + canary + `"}}`,
		`{"op":"replace","path":"password[value eq \"` + canary + `\"]","value":"x"}`,
	} {
		d.patch(t, "/Users/"+ana.ID, patchBody(operation))
	}
	d.get(t, "/Users?filter="+url.QueryEscape(`password eq "`+canary+`"`))
	d.get(t, "/Users?access_token="+canary)
	d.get(t, "/Users?filter="+url.QueryEscape(`userName eq "`+d.token+`"`))
	// These are answered with what was sent, so they go past the judge of answers.
	d.past(t, http.MethodGet, "/scim/v2/Users/"+d.token, "")
	d.past(t, http.MethodGet, "/scim/v2/"+d.token+"/Users", "")
	d.past(t, http.MethodPatch, "/scim/v2/Users/"+ana.ID, patchBody(`{"op":"`+d.token+`","path":"title","value":"`+d.token+`"}`))
	if got := len(log.requests(t, d)); got < 12 {
		t.Fatalf("%d requests are kept", got)
	}
	files, err := filepath.Glob(filepath.Join(log.folder, "muster-traffic.db*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("the log's files are %v, %v", files, err)
	}
	found := false
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		found = found || bytes.Contains(raw, []byte("kept-in-the-log"))
		for what, secret := range map[string]string{"password": canary, "token": d.token, "header": "Bearer ", "end of the token": d.token[len(d.token)-20:]} {
			if at := bytes.Index(raw, []byte(secret)); at >= 0 {
				t.Errorf("%s holds the %s: %q", filepath.Base(name), what, raw[max(0, at-200):at+20])
			}
		}
	}
	if !found {
		t.Error("the files do not hold what they should: the test looks at the wrong ones")
	}
}

// past sends a request past the network and the judge of answers, and returns
// the status.
func (d *door) past(t testing.TB, method, address, body string) int {
	t.Helper()
	request := httptest.NewRequest(method, address, strings.NewReader(body))
	request.Header.Set("Authorization", "Bearer "+d.token)
	answer := httptest.NewRecorder()
	d.handler.ServeHTTP(answer, request)
	return answer.Code
}

// hanging is a log whose database does not answer.
type hanging struct {
	traffic.Store
	until chan struct{}
}

func (h hanging) Write(context.Context, traffic.Batch) error {
	<-h.until
	return nil
}

// A log that cannot be written delays and fails nobody.
func TestHangingLogDelaysNobody(t *testing.T) {
	t.Parallel()
	until := make(chan struct{})
	recorder := traffic.NewRecorder(traffic.RecorderConfig{Store: hanging{until: until}, Now: time.Now})
	d := newDoor(t, sqliteOnce, doorOptions{recorder: recorder})
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for range 300 {
				if got := d.past(t, http.MethodGet, "/scim/v2/Users?count=1", ""); got != http.StatusOK {
					t.Errorf("the answer is %d", got)
				}
			}
		})
	}
	all.Wait() // for ever, if one of them waited for the log
	close(until)
	recorder.Close()
}

// A folder in which no log can be opened changes nothing for the provider.
func TestBrokenLogFailsNobody(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "muster-traffic.db"), bytes.Repeat([]byte("no database "), 1000), 0o600); err != nil {
		t.Fatal(err)
	}
	told := &logBuffer{}
	store := sqlstore.OpenTraffic(t.Context(), sqlstore.Location{Directory: folder}, sqlstore.Options{Logger: told.logger()})
	recorder := traffic.NewRecorder(traffic.RecorderConfig{Store: store, Now: time.Now, Logger: told.logger()})
	d := newDoor(t, sqliteOnce, doorOptions{recorder: recorder})
	d.person(t, "ana@fernhill.example")
	if err := recorder.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"the provisioning log cannot be opened", "the provisioning log cannot be written"} {
		if got := strings.Count(told.String(), want); got != 1 {
			t.Errorf("%q is logged %d times, want once:\n%s", want, got, told)
		}
	}
	recorder.Close()
	if err := store.Close(); err != nil {
		t.Error(err)
	}
}
