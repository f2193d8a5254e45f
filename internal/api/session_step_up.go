package api

import "github.com/musterhq/muster/internal/access"

// StepUp is what stepUpWithPassword takes.
type StepUp struct {
	Body struct {
		Password string `json:"password" minLength:"1" maxLength:"1024"`
	} `nameHint:"PasswordProof"`
}

func (s *Server) stepUpWithPassword(c *call, in *StepUp) (*Answer[Me], error) {
	proved, err := s.config.Access.StepUpByPassword(c.ctx, c.principal, in.Body.Password, c.client)
	return s.proved(c, proved, err)
}

func (s *Server) beginStepUpWithPasskey(c *call, _ *Nothing) (*Answer[Ceremony], error) {
	return ceremony(s.config.Access.BeginPasskeyStepUp(c.ctx, c.principal))
}

func (s *Server) finishStepUpWithPasskey(c *call, in *FinishWithPasskey) (*Answer[Me], error) {
	proved, err := s.config.Access.FinishPasskeyStepUp(c.ctx, c.principal, in.Body.Ceremony, in.Body.Credential)
	return s.proved(c, proved, err)
}

func (s *Server) proved(c *call, proved access.Principal, err error) (*Answer[Me], error) {
	if err != nil {
		return nil, err
	}
	c.principal = proved
	return s.me(c)
}
