package api

import "github.com/musterhq/muster/internal/access"

// Joining is what whoever accepts a link tells of themselves.
type Joining struct {
	Name  string `json:"name,omitempty" maxLength:"1024" doc:"How you want to be called; only an invitation lets you choose."`
	Email string `json:"email,omitempty" maxLength:"1024" doc:"Your address, where the link asks for it (asks_email)."`
}

// AcceptWithPassword is what acceptLinkWithPassword takes.
type AcceptWithPassword struct {
	Body struct {
		Token
		Joining
		Password string `json:"password" minLength:"1" maxLength:"1024"`
	} `nameHint:"LinkPassword"`
}

// BeginAcceptance is what beginAcceptingLinkWithPasskey takes.
type BeginAcceptance struct {
	Body struct {
		Token
		Joining
	} `nameHint:"LinkPasskeyBegin"`
}

// FinishAcceptance is what finishAcceptingLinkWithPasskey takes.
type FinishAcceptance struct {
	Body struct {
		Proof
		Label string `json:"label,omitempty" maxLength:"100" doc:"What to call the passkey." example:"MacBook"`
	} `nameHint:"LinkPasskeyFinish"`
}

// OpenLink is what openSetupLink takes.
type OpenLink struct {
	Body Token
}

func (j Joining) acceptance(c *call, token Token) access.Acceptance {
	return access.Acceptance{Token: token.Token, Name: j.Name, Email: j.Email, Client: c.client}
}

func (s *Server) acceptLinkWithPassword(c *call, in *AcceptWithPassword) (*Answer[Me], error) {
	admission, err := s.config.Access.AcceptByPassword(c.ctx, in.Body.acceptance(c, in.Body.Token), in.Body.Password)
	return s.admitted(c, admission, err)
}

func (s *Server) beginAcceptingLinkWithPasskey(c *call, in *BeginAcceptance) (*Answer[Ceremony], error) {
	return ceremony(s.config.Access.BeginPasskeyAcceptance(c.ctx, in.Body.acceptance(c, in.Body.Token)))
}

func (s *Server) finishAcceptingLinkWithPasskey(c *call, in *FinishAcceptance) (*Answer[Me], error) {
	admission, err := s.config.Access.FinishPasskeyAcceptance(c.ctx, in.Body.Ceremony, in.Body.Credential, in.Body.Label, c.client)
	return s.admitted(c, admission, err)
}

func (s *Server) openSetupLink(c *call, in *OpenLink) (*Answer[Me], error) {
	admission, err := s.config.Access.OpenSetupLink(c.ctx, in.Body.Token, c.client)
	return s.admitted(c, admission, err)
}
