package scim

import (
	"strings"
	"time"
)

// comparison returns the test that one value has to pass. a is nil where no
// schema says anything; then values of another kind than the filter's do not
// compare.
func (c *filterCompiler) comparison(a *attribute, f Compare) (test, error) {
	want := f.Value
	if a != nil {
		if a.Type == TypeBoolean && want.kind == KindString && c.dialect.StringBooleans {
			if b, ok := booleanFrom(want.text); ok {
				want = b
			}
		}
		if err := checkComparison(a, f.Operator, want); err != nil {
			return nil, err
		}
		if a.Type == TypeDateTime && !isTextual(f.Operator) {
			return compareInstants(f.Operator, want.text), nil
		}
	}
	switch want.kind {
	case KindBool:
		if f.Operator != Equal && f.Operator != NotEqual {
			return nil, refuse(InvalidFilter, "True and false can be compared by eq and ne only.")
		}
		return func(v Value) bool {
			return (v.kind == KindBool && v.truth == want.truth) == (f.Operator == Equal)
		}, nil
	case KindNumber:
		if isTextual(f.Operator) {
			return nil, refuse(InvalidFilter, "The operator %s compares strings; put the value in double quotes.", f.Operator)
		}
		return func(v Value) bool {
			if v.kind != KindNumber {
				return f.Operator == NotEqual
			}
			return ordered(f.Operator, compareNumbers(v.text, want.text))
		}, nil
	case KindString:
		return c.compareText(a, f.Operator, want.text), nil
	}
	return nil, refuse(InvalidFilter, "The attribute %s cannot be compared with %s.", f.Path, article(want.kind))
}

func (c *filterCompiler) compareText(a *attribute, op Operator, want string) test {
	fold := c.dialect.fold
	if a != nil && a.CaseExact {
		fold = func(s string) string { return s }
	}
	want = fold(want)
	return func(v Value) bool {
		if v.kind != KindString {
			return op == NotEqual
		}
		got := fold(v.text)
		switch op {
		case Contains:
			return strings.Contains(got, want)
		case StartsWith:
			return strings.HasPrefix(got, want)
		case EndsWith:
			return strings.HasSuffix(got, want)
		}
		return ordered(op, strings.Compare(got, want))
	}
}

// compareInstants compares dates and times, whatever their zone. want has been
// checked.
func compareInstants(op Operator, want string) test {
	instant, _ := time.Parse(time.RFC3339Nano, want)
	return func(v Value) bool {
		got, err := time.Parse(time.RFC3339Nano, v.text)
		if v.kind != KindString || err != nil {
			return op == NotEqual
		}
		return ordered(op, got.Compare(instant))
	}
}

// ordered reports whether the outcome of a comparison satisfies the operator.
func ordered(op Operator, order int) bool {
	switch op {
	case Equal:
		return order == 0
	case NotEqual:
		return order != 0
	case GreaterThan:
		return order > 0
	case GreaterOrEqual:
		return order >= 0
	case LessThan:
		return order < 0
	case LessOrEqual:
		return order <= 0
	}
	return false
}

func isTextual(op Operator) bool {
	return op == Contains || op == StartsWith || op == EndsWith
}

// checkComparison refuses values that the attribute cannot have, and operators
// that its type does not know.
func checkComparison(a *attribute, op Operator, want Value) error {
	mismatch := func(needs string) error {
		return refuse(InvalidFilter, "The attribute %s can be compared with %s only, not with %s.", a.path, needs, shortened(want.String()))
	}
	equality := op == Equal || op == NotEqual
	switch a.Type {
	case TypeBoolean:
		if want.kind != KindBool {
			return mismatch("true or false")
		}
		if !equality {
			return refuse(InvalidFilter, "The attribute %s can be compared by eq and ne only.", a.path)
		}
	case TypeInteger, TypeDecimal:
		if want.kind != KindNumber {
			return mismatch("a number")
		}
	case TypeDateTime:
		if want.kind != KindString {
			return mismatch("a date and time in double quotes")
		}
		if _, err := time.Parse(time.RFC3339Nano, want.text); err != nil && !isTextual(op) {
			return mismatch("a date and time such as \"2011-05-13T04:42:34Z\"")
		}
	case TypeBinary:
		if !equality {
			return refuse(InvalidFilter, "The attribute %s can be compared by eq and ne only.", a.path)
		}
		fallthrough
	default:
		if want.kind != KindString {
			return mismatch("a string in double quotes")
		}
	}
	return nil
}
