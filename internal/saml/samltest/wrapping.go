package samltest

// Wraps lists the eight signature wrapping attacks of Somorovsky and others ("On
// Breaking SAML", 2012) by their numbers there.
func Wraps() []int { return []int{1, 2, 3, 4, 5, 6, 7, 8} }

// Wrap applies a wrapping attack to a signed response. target is the element
// whose signature is misused, the response or its assertion; harm makes a copy
// of what was signed say something else. The signature and what it covers stay
// in the document, so that one who only asks whether a signature is right is
// told yes.
func Wrap(number int, response, target *Node, harm func(copied *Node)) *Node {
	signature := target.Child("ds:Signature")
	evil := target.Clone()
	evil.Remove(evil.Child("ds:Signature"))
	harm(evil)
	stripped := func() *Node {
		original := target.Clone()
		original.Remove(original.Child("ds:Signature"))
		return original
	}
	assertion := response.Find("saml2:Assertion")
	evilAssertion := evil.Find("saml2:Assertion")
	switch number {
	case 1: // evil, whose signature holds the original
		evil.Insert(1, signature.Clone().Add(stripped()))
	case 2: // evil, with the original beside the signature
		evil.Insert(1, stripped(), signature.Clone())
	case 3: // an evil assertion before the signed one
		return with(response, assertion, evilAssertion.Clone(), assertion.Clone())
	case 4: // an evil assertion around the signed one
		return with(response, assertion, evilAssertion.Clone().Add(assertion.Clone()))
	case 5: // evil with the signature, and the original at the end
		evil.Insert(1, signature.Clone())
		if target == response {
			return evil.Add(stripped())
		}
		return with(response, assertion, evil, stripped())
	case 6: // evil, whose key information holds the original
		moved := signature.Clone()
		moved.Child("ds:KeyInfo").Add(stripped())
		evil.Insert(1, moved)
	case 7: // an evil assertion in extensions, where the schema allows anything
		extensions := Element("saml2p:Extensions").Add(evilAssertion.Clone())
		return with(response, assertion, extensions, assertion.Clone())
	case 8: // evil, whose signature holds the original as an object
		evil.Insert(1, signature.Clone().Add(Element("ds:Object").Add(stripped())))
	}
	if target == response {
		return evil
	}
	return with(response, assertion, evil)
}

// with copies a response and puts other nodes where its assertion stands.
func with(response, assertion *Node, nodes ...*Node) *Node {
	position := 0
	for i, kid := range response.Kids {
		if kid == assertion {
			position = i
		}
	}
	wrapped := response.Clone()
	wrapped.Kids = append(wrapped.Kids[:position:position], wrapped.Kids[position+1:]...)
	wrapped.Insert(position, nodes...)
	return wrapped
}
