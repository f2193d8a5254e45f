package signedxml

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// form is a canonical form without comments.
type form struct {
	// whole declares every namespace that is known at an element, as the
	// inclusive forms do. Otherwise an element declares those that its name and
	// its attributes use, and those of the prefixes here, used or not.
	whole    bool
	prefixes []string
}

// canonical writes e. What an element around it has declared in the output is
// not declared again. What hangs below without is left out: a signature leaves
// itself out.
func canonical(e *Element, without *Element, as form) []byte {
	w := canonicalWriter{without: without, as: as}
	w.write(e, map[string]string{})
	return []byte(w.out.String())
}

type canonicalWriter struct {
	out     strings.Builder
	without *Element
	as      form
}

// write writes e. The namespaces that the output around it declares are in
// rendered.
func (w *canonicalWriter) write(e *Element, rendered map[string]string) {
	name := qualified(e.prefix, e.Local)
	w.out.WriteString("<" + name)
	declared := maps.Clone(rendered)
	for _, prefix := range w.prefixes(e) {
		uri, known := e.namespace(prefix)
		if !known || declared[prefix] == uri { // none and the empty one are the same
			continue
		}
		declared[prefix] = uri
		if prefix == "" {
			w.out.WriteString(` xmlns="` + escapeAttribute(uri) + `"`)
		} else {
			w.out.WriteString(` xmlns:` + prefix + `="` + escapeAttribute(uri) + `"`)
		}
	}
	attributes := slices.Clone(e.attributes)
	slices.SortFunc(attributes, func(a, b attribute) int {
		return cmp.Or(cmp.Compare(a.space, b.space), cmp.Compare(a.local, b.local))
	})
	for _, a := range attributes {
		w.out.WriteString(" " + qualified(a.prefix, a.local) + `="` + escapeAttribute(a.value) + `"`)
	}
	w.out.WriteString(">")
	for _, child := range e.children {
		switch child.element {
		case nil:
			w.out.WriteString(escapeText(child.text))
		case w.without:
		default:
			w.write(child.element, declared)
		}
	}
	w.out.WriteString("</" + name + ">")
}

// prefixes returns the prefixes to declare at e, in order.
func (w *canonicalWriter) prefixes(e *Element) []string {
	prefixes := append([]string{e.prefix}, w.as.prefixes...)
	for at := e; w.as.whole && at != nil; at = at.parent {
		prefixes = slices.AppendSeq(prefixes, maps.Keys(at.declared))
	}
	for _, a := range e.attributes {
		if a.prefix != "" {
			prefixes = append(prefixes, a.prefix)
		}
	}
	prefixes = slices.DeleteFunc(prefixes, func(prefix string) bool { return prefix == "xml" })
	slices.Sort(prefixes)
	return slices.Compact(prefixes)
}

func qualified(prefix, local string) string {
	if prefix == "" {
		return local
	}
	return prefix + ":" + local
}

var (
	textEscapes      = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\r", "&#xD;")
	attributeEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", `"`, "&quot;", "\t", "&#x9;", "\n", "&#xA;", "\r", "&#xD;")
)

func escapeText(text string) string       { return textEscapes.Replace(text) }
func escapeAttribute(value string) string { return attributeEscapes.Replace(value) }
