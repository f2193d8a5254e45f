package api

import (
	"io"
	"strconv"
	"strings"
	"time"
)

// ExportMembers is what exportMembers takes.
type ExportMembers struct {
	InOrganization
	MemberFilter
}

// exportBatch is how many members an export reads at once.
const exportBatch = 500

func (s *Server) exportMembers(c *call, in *ExportMembers) (*Stream, error) {
	search := in.search()
	return s.download(c, csvType+"; charset=utf-8", "members.csv", func(w io.Writer) error {
		file := newCSVWriter(w)
		if err := file.line("Name", "Email", "Status", "Role", "Source", "License", "Teams", "Added", "Id"); err != nil {
			return err
		}
		reader := c.view()
		search.Limit = exportBatch
		for {
			found, err := reader.SearchMembers(search)
			if err != nil {
				return err
			}
			shown, err := membersOf(reader, found)
			if err != nil {
				return err
			}
			for _, member := range shown {
				if err := file.line(memberLine(member)...); err != nil {
					return err
				}
			}
			if len(found) < search.Limit {
				return file.Flush()
			}
			search.After = found[len(found)-1].Place()
		}
	}), nil
}

func memberLine(m Member) []string {
	teams := make([]string, len(m.Teams))
	for i, team := range m.Teams {
		teams[i] = team.Name
	}
	source := string(originManual)
	if m.Source.Kind == originConnection {
		source = m.Source.ProviderName
	}
	return []string{
		m.Name, m.Email, string(m.Status), string(m.Role), source, strconv.FormatBool(m.Licensed),
		strings.Join(teams, "; "), time.Time(m.CreatedAt).UTC().Format(timeForm), string(m.ID),
	}
}
