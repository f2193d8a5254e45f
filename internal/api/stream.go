package api

import "github.com/danielgtaylor/huma/v2"

// Stream is an answer that goes on.
type Stream struct {
	Body func(huma.Context)
}

func (s *Server) stream(c *call, in *InOrganization) (*Stream, error) { return nil, errNotBuilt }
