package saml

import (
	"errors"
	"fmt"

	"github.com/beevik/etree"
	dsig "github.com/russellhaering/goxmldsig"

	"github.com/musterhq/muster/internal/saml/strictxml"
)

// canonical returns one element of the document in exclusive canonical form
// without comments. prefixes are those that its transform declares inclusive.
//
// This is the one place where goxmldsig and etree read what came from outside.
// Nothing depends on their being right: what they return is believed only if its
// digest is the one that was signed, and is then read by strictxml. A mistake
// here makes us refuse, not accept.
func (d document) canonical(element *strictxml.Element, prefixes string, leaveOut *strictxml.Element) ([]byte, error) {
	tree, err := d.tree()
	if err != nil {
		return nil, fmt.Errorf("canonicalize: %w", err)
	}
	found, err := follow(tree.Root(), element)
	if err != nil {
		return nil, err
	}
	copied := found.Copy()
	if leaveOut != nil {
		child, err := follow(tree.Root(), leaveOut)
		if err != nil {
			return nil, err
		}
		if child.Parent() != found {
			return nil, errors.New("canonicalize: what is left out is not in the element")
		}
		copied.RemoveChildAt(child.Index())
	}
	declareInherited(copied, element)
	return dsig.MakeC14N10ExclusiveCanonicalizerWithPrefixList(prefixes).Canonicalize(copied)
}

// follow finds in etree's tree the element that strictxml read. The two must
// agree on every name on the way.
func follow(root *etree.Element, element *strictxml.Element) (*etree.Element, error) {
	at := root
	for _, step := range element.Path() {
		if at == nil {
			break
		}
		children := at.ChildElements()
		if step >= len(children) {
			at = nil
			break
		}
		at = children[step]
	}
	if at == nil || at.Tag != element.Name.Local || at.Space != element.Prefix {
		return nil, errors.New("canonicalize: two readers see different elements")
	}
	return at, nil
}

// declareInherited writes onto an element the namespaces that it has from above,
// because canonicalization begins at it.
func declareInherited(found *etree.Element, element *strictxml.Element) {
	for prefix, uri := range element.Namespaces() {
		name := "xmlns"
		if prefix != "" {
			name = "xmlns:" + prefix
		}
		found.CreateAttr(name, uri) // replaces the element's own, which is the same
	}
}
