package api

func (s *Server) getConnectionHealth(c *call, in *OfConnection) (*Answer[Health], error) {
	reader := c.view()
	connection, err := reader.Connection(in.Connection)
	if err != nil {
		return nil, err
	}
	_, health, err := s.healthOf(c, reader, connection)
	if err != nil {
		return nil, err
	}
	test, tested, err := s.config.Traffic.LastTest(c.ctx, connection)
	if err != nil {
		return nil, err
	}
	if tested {
		health.LastTest = &ConnectionTest{At: Time(test.At), Passed: test.Passed, Sentence: test.Said.Detail, Saying: sayingOf(test.Said), RequestID: test.Request}
	}
	return &Answer[Health]{Body: health}, nil
}
