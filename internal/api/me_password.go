package api

import "github.com/musterhq/muster/internal/access"

// SetPassword is what setMyPassword takes.
type SetPassword struct {
	Body struct {
		Password string `json:"password" minLength:"1" maxLength:"1024"`
		Current  string `json:"current,omitempty" maxLength:"1024" doc:"The password until now: it stands for a fresh proof."`
	} `nameHint:"PasswordChange"`
}

func (s *Server) setMyPassword(c *call, in *SetPassword) (*Nothing, error) {
	return nil, s.config.Access.SetPassword(c.ctx, c.principal, access.PasswordChange{
		Password: in.Body.Password,
		Current:  in.Body.Current,
		Client:   c.client,
	})
}

func (s *Server) removeMyPassword(c *call, _ *Nothing) (*Nothing, error) {
	return nil, s.config.Access.RemovePassword(c.ctx, c.principal)
}
