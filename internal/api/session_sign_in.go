package api

import "github.com/musterhq/muster/internal/directory"

// SignIn is what signInWithPassword takes.
type SignIn struct {
	Body struct {
		Email        string                   `json:"email" minLength:"1" maxLength:"1024" example:"ana@example.com"`
		Password     string                   `json:"password" minLength:"1" maxLength:"1024"`
		Organization directory.OrganizationID `json:"organization,omitempty" maxLength:"256" doc:"Which one, where address and password fit several."`
	} `nameHint:"PasswordSignIn"`
}

// Choose lists the organizations that an address and password fit.
type Choose struct {
	Choose []OrganizationReference `json:"choose" nullable:"false"`
}

// SignedIn is Me with 201, or Choose with 200.
type SignedIn struct {
	Status int
	Body   any
}

func (s *Server) signInWithPassword(c *call, in *SignIn) (*SignedIn, error) { return nil, errNotBuilt }

func (s *Server) beginSignInWithPasskey(c *call, in *Nothing) (*Answer[Ceremony], error) {
	return nil, errNotBuilt
}

func (s *Server) finishSignInWithPasskey(c *call, in *FinishWithPasskey) (*Answer[Me], error) {
	return nil, errNotBuilt
}
