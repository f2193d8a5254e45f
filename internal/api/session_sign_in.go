package api

import (
	"net/http"

	"github.com/musterhq/muster/internal/access"
	"github.com/musterhq/muster/internal/directory"
)

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

func (s *Server) signInWithPassword(c *call, in *SignIn) (*SignedIn, error) {
	admission, fitting, err := s.config.Access.SignInByPassword(c.ctx, access.PasswordSignIn{
		Email:        in.Body.Email,
		Password:     in.Body.Password,
		Organization: in.Body.Organization,
		Client:       c.client,
	})
	if err != nil {
		return nil, err
	}
	if len(fitting) > 0 {
		choose := Choose{Choose: make([]OrganizationReference, len(fitting))}
		for i, organization := range fitting {
			choose.Choose[i] = OrganizationReference{ID: organization.ID, Name: organization.Name}
		}
		return &SignedIn{Status: http.StatusOK, Body: choose}, nil
	}
	me, err := s.admitted(c, admission, nil)
	if err != nil {
		return nil, err
	}
	return &SignedIn{Status: http.StatusCreated, Body: me.Body}, nil
}

func (s *Server) beginSignInWithPasskey(c *call, _ *Nothing) (*Answer[Ceremony], error) {
	return ceremony(s.config.Access.BeginPasskeySignIn(c.ctx, c.client))
}

func (s *Server) finishSignInWithPasskey(c *call, in *FinishWithPasskey) (*Answer[Me], error) {
	admission, err := s.config.Access.FinishPasskeySignIn(c.ctx, in.Body.Ceremony, in.Body.Credential, c.client)
	return s.admitted(c, admission, err)
}

// admitted hands the browser the secret of the new session and says who it is.
func (s *Server) admitted(c *call, admission access.Admission, err error) (*Answer[Me], error) {
	if err != nil {
		return nil, err
	}
	c.principal = admission.Principal
	me, err := s.me(c)
	if err != nil {
		return nil, err
	}
	s.cookies().SetSession(c.w, c.r, admission.Secret.Reveal(), admission.Principal.ExpiresAt)
	return me, nil
}
