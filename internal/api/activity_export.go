package api

import (
	"encoding/json"
	"io"
	"strconv"
	"strings"
	"time"

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
	reader := c.view()
	search, err := in.search(reader, 0)
	if err != nil {
		return nil, err
	}
	known, err := readOrigins(reader)
	if err != nil {
		return nil, err
	}
	if in.Format == formatJSON {
		return s.download(c, "application/json", "activity.json", func(w io.Writer) error {
			return writeActivityJSON(w, search, known)
		}), nil
	}
	return s.download(c, csvType+"; charset=utf-8", "activity.csv", func(w io.Writer) error {
		return writeActivityCSV(w, search, known)
	}), nil
}

// eachEntry hands over everything that a search finds, the newest first.
func eachEntry(search *activitySearch, known origins, write func(Entry) error) error {
	for !search.over {
		found, err := search.next(searchBatch, searchBatch)
		if err != nil {
			return err
		}
		shown, err := entriesOf(search.reader, known, found)
		if err != nil {
			return err
		}
		for _, entry := range shown {
			if err := write(entry); err != nil {
				return err
			}
		}
	}
	return nil
}

func writeActivityCSV(w io.Writer, search *activitySearch, known origins) error {
	file := newCSVWriter(w)
	if err := file.line("Number", "Time", "Kind", "Actor", "Sentence", "Changes", "Reason", "Request"); err != nil {
		return err
	}
	err := eachEntry(search, known, func(entry Entry) error {
		return file.line(
			strconv.FormatInt(entry.Number, 10), time.Time(entry.At).UTC().Format(timeForm), string(entry.Kind), entry.Actor.Name,
			entry.Sentence, changesText(entry.Changes), entry.Reason, entry.Request,
		)
	})
	if err != nil {
		return err
	}
	return file.Flush()
}

func changesText(changes []Change) string {
	texts := make([]string, len(changes))
	for i, change := range changes {
		texts[i] = change.Field + ": " + change.Before + " → " + change.After
	}
	return strings.Join(texts, "\n")
}

func writeActivityJSON(w io.Writer, search *activitySearch, known origins) error {
	separator := "[\n"
	err := eachEntry(search, known, func(entry Entry) error {
		line, err := json.Marshal(entry)
		if err != nil {
			return err
		}
		_, err = io.WriteString(w, separator+string(line))
		separator = ",\n"
		return err
	})
	if err != nil {
		return err
	}
	if separator == "[\n" {
		_, err = io.WriteString(w, "[]\n")
		return err
	}
	_, err = io.WriteString(w, "\n]\n")
	return err
}
