package api

import (
	"bytes"
	"encoding/json"
	"io"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/musterhq/muster/internal/browser"
)

// documentPath is where the OpenAPI document is answered.
const documentPath = "/api/openapi.json"

// description opens the OpenAPI document.
const description = "Everything that the control panel can do, for programs too. " +
	"Send an API key as `Authorization: Bearer muster_key_…`. " +
	"Errors are `application/problem+json`: `detail` says what is wrong in one sentence, `remedy` what to do, `code` is for programs. " +
	"Lists answer `next_cursor`; send it back as `cursor`. " +
	"Requests that make something take an `Idempotency-Key`, those that change something an `If-Match`."

// newDocument makes the frame of the OpenAPI document. It is the same for every
// installation, so that it can be compared with what is committed.
func newDocument() huma.Config {
	return huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info: &huma.Info{
				Title:       "Muster",
				Version:     "1",
				Description: description,
				License:     &huma.License{Name: "Apache 2.0", Identifier: "Apache-2.0"},
			},
			Components: &huma.Components{
				Schemas: huma.NewMapRegistry(schemas, schemaName),
				SecuritySchemes: map[string]*huma.SecurityScheme{
					"session": {Type: "apiKey", In: "cookie", Name: browser.SecurePrefix + browser.Session, Description: "The control panel's session of a person who is signed in."},
					"key":     {Type: "http", Scheme: "bearer", BearerFormat: "muster_key_…", Description: "An API key."}, //nolint:gosec // the form of a key, and no key
				},
			},
			Tags: []*huma.Tag{
				{Name: tagSignIn, Description: "How people come in."},
				{Name: tagMe, Description: "Whoever is signed in, and how they sign in."},
				{Name: tagOrganizations, Description: "The organizations of an installation, and one of them as a whole."},
				{Name: tagMembers, Description: "The people of an organization."},
				{Name: tagTeams, Description: "Teams, pushed by a provider or made by hand."},
				{Name: tagConnections, Description: "The identity providers that provision an organization."},
				{Name: tagActivity, Description: "What happened, by whom."},
				{Name: tagRequests, Description: "What the providers asked and were answered."},
				{Name: tagAPIKeys, Description: "Keys for programs."},
			},
		},
		// "json" is for application/problem+json: huma looks behind the plus.
		Formats:                      map[string]huma.Format{"application/json": jsonFormat, "json": jsonFormat},
		DefaultFormat:                "application/json",
		RejectUnknownQueryParameters: true,
		Transformers:                 []huma.Transformer{translateProblem},
	}
}

// jsonFormat writes JSON without HTML's escapes: no answer is HTML, and says so.
var jsonFormat = huma.Format{
	Marshal: func(w io.Writer, v any) error {
		encoder := json.NewEncoder(w)
		encoder.SetEscapeHTML(false)
		return encoder.Encode(v)
	},
	Unmarshal: json.Unmarshal,
}

// schemaName names lists after what they hold: MemberList, not ListMember.
func schemaName(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	for _, generic := range []string{"List", "All"} {
		if inner, found := strings.CutPrefix(name, generic); found && strings.HasPrefix(t.Name(), generic+"[") {
			return inner + map[string]string{"List": "List", "All": "Items"}[generic]
		}
	}
	return name
}

// Document returns the OpenAPI document.
func (s *Server) Document() []byte { return s.document }

func (s *Server) writeDocument() []byte {
	compact, err := json.Marshal(s.huma.OpenAPI())
	if err != nil {
		panic(err) // the shapes are fixed when the program is built
	}
	var document bytes.Buffer
	if err := json.Indent(&document, compact, "", "  "); err != nil {
		panic(err)
	}
	document.WriteByte('\n')
	return document.Bytes()
}
