package scimserver_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// answer is what the door answered.
type answer struct {
	method string
	asked  string // method and address
	status int
	header http.Header
	body   []byte
}

// leaks finds what an answer must never show of the inside.
var leaks = regexp.MustCompile(`(?i)\bsql|sqlite|postgres|pgx|\.go\b|goroutine|panic|runtime error|nil pointer|/root/|/home/|/tmp/|/var/|muster_scim_|0x[0-9a-f]{6}|%!`)

// requestName is the request as a detail names it: by chance that may spell anything.
var requestName = regexp.MustCompile(`Request [A-Z2-7]{26}\.$`)

// broken says which rule for all answers this one breaks, or nothing.
func (a answer) broken() string {
	if a.status == http.StatusNoContent {
		if len(a.body) > 0 || a.header.Get("Content-Type") != "" {
			return "an answer without content has some"
		}
		return ""
	}
	if types := a.header.Values("Content-Type"); !slices.Equal(types, []string{"application/scim+json"}) {
		return fmt.Sprintf("the content type is %q", types)
	}
	if a.header.Get("X-Request-Id") == "" {
		return "the answer names no request id"
	}
	if a.method == http.MethodHead {
		return ""
	}
	if !json.Valid(a.body) || !utf8.Valid(a.body) {
		return "the answer is not JSON"
	}
	if a.status < 400 {
		return ""
	}
	return a.brokenError()
}

func (a answer) brokenError() string {
	var got wireError
	if err := json.Unmarshal(a.body, &got); err != nil {
		return err.Error()
	}
	switch {
	case !slices.Equal(got.Schemas, []string{"urn:ietf:params:scim:api:messages:2.0:Error"}):
		return "the error has not the schema of one"
	case got.Status != strconv.Itoa(a.status):
		return "the error's status is not the answer's, as a string"
	case a.status >= 500 && a.status != http.StatusNotImplemented:
		return "the server failed"
	case leaks.MatchString(requestName.ReplaceAllString(got.Detail, "")):
		return "the detail shows something of the inside"
	case a.status == http.StatusUnauthorized && a.header.Get("WWW-Authenticate") == "":
		return "401 does not say how to authenticate"
	case a.status == http.StatusMethodNotAllowed && a.header.Get("Allow") == "":
		return "405 does not say what is allowed"
	}
	return brokenSentence(got.Detail)
}

// brokenSentence says what keeps a text from being a sentence for the person who
// reads it in the identity provider.
func brokenSentence(text string) string {
	first, _ := utf8.DecodeRuneInString(text)
	switch {
	case text == "":
		return "there is no detail"
	case !unicode.IsUpper(first):
		return "the detail does not begin like a sentence"
	case !strings.HasSuffix(text, "."):
		return "the detail does not end like a sentence"
	case strings.Contains(text, "\n"):
		return "the detail has several lines"
	case len(text) > 1000:
		return "the detail is longer than anybody reads"
	}
	return ""
}

// want fails the test at once unless the answer has this status.
func (a answer) want(t testing.TB, status int) answer {
	t.Helper()
	if a.status != status {
		t.Fatalf("%s is answered %d %.1000s\nwant %d", a.asked, a.status, a.body, status)
	}
	return a
}

// done fails the test at once unless the request was carried out: a large group
// is answered without content.
func (a answer) done(t testing.TB) {
	t.Helper()
	if a.status != http.StatusOK && a.status != http.StatusNoContent {
		t.Fatalf("%s is answered %d %.1000s", a.asked, a.status, a.body)
	}
}

// refused fails the test unless the answer is an error of this status and type
// whose sentence holds all the words.
func (a answer) refused(t testing.TB, status int, scimType string, words ...string) wireError {
	t.Helper()
	got := decode[wireError](t, a)
	if a.status != status || got.ScimType != scimType {
		t.Errorf("%s is answered %d %q (%.1000s)\nwant %d %q", a.asked, a.status, got.ScimType, a.body, status, scimType)
	}
	for _, word := range words {
		if !strings.Contains(got.Detail, word) {
			t.Errorf("%s is refused with %q\nwant %q in it", a.asked, got.Detail, word)
		}
	}
	return got
}

// decode reads an answer into a type of the wire.
func decode[T any](t testing.TB, a answer) T {
	t.Helper()
	var got T
	if err := json.Unmarshal(a.body, &got); err != nil {
		t.Fatalf("%s is answered %d %.1000s: %v", a.asked, a.status, a.body, err)
	}
	return got
}

// The shapes of answers, as a client that knows nothing of the server reads
// them.

type wireError struct {
	Schemas  []string `json:"schemas"`
	Status   string   `json:"status"`
	ScimType string   `json:"scimType"`
	Detail   string   `json:"detail"`
}

type wireList[T any] struct {
	Schemas      []string `json:"schemas"`
	TotalResults *int     `json:"totalResults"`
	StartIndex   *int     `json:"startIndex"`
	ItemsPerPage *int     `json:"itemsPerPage"`
	Resources    []T      `json:"Resources"`
}

type wireMeta struct {
	ResourceType string `json:"resourceType"`
	Created      string `json:"created"`
	LastModified string `json:"lastModified"`
	Location     string `json:"location"`
}

type wireName struct {
	Formatted  string `json:"formatted"`
	FamilyName string `json:"familyName"`
	GivenName  string `json:"givenName"`
}

type wireValue struct {
	Value   string `json:"value"`
	Ref     string `json:"$ref"`
	Display string `json:"display"`
	Type    string `json:"type"`
	Primary bool   `json:"primary"`
}

type wireUser struct {
	Schemas     []string    `json:"schemas"`
	ID          string      `json:"id"`
	ExternalID  string      `json:"externalId"`
	UserName    string      `json:"userName"`
	DisplayName string      `json:"displayName"`
	Title       string      `json:"title"`
	Name        wireName    `json:"name"`
	Emails      []wireValue `json:"emails"`
	Active      *bool       `json:"active"`
	Groups      []wireValue `json:"groups"`
	Meta        wireMeta    `json:"meta"`
}

type wireGroup struct {
	Schemas     []string     `json:"schemas"`
	ID          string       `json:"id"`
	ExternalID  string       `json:"externalId"`
	DisplayName string       `json:"displayName"`
	Members     *[]wireValue `json:"members"`
	Meta        wireMeta     `json:"meta"`
}

// memberIDs are the ids of a group's members, sorted.
func (g wireGroup) memberIDs() []string {
	ids := []string{}
	if g.Members != nil {
		for _, member := range *g.Members {
			ids = append(ids, member.Value)
		}
	}
	slices.Sort(ids)
	return ids
}
