package api

// AcceptWithPassword is what acceptLinkWithPassword takes.
type AcceptWithPassword struct {
	Body struct {
		Token
		Name     string `json:"name,omitempty" maxLength:"1024" doc:"How you want to be called, where it differs from what the link says."`
		Password string `json:"password" minLength:"1" maxLength:"1024"`
	} `nameHint:"LinkPassword"`
}

// BeginAcceptance is what beginAcceptingLinkWithPasskey takes.
type BeginAcceptance struct {
	Body struct {
		Token
		Name string `json:"name,omitempty" maxLength:"1024"`
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

func (s *Server) acceptLinkWithPassword(c *call, in *AcceptWithPassword) (*Answer[Me], error) {
	return nil, errNotBuilt
}

func (s *Server) beginAcceptingLinkWithPasskey(c *call, in *BeginAcceptance) (*Answer[Ceremony], error) {
	return nil, errNotBuilt
}

func (s *Server) finishAcceptingLinkWithPasskey(c *call, in *FinishAcceptance) (*Answer[Me], error) {
	return nil, errNotBuilt
}

func (s *Server) openSetupLink(c *call, in *OpenLink) (*Answer[Me], error) { return nil, errNotBuilt }
