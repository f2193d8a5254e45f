package scim_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/musterhq/muster/scim"
)

func containsText(s, part string) bool { return strings.Contains(s, part) }

func TestListResponse(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		list      scim.ListResponse
		resources [][]byte
		want      string
	}{
		{
			scim.ListResponse{StartIndex: 1},
			nil,
			`{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":0,"startIndex":1,"itemsPerPage":0,"Resources":[]}`,
		},
		{
			scim.ListResponse{TotalResults: 5, StartIndex: 3, ItemsPerPage: 2, NextCursor: "n", PreviousCursor: "p"},
			[][]byte{[]byte(`{"id":"1"}`), []byte(`{}`)},
			`{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":5,"startIndex":3,"itemsPerPage":2,` +
				`"previousCursor":"p","nextCursor":"n","Resources":[{"id":"1"},{}]}`,
		},
	} {
		if got := string(tt.list.AppendJSON(nil, tt.resources...)); got != tt.want {
			t.Errorf("\n got %s\nwant %s", got, tt.want)
		}
	}
}

func TestError(t *testing.T) {
	t.Parallel()
	for want, e := range map[string]*scim.Error{
		`{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"scimType":"uniqueness","detail":"say \"hi\"","status":"409"}`: {
			Status: 409, Type: scim.Uniqueness, Detail: `say "hi"`, Err: errors.New("secret"),
		},
		`{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"detail":"no","status":"404"}`: {Status: 404, Detail: "no"},
		`{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"400"}`:               {},
	} {
		got, err := json.Marshal(e)
		if err != nil || string(got) != want {
			t.Errorf("\n got %s\nwant %s", got, want)
		}
	}
	cause := errors.New("cause")
	e := &scim.Error{Detail: "sentence", Err: cause}
	if e.Error() != "sentence" || !errors.Is(e, cause) {
		t.Error("the error hides its detail or its cause")
	}
}

// RFC 7644 Table 9 in its order, then RFC 9865.
func TestErrorTypes(t *testing.T) {
	t.Parallel()
	got := []scim.ErrorType{
		scim.InvalidFilter, scim.TooMany, scim.Uniqueness, scim.Mutability, scim.InvalidSyntax, scim.InvalidPath, scim.NoTarget,
		scim.InvalidValue, scim.InvalidVers, scim.Sensitive, scim.InvalidCursor, scim.ExpiredCursor, scim.InvalidCount,
	}
	want := strings.Fields("invalidFilter tooMany uniqueness mutability invalidSyntax invalidPath noTarget invalidValue invalidVers sensitive " +
		"invalidCursor expiredCursor invalidCount")
	for i, w := range want {
		if string(got[i]) != w {
			t.Errorf("%s is written %s", w, got[i])
		}
	}
}

func TestServiceProviderConfig(t *testing.T) {
	t.Parallel()
	c := scim.ServiceProviderConfig{
		DocumentationURI: "https://example.com/help", Patch: true, Filter: &scim.FilterFeature{MaxResults: 200},
		Pagination: scim.Pagination{Index: true, DefaultMethod: "index", DefaultPageSize: 100, MaxPageSize: 200},
		AuthenticationSchemes: []scim.AuthenticationScheme{{
			Type: "oauthbearertoken", Name: "Secret Token", Description: "The token of the connection.", Primary: true,
		}},
	}
	const want = `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],"documentationUri":"https://example.com/help",` +
		`"patch":{"supported":true},"bulk":{"supported":false,"maxOperations":0,"maxPayloadSize":0},"filter":{"supported":true,"maxResults":200},` +
		`"changePassword":{"supported":false},"sort":{"supported":false},"etag":{"supported":false},` +
		`"pagination":{"cursor":false,"index":true,"defaultPaginationMethod":"index","defaultPageSize":100,"maxPageSize":200},` +
		`"authenticationSchemes":[{"type":"oauthbearertoken","name":"Secret Token","description":"The token of the connection.","primary":true}],` +
		`"interopProfileConformant":false,"meta":{"resourceType":"ServiceProviderConfig","location":"https://example.com/c"}}`
	if got := string(c.AppendJSON(nil, "https://example.com/c")); got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}
