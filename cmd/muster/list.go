package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// list prints things: as an aligned table for people, or as one JSON object a
// line for programs, which can then begin to read before the end.
type list struct {
	out    io.Writer
	json   bool
	header []string
	table  *tabwriter.Writer
	rows   int
}

func newList(out io.Writer, asJSON bool, header ...string) *list {
	return &list{out: out, json: asJSON, header: header, table: tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)}
}

// add prints one thing: object is its JSON form, cells are its row.
func (l *list) add(object any, cells ...string) error {
	l.rows++
	if l.json {
		return printJSON(l.out, object)
	}
	if l.rows == 1 {
		fmt.Fprintln(l.table, strings.Join(l.header, "\t"))
	}
	for i, cell := range cells {
		cells[i] = plain(cell)
	}
	fmt.Fprintln(l.table, strings.Join(cells, "\t"))
	return nil
}

// end finishes the list; a table without rows says so.
func (l *list) end(none string) error {
	if l.rows == 0 && !l.json {
		fmt.Fprintln(l.out, none)
	}
	return l.table.Flush()
}

// printJSON prints one line of JSON. Names are printed as they are written:
// nothing here ends in HTML.
func printJSON(out io.Writer, value any) error {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(value)
}
