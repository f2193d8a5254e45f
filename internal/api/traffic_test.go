package api_test

import (
	"archive/zip"
	"bytes"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/api"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/traffic"
)

// record records a request as the door for providers does, and returns when it
// is written.
func (w *world) record(organization directory.OrganizationID, connection directory.ConnectionID, id string, change ...func(*traffic.Request)) {
	w.Helper()
	notices, unsubscribe := w.recorder.Subscribe(organization)
	defer unsubscribe()
	request := &traffic.Request{
		ID: id, Organization: organization, Connection: connection, Provider: directory.Okta,
		Method: http.MethodGet, Route: "/scim/v2/Users", Path: "/scim/v2/Users", Kind: traffic.List, Status: http.StatusOK,
		Duration: 3 * time.Millisecond, Address: "198.51.100.7", UserAgent: "Okta SCIM Client 1.0.0",
	}
	for _, f := range change {
		f(request)
	}
	w.recorder.Record(request, traffic.Body{}, traffic.Body{})
	<-notices
}

// connected is an organization with a connection that has a token.
func (w *world) connected() (owner *client, organization directory.OrganizationID, connection api.Connection, token string) {
	w.Helper()
	organization = w.organization("Acme")
	owner = w.member(organization, "Olga Owner", directory.RoleOwner)
	opened := read[api.ConnectionOpened](owner.post(in(organization, "/connections"), map[string]any{"provider": "okta", "issue_token": true}).want(http.StatusCreated))
	return owner, organization, opened.Connection, *opened.SecretToken
}

func TestRequestsAreListedShownAndFound(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	owner, acme, connection, token := w.connected()
	ana := w.provision(token, "Ana Ruiz", "ana@example.com")
	w.record(acme, connection.ID, ana.request, func(r *traffic.Request) {
		r.Method, r.Kind, r.Status = http.MethodPost, traffic.Create, http.StatusCreated
		r.Person = traffic.Person{Member: ana.member, Identity: ana.identity, Name: "Ana Ruiz", UserName: "ana@example.com"}
	})
	w.record(acme, connection.ID, "slow", func(r *traffic.Request) { r.Duration = 2 * time.Second })
	w.record(acme, connection.ID, "refused", func(r *traffic.Request) {
		r.Method, r.Kind, r.Status, r.Detail = http.MethodPost, traffic.Create, http.StatusForbidden, "Every license is in use; buy more."
	})
	ids := func(query string) []string {
		t.Helper()
		var ids []string
		for _, request := range read[api.List[api.Request]](owner.get(in(acme, "/requests"+query)).want(http.StatusOK)).Items {
			ids = append(ids, request.ID)
		}
		return ids
	}
	for query, want := range map[string][]string{
		"":                              {"refused", "slow", ana.request},
		"?limit=2":                      {"refused", "slow"},
		"?outcome=refused":              {"refused"},
		"?method=GET":                   {"slow"},
		"?kind=list&kind=read":          {"slow"},
		"?slower_than_ms=1000":          {"slow"},
		"?person=" + string(ana.member): {ana.request},
		"?person=RUIZ":                  {ana.request},
		"?q=license":                    {"refused"},
		"?connection=nobody":            nil,
		"?until=2026-01-01T00:00:00Z":   nil,
	} {
		if got := ids(query); !slices.Equal(got, want) {
			t.Errorf("%s lists %v, want %v", query, got, want)
		}
	}
	page := read[api.List[api.Request]](owner.get(in(acme, "/requests?limit=2")))
	if got := ids("?limit=2&cursor=" + *page.NextCursor); !slices.Equal(got, []string{ana.request}) {
		t.Errorf("the second page lists %v", got)
	}
	detail := read[api.RequestDetail](owner.get(in(acme, "/requests/"+ana.request)).want(http.StatusOK))
	if len(detail.Entries) != 1 || detail.Entries[0].Kind != "member.created" || detail.Person.Name != "Ana Ruiz" || detail.Address != "198.51.100.7" {
		t.Errorf("the request is shown as %+v", detail)
	}
	if refused := read[api.RequestDetail](owner.get(in(acme, "/requests/refused"))); len(refused.Entries) != 0 || refused.Outcome != "refused" || refused.Detail == "" {
		t.Errorf("the refused one is shown as %+v", refused)
	}
	owner.get(in(acme, "/requests/nobody")).refused(http.StatusNotFound, "not_found")
}

func TestTheSupportBundleIsAZip(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	owner, acme, connection, token := w.connected()
	w.record(acme, connection.ID, "first")
	answer := owner.get(in(acme, "/requests/bundle?connection="+string(connection.ID))).want(http.StatusOK)
	if answer.header.Get("Content-Type") != "application/zip" || !strings.HasPrefix(answer.header.Get("Content-Disposition"), "attachment; filename=") {
		t.Errorf("it is answered as %v", answer.header)
	}
	archive, err := zip.NewReader(bytes.NewReader(answer.body), int64(len(answer.body)))
	w.ok(err)
	var names []string
	for _, file := range archive.File {
		names = append(names, file.Name)
	}
	if !slices.Contains(names, "requests.jsonl") || bytes.Contains(answer.body, []byte(token)) {
		t.Errorf("the bundle holds %v", names)
	}
	owner.get(in(acme, "/requests/bundle")).refused(http.StatusBadRequest, "invalid")
	owner.get(in(acme, "/requests/bundle?connection=nobody")).refused(http.StatusNotFound, "not_found")
}
