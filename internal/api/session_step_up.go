package api

// StepUp is what stepUpWithPassword takes.
type StepUp struct {
	Body struct {
		Password string `json:"password" minLength:"1" maxLength:"1024"`
	} `nameHint:"PasswordProof"`
}

func (s *Server) stepUpWithPassword(c *call, in *StepUp) (*Answer[Me], error) {
	return nil, errNotBuilt
}

func (s *Server) beginStepUpWithPasskey(c *call, in *Nothing) (*Answer[Ceremony], error) {
	return nil, errNotBuilt
}

func (s *Server) finishStepUpWithPasskey(c *call, in *FinishWithPasskey) (*Answer[Me], error) {
	return nil, errNotBuilt
}
