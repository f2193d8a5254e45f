package api

import (
	"context"
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
)

var errNotBuilt = errors.New("not built yet")

const maxBody = 1 << 20
const secureCookie = "__Host-muster_session"

type call struct{ ctx context.Context }

func callOf(ctx context.Context) *call { return &call{ctx} }

func (s *Server) gate(route) func(huma.Context, func(huma.Context)) {
	return func(c huma.Context, next func(huma.Context)) { next(c) }
}
func (s *Server) problem(context.Context, error) error {
	return &Problem{Status: http.StatusInternalServerError}
}
func translateProblem(_ huma.Context, _ string, v any) (any, error) { return v, nil }
