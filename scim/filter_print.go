package scim

// String returns the filter as ParseFilter reads it.
func (f And) String() string       { return string(f.appendText(nil)) }
func (f Or) String() string        { return string(f.appendText(nil)) }
func (f Not) String() string       { return string(f.appendText(nil)) }
func (f Compare) String() string   { return string(f.appendText(nil)) }
func (f Present) String() string   { return string(f.appendText(nil)) }
func (f ValuePath) String() string { return string(f.appendText(nil)) }

func (f And) binds() int     { return 1 }
func (f Or) binds() int      { return 0 }
func (Not) binds() int       { return 2 }
func (Compare) binds() int   { return 2 }
func (Present) binds() int   { return 2 }
func (ValuePath) binds() int { return 2 }

func (f And) appendText(dst []byte) []byte { return appendTerms(dst, f, " and ", 1) }
func (f Or) appendText(dst []byte) []byte  { return appendTerms(dst, f, " or ", 0) }

// appendTerms joins filters, in parentheses those that bind more loosely.
func appendTerms(dst []byte, terms []Filter, word string, binds int) []byte {
	for i, term := range terms {
		if i > 0 {
			dst = append(dst, word...)
		}
		if term.binds() >= binds {
			dst = term.appendText(dst)
			continue
		}
		dst = append(dst, '(')
		dst = term.appendText(dst)
		dst = append(dst, ')')
	}
	return dst
}

func (f Not) appendText(dst []byte) []byte {
	dst = append(dst, "not ("...)
	dst = f.Filter.appendText(dst)
	return append(dst, ')')
}

func (f Compare) appendText(dst []byte) []byte {
	dst = f.Path.appendText(dst)
	dst = append(dst, ' ')
	dst = append(dst, f.Operator...)
	dst = append(dst, ' ')
	return f.Value.AppendJSON(dst)
}

func (f Present) appendText(dst []byte) []byte {
	return append(f.Path.appendText(dst), " pr"...)
}

func (f ValuePath) appendText(dst []byte) []byte { return f.Path.appendText(dst) }
