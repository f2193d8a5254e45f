package signedxml

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// What a document may be at most. A request or an answer of SAML has some
// kilobytes.
const (
	maxBytes = 256 << 10
	maxDepth = 32
)

const namespaceXML = "http://www.w3.org/XML/1998/namespace"

// Element is an element of a document, with the prefixes that it was written
// with: they are part of what is signed.
type Element struct {
	Space string // URI of the namespace
	Local string

	prefix     string
	attributes []attribute
	declared   map[string]string // prefix to URI, declared here
	parent     *Element
	children   []node
}

// attribute is one that is no declaration of a namespace.
type attribute struct {
	prefix, space, local, value string
}

// node is an element or, where that is nil, text.
type node struct {
	element *Element
	text    string
}

// Parse reads a document.
func Parse(document []byte) (*Element, error) {
	if len(document) > maxBytes {
		return nil, fmt.Errorf("the document has %d bytes; %d are read at most", len(document), maxBytes)
	}
	decoder := xml.NewDecoder(bytes.NewReader(document))
	reader := reader{ids: map[string]bool{}}
	for {
		token, err := decoder.RawToken()
		if errors.Is(err, io.EOF) {
			return reader.end()
		}
		if err != nil {
			return nil, fmt.Errorf("read the document: %w", err)
		}
		if err := reader.take(token); err != nil {
			return nil, err
		}
	}
}

// reader builds the tree.
type reader struct {
	root, open *Element
	depth      int
	ids        map[string]bool
	begun      bool
}

func (r *reader) end() (*Element, error) {
	if r.root == nil || r.open != nil {
		return nil, errors.New("the document ends too early")
	}
	return r.root, nil
}

func (r *reader) take(token xml.Token) error {
	first := !r.begun
	r.begun = true
	switch token := token.(type) {
	case xml.StartElement:
		return r.start(token)
	case xml.EndElement:
		if r.open == nil || token.Name.Space != r.open.prefix || token.Name.Local != r.open.Local {
			return fmt.Errorf("</%s> ends nothing", token.Name.Local)
		}
		r.open = r.open.parent
		r.depth--
	case xml.CharData:
		if r.open != nil {
			r.open.children = append(r.open.children, node{text: string(token)})
		} else if len(bytes.TrimSpace(token)) > 0 {
			return errors.New("there is text outside of the document's element")
		}
	case xml.ProcInst:
		if !first || token.Target != "xml" {
			return errors.New("the document has a processing instruction")
		}
	case xml.Comment:
		return errors.New("the document has a comment")
	case xml.Directive:
		return errors.New("the document has a DOCTYPE")
	}
	return nil
}

func (r *reader) start(token xml.StartElement) error {
	if r.open == nil && r.root != nil {
		return errors.New("the document has two elements at its top")
	}
	if r.depth++; r.depth > maxDepth {
		return fmt.Errorf("the document is deeper than %d elements", maxDepth)
	}
	e := &Element{prefix: token.Name.Space, Local: token.Name.Local, parent: r.open, declared: map[string]string{}}
	if err := e.read(token.Attr); err != nil {
		return err
	}
	if id, ok := e.id(); ok {
		if r.ids[id] {
			return fmt.Errorf("the id %q occurs twice", id)
		}
		r.ids[id] = true
	}
	if r.open == nil {
		r.root = e
	} else {
		r.open.children = append(r.open.children, node{element: e})
	}
	r.open = e
	return nil
}

// read takes the attributes in, declarations of namespaces first, since they
// may stand behind their use.
func (e *Element) read(attributes []xml.Attr) error {
	for _, a := range attributes {
		// A parser turns these into spaces, a reference to them stays what it
		// is, and encoding/xml does not tell one from the other.
		if strings.ContainsAny(a.Value, "\t\n\r") {
			return fmt.Errorf("the attribute %s has a line break or a tab", a.Name.Local)
		}
		prefix, declares := a.Name.Local, a.Name.Space == "xmlns"
		if a.Name.Space == "" && a.Name.Local == "xmlns" {
			prefix, declares = "", true
		}
		if !declares {
			continue
		}
		if _, twice := e.declared[prefix]; twice {
			return fmt.Errorf("the prefix %q is declared twice", prefix)
		}
		e.declared[prefix] = a.Value
	}
	var ok bool
	if e.Space, ok = e.namespace(e.prefix); !ok {
		return fmt.Errorf("the prefix %q is not declared", e.prefix)
	}
	seen := map[[2]string]bool{}
	for _, a := range attributes {
		if a.Name.Space == "xmlns" || a.Name.Space == "" && a.Name.Local == "xmlns" {
			continue
		}
		read := attribute{prefix: a.Name.Space, local: a.Name.Local, value: a.Value}
		if read.prefix != "" {
			if read.space, ok = e.namespace(read.prefix); !ok {
				return fmt.Errorf("the prefix %q is not declared", read.prefix)
			}
		}
		name := [2]string{read.space, read.local}
		if seen[name] {
			return fmt.Errorf("the attribute %s occurs twice", read.local)
		}
		seen[name] = true
		e.attributes = append(e.attributes, read)
	}
	return nil
}

// namespace returns what a prefix stands for at e. Without a prefix there may be
// no namespace.
func (e *Element) namespace(prefix string) (uri string, ok bool) {
	if prefix == "xml" {
		return namespaceXML, true
	}
	for at := e; at != nil; at = at.parent {
		if uri, ok := at.declared[prefix]; ok {
			return uri, true
		}
	}
	return "", prefix == ""
}

// id returns the value of the attribute that SAML and XML Signature take for an
// id.
func (e *Element) id() (string, bool) {
	for _, a := range e.attributes {
		if a.space == "" && strings.EqualFold(a.local, "id") {
			return a.value, true
		}
	}
	return "", false
}

// Is tells whether e has this name.
func (e *Element) Is(space, local string) bool { return e.Space == space && e.Local == local }

// Attribute returns the value of an attribute without a namespace, empty where
// there is none.
func (e *Element) Attribute(local string) string {
	for _, a := range e.attributes {
		if a.space == "" && a.local == local {
			return a.value
		}
	}
	return ""
}

// Children returns the child elements of this name.
func (e *Element) Children(space, local string) []*Element {
	var found []*Element
	for _, child := range e.children {
		if child.element != nil && child.element.Is(space, local) {
			found = append(found, child.element)
		}
	}
	return found
}

// Child returns the one child element of this name; none or several are an
// error.
func (e *Element) Child(space, local string) (*Element, error) {
	found := e.Children(space, local)
	if len(found) != 1 {
		return nil, fmt.Errorf("%s has %d elements %s, not one", e.Local, len(found), local)
	}
	return found[0], nil
}

// Text returns the text directly inside e.
func (e *Element) Text() string {
	var text strings.Builder
	for _, child := range e.children {
		text.WriteString(child.text)
	}
	return text.String()
}

// elements returns all child elements.
func (e *Element) elements() []*Element {
	var found []*Element
	for _, child := range e.children {
		if child.element != nil {
			found = append(found, child.element)
		}
	}
	return found
}
