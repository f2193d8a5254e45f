package api

// OneGuideStep is for routes about one step of the guide.
type OneGuideStep struct {
	OfConnection
	Step string `path:"step" maxLength:"64" pattern:"^[a-z0-9_-]+$" patternDescription:"small letters, digits, - and _" doc:"The panel's own name of the step."`
}

func (s *Server) getGuide(c *call, in *OfConnection) (*Answer[Guide], error) { return nil, errNotBuilt }

func (s *Server) tickGuideStep(c *call, in *OneGuideStep) (*Answer[Guide], error) {
	return nil, errNotBuilt
}

func (s *Server) untickGuideStep(c *call, in *OneGuideStep) (*Answer[Guide], error) {
	return nil, errNotBuilt
}
