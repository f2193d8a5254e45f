package strictxml

import "strings"

// Name is the name of an element or attribute, as its namespace resolves it.
type Name struct {
	Space string // the namespace's URI; empty for none
	Local string
}

// Attribute is one attribute that is no namespace declaration.
type Attribute struct {
	Name   Name
	Prefix string
	Value  string
}

// Element is one element with all that is in it. Nobody changes an Element once
// it has been read.
type Element struct {
	Name       Name
	Prefix     string
	Attributes []Attribute
	Children   []*Element // its elements, in order
	Text       string     // its own character data, in order, without that of its children
	Parent     *Element   // nil for the root

	namespaces map[string]string // declared on this element, by prefix
}

// Attribute returns the value of the attribute of that name that has no
// namespace, and whether there is one.
func (e *Element) Attribute(local string) (string, bool) {
	for _, attribute := range e.Attributes {
		if attribute.Name == (Name{Local: local}) {
			return attribute.Value, true
		}
	}
	return "", false
}

// All returns the children of that name, in order.
func (e *Element) All(name Name) []*Element {
	var found []*Element
	for _, child := range e.Children {
		if child.Name == name {
			found = append(found, child)
		}
	}
	return found
}

// Only returns the one child of that name; nil when there is none or more than
// one, so that nobody reads the first of two by accident.
func (e *Element) Only(name Name) *Element {
	if found := e.All(name); len(found) == 1 {
		return found[0]
	}
	return nil
}

// Walk calls visit for e and every element below it, in document order.
func (e *Element) Walk(visit func(*Element)) {
	visit(e)
	for _, child := range e.Children {
		child.Walk(visit)
	}
}

// Path tells where e stands below its root: for each step the position among
// the elements of the parent.
func (e *Element) Path() []int {
	var path []int
	for at := e; at.Parent != nil; at = at.Parent {
		for i, sibling := range at.Parent.Children {
			if sibling == at {
				path = append([]int{i}, path...)
			}
		}
	}
	return path
}

// Blank tells whether e has no text of its own but white space.
func (e *Element) Blank() bool { return strings.Trim(e.Text, whiteSpace) == "" }

// Namespaces returns the namespaces in scope at e by prefix, the default
// namespace under "". The prefix xml, which needs no declaration, is left out.
func (e *Element) Namespaces() map[string]string {
	scope := map[string]string{}
	for at := e; at != nil; at = at.Parent {
		for prefix, uri := range at.namespaces {
			if _, nearer := scope[prefix]; !nearer {
				scope[prefix] = uri
			}
		}
	}
	return scope
}

// lookup resolves a prefix at e.
func (e *Element) lookup(prefix string) (uri string, found bool) {
	if prefix == "xml" {
		return xmlNamespace, true
	}
	for at := e; at != nil; at = at.Parent {
		if uri, found = at.namespaces[prefix]; found {
			return uri, true
		}
	}
	return "", prefix == ""
}
