package api

import (
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/secret"
)

// CreateConnection is what createConnection takes.
type CreateConnection struct {
	InOrganization
	Once
	Body struct {
		Provider   Provider `json:"provider"`
		Preset     *Preset  `json:"preset,omitempty" doc:"Whose rules the connection follows; standard without it."`
		IssueToken bool     `json:"issue_token" doc:"Whether to generate a Secret Token at once."`
	} `nameHint:"ConnectionCreate"`
}

// UpdateConnection is what updateConnection takes.
type UpdateConnection struct {
	OfConnection
	IfMatch
	Body struct {
		State  *ConnectionState `json:"state,omitempty" doc:"disabled turns it off. To turn it on, use enable: it may issue a token."`
		Policy PolicyUpdate     `json:"policy,omitempty"`
	} `nameHint:"ConnectionUpdate"`
}

// EnableConnection is what enableConnection takes.
type EnableConnection struct {
	OfConnection
	Once
	Body struct {
		IssueToken bool `json:"issue_token" doc:"Whether to generate a Secret Token at once."`
	} `nameHint:"ConnectionEnable"`
}

func (s *Server) createConnection(c *call, in *CreateConnection) (*Answer[ConnectionOpened], error) {
	provider, policy := directory.Provider(in.Body.Provider), directory.Standard()
	if in.Body.Preset != nil {
		policy = directory.Preset(*in.Body.Preset).Policy()
	}
	if !in.Body.IssueToken {
		made, err := s.config.Administration.CreateConnectionWithoutToken(c.ctx, c.caller(), c.organization.ID, provider, policy)
		return s.opened(c, made.ID, nil, err)
	}
	made, token, err := s.config.Administration.CreateConnection(c.ctx, c.caller(), c.organization.ID, provider, policy)
	return s.opened(c, made.ID, &token, err)
}

func (s *Server) enableConnection(c *call, in *EnableConnection) (*Answer[ConnectionOpened], error) {
	if !in.Body.IssueToken {
		err := s.config.Administration.EnableConnectionWithoutToken(c.ctx, c.caller(), c.organization.ID, in.Connection)
		return s.opened(c, in.Connection, nil, err)
	}
	token, err := s.config.Administration.EnableConnection(c.ctx, c.caller(), c.organization.ID, in.Connection)
	return s.opened(c, in.Connection, &token, err)
}

// opened shows a connection that was just turned on, with its token if it got
// one.
func (s *Server) opened(c *call, id directory.ConnectionID, token *secret.Secret, err error) (*Answer[ConnectionOpened], error) {
	if err != nil {
		return nil, err
	}
	shown, err := s.connection(c, id)
	if err != nil {
		return nil, err
	}
	answer := ConnectionOpened{Connection: shown}
	if token != nil {
		revealed := token.Reveal()
		answer.SecretToken = &revealed
	}
	return &Answer[ConnectionOpened]{Body: answer}, nil
}

func (s *Server) disableConnection(c *call, in *OfConnection) (*Tagged[Connection], error) {
	if err := s.config.Administration.DisableConnection(c.ctx, c.caller(), c.organization.ID, in.Connection); err != nil {
		return nil, err
	}
	return s.connectionTagged(c, in.Connection)
}

// updateConnection changes the policy, then turns the connection off where that
// is asked as well.
func (s *Server) updateConnection(c *call, in *UpdateConnection) (*Tagged[Connection], error) {
	caller, err := c.callerWho(in.IfMatch)
	if err != nil {
		return nil, err
	}
	found, err := c.view().Connection(in.Connection)
	if err != nil {
		return nil, err
	}
	off := in.Body.State != nil && *in.Body.State == ConnectionState(directory.ConnectionDisabled)
	if in.Body.State != nil && !off && found.State != directory.ConnectionEnabled {
		return nil, refuseField("state", ruleTurnOnElsewhere)
	}
	if len(in.Body.Policy) > 0 {
		changed, err := s.config.Administration.ChangePolicy(c.ctx, caller, c.organization.ID, in.Connection, in.Body.Policy.applied(found.Policy))
		if err != nil {
			return nil, err
		}
		if !caller.Seen.IsZero() {
			caller.Seen = changed.UpdatedAt
		}
	}
	if off {
		if err := s.config.Administration.DisableConnection(c.ctx, caller, c.organization.ID, in.Connection); err != nil {
			return nil, err
		}
	}
	return s.connectionTagged(c, in.Connection)
}
