package samltest

import (
	"maps"
	"slices"
	"strings"
)

// Canonical writes one element of a document in exclusive canonical form without
// comments. It follows the W3C's recommendation for what the nodes of this
// package can be; raw markup is left out, as comments are.
func Canonical(root, element *Node, inclusive ...string) string {
	scope := map[string]string{}
	for _, ancestor := range ancestors(root, element) {
		declare(scope, ancestor)
	}
	var text strings.Builder
	writeCanonical(&text, element, scope, map[string]string{"": ""}, inclusive)
	return text.String()
}

// ancestors returns what is around an element, the root first.
func ancestors(root, element *Node) []*Node {
	if root == element {
		return nil
	}
	for _, kid := range root.Kids {
		if kid == element {
			return []*Node{root}
		}
		if below := ancestors(kid, element); below != nil {
			return append([]*Node{root}, below...)
		}
	}
	return nil
}

// declare enters the namespace declarations of an element into a scope.
func declare(scope map[string]string, element *Node) {
	for _, attr := range element.Attrs {
		if attr.Name == "xmlns" {
			scope[""] = attr.Value
		} else if prefix, found := strings.CutPrefix(attr.Name, "xmlns:"); found {
			scope[prefix] = attr.Value
		}
	}
}

func prefixOf(name string) string {
	prefix, _, found := strings.Cut(name, ":")
	if !found {
		return ""
	}
	return prefix
}

func writeCanonical(text *strings.Builder, element *Node, outer, written map[string]string, inclusive []string) {
	scope, written := maps.Clone(outer), maps.Clone(written)
	declare(scope, element)

	used := append([]string{prefixOf(element.Tag)}, inclusive...)
	var attributes []Attr
	for _, attr := range element.Attrs {
		if attr.Name == "xmlns" || strings.HasPrefix(attr.Name, "xmlns:") {
			continue
		}
		attributes = append(attributes, attr)
		if prefix := prefixOf(attr.Name); prefix != "" && prefix != "xml" {
			used = append(used, prefix)
		}
	}
	slices.Sort(used)
	text.WriteString("<" + element.Tag)
	for _, prefix := range slices.Compact(used) {
		uri, declared := scope[prefix]
		if before, known := written[prefix]; known && before == uri || !declared {
			continue
		}
		written[prefix] = uri
		name := "xmlns"
		if prefix != "" {
			name = "xmlns:" + prefix
		}
		text.WriteString(" " + name + `="` + escapeAttribute(uri) + `"`)
	}
	space := func(attr Attr) string {
		if prefix := prefixOf(attr.Name); prefix != "" {
			return scope[prefix]
		}
		return ""
	}
	slices.SortFunc(attributes, func(a, b Attr) int {
		if order := strings.Compare(space(a), space(b)); order != 0 {
			return order
		}
		return strings.Compare(a.Name[strings.Index(a.Name, ":")+1:], b.Name[strings.Index(b.Name, ":")+1:])
	})
	for _, attr := range attributes {
		text.WriteString(" " + attr.Name + `="` + escapeAttribute(attr.Value) + `"`)
	}
	text.WriteString(">")
	for _, kid := range element.Kids {
		switch {
		case kid.Tag != "":
			writeCanonical(text, kid, scope, written, inclusive)
		case kid.Raw == "":
			text.WriteString(escapeText(kid.Text))
		}
	}
	text.WriteString("</" + element.Tag + ">")
}
