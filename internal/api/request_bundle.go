package api

import (
	"io"

	"github.com/musterhq/muster/internal/directory"
)

// ExportSupportBundle is what exportSupportBundle takes.
type ExportSupportBundle struct {
	InOrganization
	Connection directory.ConnectionID `query:"connection" required:"true" maxLength:"256"`
}

func (s *Server) exportSupportBundle(c *call, in *ExportSupportBundle) (*Stream, error) {
	if _, err := c.view().Connection(in.Connection); err != nil {
		return nil, err
	}
	return s.download(c, zipType, "muster-support-"+string(in.Connection)+".zip", func(w io.Writer) error {
		return s.config.Traffic.Bundle(c.ctx, c.organization.ID, in.Connection, w)
	}), nil
}
