package strictxml

import (
	"fmt"
	"slices"
	"strings"
)

// attribute reads name="value" and notes it on the element, namespace
// declarations apart from the rest. Prefixes are resolved once all
// declarations of the element are known.
func (p *parser) attribute(element *Element) error {
	if err := p.count(); err != nil {
		return err
	}
	if len(element.Attributes)+len(element.namespaces) >= p.limits.Attributes {
		return p.refuse(fmt.Sprintf("an element in it has more than %d attributes", p.limits.Attributes))
	}
	prefix, local, err := p.name()
	if err != nil {
		return err
	}
	p.skipSpace()
	if !strings.HasPrefix(p.text[p.at:], "=") {
		return p.refuse("an attribute in it has no value")
	}
	p.at++
	p.skipSpace()
	value, err := p.attributeValue()
	if err != nil {
		return err
	}
	switch {
	case prefix == "xmlns":
		return p.declare(element, local, value)
	case prefix == "" && local == "xmlns":
		return p.declare(element, "", value)
	}
	element.Attributes = append(element.Attributes, Attribute{Name: Name{Local: local}, Prefix: prefix, Value: value})
	return nil
}

// attributeValue reads a quoted value. White space in it becomes spaces, as XML
// 1.0 section 3.3.3 says; a character reference stays the character it names.
func (p *parser) attributeValue() (string, error) {
	if p.at >= len(p.text) || p.text[p.at] != '"' && p.text[p.at] != '\'' {
		return "", p.refuse("an attribute in it is not quoted")
	}
	quote := p.text[p.at : p.at+1]
	p.at++
	var value strings.Builder
	for {
		run := p.until(quote + "<&\t\r\n")
		if p.at >= len(p.text) {
			return "", p.refuse("an attribute in it has no end")
		}
		c := p.text[p.at]
		if c == quote[0] {
			p.at++
			if value.Len() == 0 {
				return run, nil
			}
			value.WriteString(run)
			return value.String(), nil
		}
		value.WriteString(run)
		switch {
		case c == '<':
			return "", p.refuse("an attribute in it contains '<'")
		case c == '&':
			r, err := p.reference()
			if err != nil {
				return "", err
			}
			value.WriteRune(r)
		case c == '\r' && strings.HasPrefix(p.text[p.at:], "\r\n"):
			p.at++ // one line end, written as one space by the next round
		default:
			value.WriteByte(' ')
			p.at++
		}
	}
}

// declare notes a namespace declaration. The prefixes xml and xmlns, and the
// namespaces that belong to them, cannot be declared.
func (p *parser) declare(element *Element, prefix, uri string) error {
	if prefix == "xml" || prefix == "xmlns" || uri == xmlNamespace || uri == xmlnsNamespace {
		return p.refuse("it declares a namespace that is reserved")
	}
	if uri == "" && prefix != "" {
		return p.refuse("it declares a prefix without a namespace")
	}
	if _, twice := element.namespaces[prefix]; twice {
		return p.refuse("an element in it has the same attribute twice")
	}
	if element.namespaces == nil {
		element.namespaces = map[string]string{}
	}
	element.namespaces[prefix] = uri
	return nil
}

// resolve turns the prefixes of an element and its attributes into namespaces,
// and then looks for attributes and IDs given twice.
func (p *parser) resolve(element *Element) error {
	space, found := element.lookup(element.Prefix)
	if !found || element.Prefix == "xmlns" {
		return p.refuse("an element in it has a prefix that is not declared")
	}
	element.Name.Space = space
	for i := range element.Attributes {
		attribute := &element.Attributes[i]
		if attribute.Prefix != "" { // the default namespace is not for attributes
			space, found := element.lookup(attribute.Prefix)
			if !found {
				return p.refuse("an attribute in it has a prefix that is not declared")
			}
			attribute.Name.Space = space
		}
		if slices.ContainsFunc(element.Attributes[:i], func(earlier Attribute) bool { return earlier.Name == attribute.Name }) {
			return p.refuse("an element in it has the same attribute twice")
		}
		if err := p.identify(attribute); err != nil {
			return err
		}
	}
	return nil
}

// identify keeps one count of IDs over every attribute that some reader might
// take for one, in any namespace: a signature must point at one element only.
func (p *parser) identify(attribute *Attribute) error {
	if !strings.EqualFold(attribute.Name.Local, "ID") && !strings.EqualFold(attribute.Name.Local, "AssertionID") {
		return nil
	}
	if p.ids[attribute.Value] {
		return p.refuse("two elements in it have the same ID")
	}
	p.ids[attribute.Value] = true
	return nil
}
