package api

import (
	"bufio"
	"io"
	"strings"
	"unicode/utf8"
)

// csvWriter writes the lines of a CSV file (RFC 4180) so that a spreadsheet
// takes no value for a formula: names come from people, and an opened file must
// not run what they are.
type csvWriter struct {
	to *bufio.Writer
}

func newCSVWriter(w io.Writer) csvWriter { return csvWriter{to: bufio.NewWriter(w)} }

// line writes one line.
func (c csvWriter) line(values ...string) error {
	for i, value := range values {
		if i > 0 {
			c.to.WriteByte(',') //nolint:errcheck // Flush says it
		}
		c.to.WriteString(csvValue(value)) //nolint:errcheck // Flush says it
	}
	_, err := c.to.WriteString("\r\n")
	return err
}

// Flush writes what is waiting.
func (c csvWriter) Flush() error { return c.to.Flush() }

// formulaStarts are what a formula may begin with; some spreadsheets take the
// wide forms of East Asian keyboards for the same.
const formulaStarts = "=+-@\t\r＝＋－＠"

// csvValue quotes a value where it must be quoted, and puts an apostrophe before
// what a spreadsheet would calculate.
func csvValue(value string) string {
	if first, _ := utf8.DecodeRuneInString(value); value != "" && strings.ContainsRune(formulaStarts, first) {
		value = "'" + value
	}
	if strings.ContainsAny(value, "\",\r\n\t'") {
		return `"` + strings.ReplaceAll(value, `"`, `""`) + `"`
	}
	return value
}
