package api

func (s *Server) getInstallation(c *call, _ *Nothing) (*Answer[Installation], error) {
	firstRun, err := s.config.Access.FirstRun(c.ctx)
	if err != nil {
		return nil, err
	}
	return &Answer[Installation]{Body: Installation{
		Name:           s.config.Name,
		Version:        s.config.Version,
		PublicURL:      s.base(c.r),
		SupportContact: s.config.SupportContact,
		FirstRun:       firstRun,
		Passkeys:       s.config.Access.Passkeys(),
	}}, nil
}
