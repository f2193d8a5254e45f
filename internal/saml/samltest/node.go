package samltest

import "strings"

// Node is an element when Tag is set, else a text when Text is set, else Raw:
// markup that is written as it stands.
type Node struct {
	Tag   string // with its prefix, as it is written
	Attrs []Attr
	Kids  []*Node
	Text  string
	Raw   string
}

// Attr is an attribute or a namespace declaration, with its prefix.
type Attr struct{ Name, Value string }

// Element makes an element. Attributes are given as name, value, name, value.
func Element(tag string, attributes ...string) *Node {
	node := &Node{Tag: tag}
	for i := 0; i+1 < len(attributes); i += 2 {
		node.Attrs = append(node.Attrs, Attr{attributes[i], attributes[i+1]})
	}
	return node
}

// Raw makes markup that is written as it stands.
func Raw(markup string) *Node { return &Node{Raw: markup} }

// Add appends nodes and returns n.
func (n *Node) Add(kids ...*Node) *Node {
	n.Kids = append(n.Kids, kids...)
	return n
}

// Say appends a text and returns n.
func (n *Node) Say(text string) *Node { return n.Add(&Node{Text: text}) }

// Clone copies n with all that is in it.
func (n *Node) Clone() *Node {
	clone := *n
	clone.Attrs = append([]Attr(nil), n.Attrs...)
	clone.Kids = make([]*Node, len(n.Kids))
	for i, kid := range n.Kids {
		clone.Kids[i] = kid.Clone()
	}
	return &clone
}

// Attr returns the value of an attribute.
func (n *Node) Attr(name string) string {
	for _, attr := range n.Attrs {
		if attr.Name == name {
			return attr.Value
		}
	}
	return ""
}

// Set sets an attribute; an empty value removes it.
func (n *Node) Set(name, value string) *Node {
	for i, attr := range n.Attrs {
		if attr.Name == name {
			n.Attrs[i].Value = value
			if value == "" {
				n.Attrs = append(n.Attrs[:i:i], n.Attrs[i+1:]...)
			}
			return n
		}
	}
	if value != "" {
		n.Attrs = append(n.Attrs, Attr{name, value})
	}
	return n
}

// SetText replaces what is in n by a text.
func (n *Node) SetText(text string) *Node {
	n.Kids = []*Node{{Text: text}}
	return n
}

// Find returns the first element of that tag, n itself included; nil for none.
func (n *Node) Find(tag string) *Node {
	if n.Tag == tag {
		return n
	}
	for _, kid := range n.Kids {
		if found := kid.Find(tag); found != nil {
			return found
		}
	}
	return nil
}

// Child returns the first child of that tag; nil for none.
func (n *Node) Child(tag string) *Node {
	for _, kid := range n.Kids {
		if kid.Tag == tag {
			return kid
		}
	}
	return nil
}

// Elements returns n and all elements below it, in document order.
func (n *Node) Elements() []*Node {
	if n.Tag == "" {
		return nil
	}
	found := []*Node{n}
	for _, kid := range n.Kids {
		found = append(found, kid.Elements()...)
	}
	return found
}

// Remove takes a node out of n, wherever it is below it.
func (n *Node) Remove(node *Node) {
	for i, kid := range n.Kids {
		if kid == node {
			n.Kids = append(n.Kids[:i:i], n.Kids[i+1:]...)
			return
		}
		kid.Remove(node)
	}
}

// Insert puts nodes before the position among the kids of n.
func (n *Node) Insert(position int, nodes ...*Node) {
	kids := append([]*Node(nil), n.Kids[:position]...)
	n.Kids = append(append(kids, nodes...), n.Kids[position:]...)
}

// Replace puts another node where one stands below n.
func (n *Node) Replace(old, replacement *Node) {
	for i, kid := range n.Kids {
		if kid == old {
			n.Kids[i] = replacement
			return
		}
		kid.Replace(old, replacement)
	}
}

// String writes the document.
func (n *Node) String() string {
	var text strings.Builder
	n.write(&text)
	return text.String()
}

func (n *Node) write(text *strings.Builder) {
	switch {
	case n.Tag == "" && n.Raw != "":
		text.WriteString(n.Raw)
	case n.Tag == "":
		text.WriteString(escapeText(n.Text))
	default:
		text.WriteString("<" + n.Tag)
		for _, attr := range n.Attrs {
			text.WriteString(" " + attr.Name + `="` + escapeAttribute(attr.Value) + `"`)
		}
		text.WriteString(">")
		for _, kid := range n.Kids {
			kid.write(text)
		}
		text.WriteString("</" + n.Tag + ">")
	}
}

// What canonical XML writes for a character, in a text and in an attribute.
var (
	textEscapes      = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\r", "&#xD;")
	attributeEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", `"`, "&quot;", "\t", "&#x9;", "\n", "&#xA;", "\r", "&#xD;")
)

func escapeText(text string) string { return textEscapes.Replace(text) }

func escapeAttribute(text string) string { return attributeEscapes.Replace(text) }
