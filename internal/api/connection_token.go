package api

import "github.com/musterhq/muster/internal/directory"

// CreateSecretToken is what createSecretToken takes.
type CreateSecretToken struct {
	OfConnection
	Once
}

// SecretTokenMade is a connection with its new Secret Token.
type SecretTokenMade struct {
	Connection  Connection `json:"connection"`
	SecretToken string     `json:"secret_token" doc:"Shown only in this answer. It does not expire."`
}

func (s *Server) createSecretToken(c *call, in *CreateSecretToken) (*Answer[SecretTokenMade], error) {
	token, err := s.config.Administration.IssueToken(c.ctx, c.caller(), c.organization.ID, in.Connection)
	if err != nil {
		return nil, err
	}
	shown, err := s.connection(c, in.Connection)
	if err != nil {
		return nil, err
	}
	return &Answer[SecretTokenMade]{Body: SecretTokenMade{Connection: shown, SecretToken: token.Reveal()}}, nil
}

// OneSecretToken is what revokeSecretToken takes.
type OneSecretToken struct {
	OfConnection
	Token directory.CredentialID `path:"token" maxLength:"256" doc:"The Secret Token's id."`
}

func (s *Server) revokeSecretToken(c *call, in *OneSecretToken) (*Nothing, error) {
	return nil, s.config.Administration.RevokeToken(c.ctx, c.caller(), c.organization.ID, in.Connection, in.Token)
}
