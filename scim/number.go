package scim

import (
	"strconv"
	"strings"
)

// numberEnd returns the position after the JSON number that begins at in[i],
// or -1 if there is none (RFC 8259 §6).
func numberEnd(in string, i int) int {
	if i < len(in) && in[i] == '-' {
		i++
	}
	integer := digitsEnd(in, i)
	if integer == i || (in[i] == '0' && integer > i+1) {
		return -1
	}
	i = integer
	if i < len(in) && in[i] == '.' {
		fraction := digitsEnd(in, i+1)
		if fraction == i+1 {
			return -1
		}
		i = fraction
	}
	if i < len(in) && (in[i] == 'e' || in[i] == 'E') {
		i++
		if i < len(in) && (in[i] == '+' || in[i] == '-') {
			i++
		}
		exponent := digitsEnd(in, i)
		if exponent == i {
			return -1
		}
		i = exponent
	}
	return i
}

func digitsEnd(in string, i int) int {
	for i < len(in) && '0' <= in[i] && in[i] <= '9' {
		i++
	}
	return i
}

// compareNumbers orders two JSON number literals by their exact value, so that
// integers beyond 2^53 and large exponents are not confused.
func compareNumbers(a, b string) int {
	x, y := decimalOf(a), decimalOf(b)
	if x.sign != y.sign {
		return x.sign - y.sign
	}
	if x.sign == 0 {
		return 0
	}
	if x.exponent != y.exponent {
		if x.exponent < y.exponent {
			return -x.sign
		}
		return x.sign
	}
	return x.sign * strings.Compare(x.digits, y.digits)
}

// decimal is sign × 0.digits × 10^exponent, digits without zeros at either end.
type decimal struct {
	sign     int
	digits   string
	exponent int
}

func decimalOf(literal string) decimal {
	d := decimal{sign: 1}
	if strings.HasPrefix(literal, "-") {
		d.sign = -1
		literal = literal[1:]
	}
	mantissa := literal
	if i := strings.IndexAny(literal, "eE"); i >= 0 {
		mantissa = literal[:i]
		d.exponent = clampedInt(literal[i+1:])
	}
	integer, fraction, _ := strings.Cut(mantissa, ".")
	d.exponent += len(integer)
	digits := strings.TrimRight(integer+fraction, "0")
	d.digits = strings.TrimLeft(digits, "0")
	d.exponent -= len(digits) - len(d.digits)
	if d.digits == "" {
		return decimal{}
	}
	return d
}

// clampedInt reads an exponent. Beyond a billion all are taken as equal: such
// numbers are noise, and the sum with a length must not overflow.
func clampedInt(s string) int {
	const most = 1_000_000_000
	n, err := strconv.Atoi(s)
	if err == nil && -most < n && n < most {
		return n
	}
	if strings.HasPrefix(s, "-") {
		return -most
	}
	return most
}
