package api

import "github.com/musterhq/muster/internal/directory"

// ExportSupportBundle is what exportSupportBundle takes.
type ExportSupportBundle struct {
	InOrganization
	Connection directory.ConnectionID `query:"connection" required:"true" maxLength:"256"`
}

func (s *Server) exportSupportBundle(c *call, in *ExportSupportBundle) (*Stream, error) {
	return nil, errNotBuilt
}
