package api

import (
	"context"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/musterhq/muster/internal/directory"
)

// register makes the row of the table with this id answer by handle. A route
// without a row cannot be registered.
func register[I, O any](s *Server, id string, handle func(*call, *I) (*O, error)) {
	r, known := routeNamed(id)
	if !known || s.registered[id] {
		panic("api: the route " + id + " has no row, or is registered twice")
	}
	s.registered[id] = true
	operation := s.operation(r)
	operation.Middlewares = huma.Middlewares{s.gate(r)}
	huma.Register(s.huma, operation, func(ctx context.Context, in *I) (*O, error) {
		c := callOf(ctx)
		out, err := handle(c, in)
		if err != nil {
			return nil, s.problem(c, err)
		}
		return out, nil
	})
}

// operation describes a row for the OpenAPI document.
func (s *Server) operation(r route) huma.Operation {
	problem := s.huma.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[Problem](), true, "")
	operation := huma.Operation{
		Method:          r.method,
		Path:            root + r.path,
		OperationID:     r.id,
		Summary:         r.summary,
		Description:     r.description(),
		Tags:            []string{r.tag},
		DefaultStatus:   r.status,
		Security:        r.security(),
		MaxBodyBytes:    maxBody + 1, // the gate has read the body and refused what is longer
		BodyReadTimeout: -1,          // and the listener sets the pace
		Responses: map[string]*huma.Response{
			"default": {Description: "A refusal, with the reason and what to do", Content: map[string]*huma.MediaType{problemType: {Schema: problem}}},
		},
	}
	if r.id == "signInWithPassword" {
		operation.Responses["201"] = s.answers(reflect.TypeFor[Me](), "Signed in")
		operation.Responses["200"] = s.answers(reflect.TypeFor[Choose](), "Address and password fit several organizations: send one of them along")
	}
	if r.streams != "" {
		operation.Responses["200"] = &huma.Response{
			Description: "The stream",
			Content:     map[string]*huma.MediaType{r.streams: {Schema: &huma.Schema{Type: huma.TypeString}}},
		}
	}
	return operation
}

func (s *Server) answers(body reflect.Type, description string) *huma.Response {
	schema := s.huma.OpenAPI().Components.Schemas.Schema(body, true, "")
	return &huma.Response{Description: description, Content: map[string]*huma.MediaType{"application/json": {Schema: schema}}}
}

// description says in the document what the table says.
func (r route) description() string {
	var b strings.Builder
	b.WriteString("Open to: " + r.may.String() + ".")
	if len(r.scopes) > 0 {
		b.WriteString(" API keys: " + scopeNames(r.scopes) + ".")
	}
	switch r.stepUp {
	case always:
		b.WriteString(" People must have proved who they are within the last ten minutes, else the answer is `step_up_required`.")
	case sometimes:
		b.WriteString(" May answer `step_up_required`.")
	case never:
	}
	if r.secret && r.once {
		b.WriteString(" The answer shows a secret once: repeated under its Idempotency-Key it is refused, and nothing is made twice.")
	}
	return b.String()
}

func scopeNames(scopes []directory.Scope) string {
	names := make([]string, len(scopes))
	for i, scope := range scopes {
		names[i] = string(scope)
	}
	return strings.Join(names, " or ")
}

func (r route) security() []map[string][]string {
	if r.may.includes(anyone) {
		return []map[string][]string{}
	}
	security := []map[string][]string{{"session": {}}}
	if len(r.scopes) > 0 {
		security = append(security, map[string][]string{"key": {}})
	}
	return security
}

// tidyDocument takes out of the document what huma put there unasked: its own
// form of errors, which is never answered.
func tidyDocument(document *huma.OpenAPI) {
	for _, name := range []string{"ErrorModel", "ErrorDetail"} {
		delete(document.Components.Schemas.Map(), name)
	}
	for _, item := range document.Paths {
		for _, operation := range []*huma.Operation{item.Get, item.Post, item.Put, item.Patch, item.Delete} {
			if operation == nil {
				continue
			}
			for status := range operation.Responses {
				if code, err := strconv.Atoi(status); err == nil && code >= 400 {
					delete(operation.Responses, status)
				}
			}
			slices.SortStableFunc(operation.Parameters, func(a, b *huma.Param) int { return strings.Compare(order(a), order(b)) })
		}
	}
}

// order puts parameters in the path first, headers last.
func order(p *huma.Param) string {
	return map[string]string{"path": "1", "query": "2", "header": "3"}[p.In]
}
