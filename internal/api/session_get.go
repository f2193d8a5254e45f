package api

func (s *Server) getSession(c *call, in *Nothing) (*Answer[Me], error) { return nil, errNotBuilt }

func (s *Server) signOut(c *call, in *Nothing) (*Nothing, error) { return nil, errNotBuilt }
