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

func (s *Server) listMyPasskeys(c *call, in *Nothing) (*Answer[All[Passkey]], error) {
	return nil, errNotBuilt
}

func (s *Server) beginAddingPasskey(c *call, in *Nothing) (*Answer[Ceremony], error) {
	return nil, errNotBuilt
}

func (s *Server) finishAddingPasskey(c *call, in *AddPasskey) (*Answer[Passkey], error) {
	return nil, errNotBuilt
}

func (s *Server) renameMyPasskey(c *call, in *RenamePasskey) (*Answer[Passkey], error) {
	return nil, errNotBuilt
}

func (s *Server) removeMyPasskey(c *call, in *OnePasskey) (*Nothing, error) { return nil, errNotBuilt }
