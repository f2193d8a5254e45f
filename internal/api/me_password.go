package api

// SetPassword is what setMyPassword takes.
type SetPassword struct {
	Body struct {
		Password string `json:"password" minLength:"1" maxLength:"1024"`
		Current  string `json:"current,omitempty" maxLength:"1024" doc:"The password until now, where there is one."`
	} `nameHint:"PasswordChange"`
}

func (s *Server) setMyPassword(c *call, in *SetPassword) (*Nothing, error) { return nil, errNotBuilt }

func (s *Server) removeMyPassword(c *call, in *Nothing) (*Nothing, error) { return nil, errNotBuilt }
