package okta

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// document is a JSON object as it came over the wire: its members in their
// order, their values untouched. Okta sends back what it was given, so nothing
// may be lost or rewritten between a GET and the PUT built from it.
type document []field

// field is one member of a document.
type field struct {
	name  string
	value json.RawMessage
}

// parseDocument reads one JSON object and nothing after it.
func parseDocument(text []byte) (document, error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	token, err := decoder.Token()
	if err != nil {
		return nil, err
	}
	if token != json.Delim('{') {
		return nil, errors.New("the text is no JSON object")
	}
	var d document
	for decoder.More() {
		name, err := decoder.Token()
		if err != nil {
			return nil, err
		}
		var value json.RawMessage
		if err := decoder.Decode(&value); err != nil {
			return nil, err
		}
		d = append(d, field{name: name.(string), value: value})
	}
	if _, err := decoder.Token(); err != nil {
		return nil, err
	}
	if _, err := decoder.Token(); err != io.EOF {
		return nil, errors.New("text follows the JSON object")
	}
	return d, nil
}

// documentFrom gives the document that v marshals to.
func documentFrom(v any) (document, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	return parseDocument(text)
}

// value returns the member called name, and whether there is one that is not
// null. Okta takes the lower-case spelling for the same name.
func (d document) value(name string) (json.RawMessage, bool) {
	for _, f := range d {
		if f.name == name || f.name == strings.ToLower(name) {
			return f.value, string(f.value) != "null"
		}
	}
	return nil, false
}

// set puts value under name, in the place of an earlier one or at the end.
func (d *document) set(name string, value any) {
	raw, err := json.Marshal(value)
	if err != nil {
		// Only strings, booleans and plain structs are ever set.
		panic(fmt.Sprintf("okta: set %s: %v", name, err))
	}
	for i := range *d {
		if (*d)[i].name == name {
			(*d)[i].value = raw
			return
		}
	}
	*d = append(*d, field{name: name, value: raw})
}

// remove takes the member called name out.
func (d *document) remove(name string) {
	kept := (*d)[:0:0]
	for _, f := range *d {
		if f.name != name {
			kept = append(kept, f)
		}
	}
	*d = kept
}

// object returns the object under name, empty when there is none.
func (d document) object(name string) document {
	raw, ok := d.value(name)
	if !ok {
		return nil
	}
	inner, err := parseDocument(raw)
	if err != nil {
		return nil
	}
	return inner
}

// clone returns a copy whose members can be set without touching d.
func (d document) clone() document {
	return append(document(nil), d...)
}

// MarshalJSON writes the members in their order.
func (d document) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, f := range d {
		if i > 0 {
			b.WriteByte(',')
		}
		name, err := json.Marshal(f.name)
		if err != nil {
			return nil, err
		}
		b.Write(name)
		b.WriteByte(':')
		b.Write(f.value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}
