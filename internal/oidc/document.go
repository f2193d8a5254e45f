package oidc

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"time"
	"unicode/utf8"
)

// maxDepth bounds how deep a JSON document may be nested.
const maxDepth = 16

// A document is a JSON object read strictly: names are compared as they are
// written, and none occurs twice at any depth (RFC 8725 section 2.4 tells of
// two readers that see two different tokens). What encoding/json would forgive,
// another spelling of a name or the last of two, somebody else's check saw
// otherwise.
type document map[string]json.RawMessage

func parseDocument(data []byte) (document, error) {
	if !utf8.Valid(data) {
		return nil, errors.New("not UTF-8")
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	if err := readValue(decoder, 0); err != nil {
		return nil, err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("something follows the document")
	}
	var d document
	if err := json.Unmarshal(data, &d); err != nil {
		return nil, errors.New("not an object")
	}
	if d == nil {
		return nil, errors.New("null is no object")
	}
	return d, nil
}

// readValue reads one value and refuses names that occur twice in an object.
// Its errors do not quote what was read.
func readValue(decoder *json.Decoder, depth int) error {
	if depth > maxDepth {
		return errors.New("nested too deep")
	}
	token, err := decoder.Token()
	if err != nil {
		return errors.New("not JSON")
	}
	delimiter, ok := token.(json.Delim)
	if !ok {
		return nil
	}
	seen := map[string]bool{}
	for decoder.More() {
		if delimiter == '{' {
			name, err := decoder.Token()
			if err != nil {
				return errors.New("not JSON")
			}
			text, ok := name.(string)
			if !ok {
				return errors.New("not JSON")
			}
			if seen[text] {
				return errors.New("a name occurs twice")
			}
			seen[text] = true
		}
		if err := readValue(decoder, depth+1); err != nil {
			return err
		}
	}
	if _, err := decoder.Token(); err != nil { // the closing delimiter
		return errors.New("not JSON")
	}
	return nil
}

// has tells whether there is a value; null is none.
func (d document) has(name string) bool {
	value, ok := d[name]
	return ok && string(value) != "null"
}

// text returns a string, or "" where there is none.
func (d document) text(name string) (string, error) {
	if !d.has(name) {
		return "", nil
	}
	var text string
	if err := json.Unmarshal(d[name], &text); err != nil {
		return "", fmt.Errorf("%s is not a string", name)
	}
	return text, nil
}

// texts returns a list of strings, or nothing where there is none.
func (d document) texts(name string) ([]string, error) {
	if !d.has(name) {
		return nil, nil
	}
	var texts []*string
	if err := json.Unmarshal(d[name], &texts); err != nil {
		return nil, fmt.Errorf("%s is not a list of strings", name)
	}
	found := make([]string, 0, len(texts))
	for _, text := range texts {
		if text == nil {
			return nil, fmt.Errorf("%s is not a list of strings", name)
		}
		found = append(found, *text)
	}
	return found, nil
}

// truth returns a boolean, false where there is none. The word "true" in
// quotes is not one.
func (d document) truth(name string) (bool, error) {
	if !d.has(name) {
		return false, nil
	}
	var truth bool
	if err := json.Unmarshal(d[name], &truth); err != nil {
		return false, fmt.Errorf("%s is neither true nor false", name)
	}
	return truth, nil
}

// moment returns a NumericDate (RFC 7519 section 2), the zero time where there
// is none. Fractions are allowed and cut off.
func (d document) moment(name string) (time.Time, error) {
	if !d.has(name) {
		return time.Time{}, nil
	}
	var seconds float64
	if err := json.Unmarshal(d[name], &seconds); err != nil {
		return time.Time{}, fmt.Errorf("%s is not a number", name)
	}
	if seconds < 1 || seconds > 1<<40 { // 36,800 years, before anything overflows
		return time.Time{}, fmt.Errorf("%s is no date", name)
	}
	return time.Unix(int64(math.Floor(seconds)), 0), nil
}
