package scimserver_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// FuzzRequest sends whole requests. Whatever they hold, the answer keeps the
// rules for all answers, nothing fails, and what is refused leaves no trace in
// the journal.
func FuzzRequest(f *testing.F) {
	d := newDoor(f, sqliteOnce, doorOptions{})
	ada := d.person(f, "ada@example.com")
	crew := d.pushed(f, "Crew", ada.ID)
	for _, body := range badBodies {
		f.Add("POST", "/Users", "", body)
		f.Add("PUT", "/Groups/"+crew.ID, "attributes=id", body)
	}
	for _, text := range garbage {
		f.Add("GET", "/Users", "filter="+url.QueryEscape("userName eq "+quoted(text)), "")
		f.Add("GET", "/Groups", "filter="+url.QueryEscape(text)+"&count=1", "")
		f.Add("GET", "/"+url.PathEscape(text), text, text)
		f.Add("PATCH", "/Users/"+ada.ID, "", patchBody(`{"op":"add","path":`+quoted(text)+`,"value":`+quoted(text)+`}`))
	}
	for _, seed := range [][4]string{
		{"POST", "/Users", "", personBody("new@example.com")},
		{"PUT", "/Users/" + ada.ID, "excludedAttributes=emails", personBody("ada@example.com")},
		{"PATCH", "/Users/" + ada.ID, "", patchBody(`{"op":"Replace","path":"emails[type eq \"work\"].value","value":"x"}`, `{"op":"replace","value":{"active":"False","name.givenName":"x"}}`)},
		{"PATCH", "/Groups/" + crew.ID, "attributes=members", patchBody(`{"op":"remove","path":"members[value eq \"`+ada.ID+`\"]"}`, `{"op":"add","path":"members","value":`+memberList(ada.ID, "x")+`}`)},
		{"POST", "/Groups", "", groupBody("New", ada.ID)},
		{"GET", "/Users", `filter=emails[type eq "work" and value co "a"] or not (active eq true)&startIndex=2&count=3`, ""},
		{"GET", "/Groups", "filter=members[value%20eq%20%22" + ada.ID + "%22]&excludedAttributes=members", ""},
		{"DELETE", "/Groups/x", "", ""},
		{"OPTIONS", "//Users/", "", ""},
		{"HEAD", "/Schemas", "", ""},
		{"GET", "/Users%2F..", "", ""},
	} {
		f.Add(seed[0], seed[1], seed[2], seed[3])
	}
	prefix := "/scim/v2/" + string(d.connection.ID)
	f.Fuzz(func(t *testing.T, method, path, query, body string) {
		target, err := url.ParseRequestURI(prefix + path)
		if err != nil || strings.ContainsAny(method, " \r\n\x00") || method == "" {
			t.Skip("no server is sent this")
		}
		target.RawQuery = query
		request := &http.Request{
			Method: method, URL: target, Host: "tenant.example", Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
			Header:        http.Header{"Authorization": {"Bearer " + d.token}, "Content-Type": {"application/scim+json"}},
			Body:          http.NoBody,
			ContentLength: int64(len(body)),
		}
		if body != "" {
			request.Body = readCloser{strings.NewReader(body)}
		}
		head := d.head(t)
		recorder := httptest.NewRecorder()
		d.handler.ServeHTTP(recorder, request.WithContext(t.Context()))
		got := answer{method: method, asked: fmt.Sprintf("%s %s", method, target), status: recorder.Code, header: recorder.Header(), body: recorder.Body.Bytes()}
		if broken := got.broken(); broken != "" {
			t.Fatalf("%s: %s\n%d %.500s\nbody %q", got.asked, broken, got.status, got.body, body)
		}
		if got.status >= 400 && d.head(t) != head {
			t.Fatalf("%s is answered %d %s and changed the directory", got.asked, got.status, got.body)
		}
	})
}

type readCloser struct{ *strings.Reader }

func (readCloser) Close() error { return nil }
