package api

// AddPasskey is what finishAddingPasskey takes.
type AddPasskey struct {
	Body struct {
		Proof
		Name string `json:"name" minLength:"1" maxLength:"100" example:"MacBook"`
	} `nameHint:"PasskeyAdd"`
}

// OnePasskey is for routes about one passkey.
type OnePasskey struct {
	Passkey string `path:"passkey" maxLength:"2048"`
}

// RenamePasskey is what renameMyPasskey takes.
type RenamePasskey struct {
	OnePasskey
	Body struct {
		Name string `json:"name" minLength:"1" maxLength:"100"`
	} `nameHint:"PasskeyRename"`
}

func (s *Server) listMyPasskeys(c *call, _ *Nothing) (*Answer[All[Passkey]], error) {
	methods, err := s.config.Access.Methods(c.ctx, c.principal.Organization.ID, c.principal.Member.ID)
	if err != nil {
		return nil, err
	}
	passkeys := make([]Passkey, len(methods.Passkeys))
	for i, passkey := range methods.Passkeys {
		passkeys[i] = passkeyOf(passkey)
	}
	return &Answer[All[Passkey]]{Body: All[Passkey]{Items: passkeys}}, nil
}

func (s *Server) beginAddingPasskey(c *call, _ *Nothing) (*Answer[Ceremony], error) {
	return ceremony(s.config.Access.BeginPasskey(c.ctx, c.principal))
}

func (s *Server) finishAddingPasskey(c *call, in *AddPasskey) (*Answer[Passkey], error) {
	added, err := s.config.Access.FinishPasskey(c.ctx, c.principal, in.Body.Ceremony, in.Body.Credential, in.Body.Name)
	if err != nil {
		return nil, err
	}
	return &Answer[Passkey]{Body: passkeyOf(added)}, nil
}

func (s *Server) renameMyPasskey(c *call, in *RenamePasskey) (*Answer[Passkey], error) {
	renamed, err := s.config.Access.RenamePasskey(c.ctx, c.principal, credentialID(in.Passkey), in.Body.Name)
	if err != nil {
		return nil, err
	}
	return &Answer[Passkey]{Body: passkeyOf(renamed)}, nil
}

func (s *Server) removeMyPasskey(c *call, in *OnePasskey) (*Nothing, error) {
	return nil, s.config.Access.RemovePasskey(c.ctx, c.principal, credentialID(in.Passkey))
}
