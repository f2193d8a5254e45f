package api

import (
	"github.com/danielgtaylor/huma/v2"
)

// ExportActivity is what exportActivity takes.
type ExportActivity struct {
	InOrganization
	ActivityFilter
	Format ExportFormat `query:"format" default:"csv"`
}

// ExportFormat is a format of exports.
type ExportFormat string

const (
	formatCSV  ExportFormat = "csv"
	formatJSON ExportFormat = "json"
)

// Schema describes the formats.
func (ExportFormat) Schema(r huma.Registry) *huma.Schema {
	return enum(r, "ExportFormat", "csv with a line for each entry, or json with an array of entries.", formatCSV, formatJSON)
}

func (s *Server) exportActivity(c *call, in *ExportActivity) (*Stream, error) {
	return nil, errNotBuilt
}
