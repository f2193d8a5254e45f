package api

// CreateConnection is what createConnection takes.
type CreateConnection struct {
	InOrganization
	Once
	Body struct {
		Provider   Provider `json:"provider"`
		IssueToken bool     `json:"issue_token" doc:"Whether to generate a Secret Token at once."`
	} `nameHint:"ConnectionCreate"`
}

// UpdateConnection is what updateConnection takes.
type UpdateConnection struct {
	OfConnection
	IfMatch
	Body struct {
		State  *ConnectionState `json:"state,omitempty" doc:"disabled turns it off. To turn it on, use enable: it may issue a token."`
		Policy *PolicyUpdate    `json:"policy,omitempty"`
	} `nameHint:"ConnectionUpdate"`
}

// PolicyUpdate is the rules to change.
type PolicyUpdate struct {
	UnknownMember *UnknownMember `json:"unknown_member,omitempty"`
	WhoMayRemove  *WhoMayRemove  `json:"who_may_remove,omitempty"`
}

// EnableConnection is what enableConnection takes.
type EnableConnection struct {
	OfConnection
	Once
	Body struct {
		IssueToken bool `json:"issue_token" doc:"Whether to generate a Secret Token at once."`
	} `nameHint:"ConnectionEnable"`
}

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

func (s *Server) createConnection(c *call, in *CreateConnection) (*Answer[ConnectionOpened], error) {
	return nil, errNotBuilt
}

func (s *Server) updateConnection(c *call, in *UpdateConnection) (*Tagged[Connection], error) {
	return nil, errNotBuilt
}

func (s *Server) enableConnection(c *call, in *EnableConnection) (*Answer[ConnectionOpened], error) {
	return nil, errNotBuilt
}

func (s *Server) disableConnection(c *call, in *OfConnection) (*Tagged[Connection], error) {
	return nil, errNotBuilt
}

func (s *Server) createSecretToken(c *call, in *CreateSecretToken) (*Answer[SecretTokenMade], error) {
	return nil, errNotBuilt
}
