package wording_test

import (
	"slices"
	"testing"

	"github.com/musterhq/muster/internal/wording"
)

func TestSay(t *testing.T) {
	t.Parallel()
	const seats = "{count, plural, =0 {No seat is free} one {# seat of {who}'s is free} other {# seats are free}}."
	const provider = "In {provider, select, unnamed {your provider} other {{provider}}}: #1."
	const nested = "{minutes, plural, =0 {{seconds, plural, one {a second} other {# seconds}}} other {# minutes}}"
	for _, test := range []struct {
		text   string
		values wording.Values
		want   string
	}{
		{"{member} is here; she isn't {member}.", wording.Values{"member": "Ana {x}"}, "Ana {x} is here; she isn't Ana {x}."},
		{seats, wording.Values{"count": "0"}, "No seat is free."},
		{seats, wording.Values{"count": "1", "who": "Ana"}, "1 seat of Ana's is free."},
		{seats, wording.Values{"count": "1234567"}, "1,234,567 seats are free."},
		{provider, wording.Values{"provider": "Okta"}, "In Okta: #1."},
		{provider, wording.Values{"provider": "unnamed"}, "In your provider: #1."},
		{nested, wording.Values{"minutes": "0", "seconds": "1"}, "a second"},
		{nested, wording.Values{"minutes": "0", "seconds": "30"}, "30 seconds"},
		{nested, wording.Values{"minutes": "5"}, "5 minutes"},
		{"", nil, ""},
	} {
		if got := wording.New(test.text).Say(test.values); got != test.want {
			t.Errorf("%s with %v says %q, want %q", test.text, test.values, got, test.want)
		}
	}
	if got := wording.New(nested + seats).Names(); !slices.Equal(got, []string{"count", "minutes", "seconds", "who"}) {
		t.Errorf("names %v", got)
	}
}

func TestWrongNotationIsNoText(t *testing.T) {
	t.Parallel()
	for _, wrong := range []string{
		"{", "}", "{}", "{a", "{a b}", "{a,}", "{a, number}", "{a, plural}", "{a, plural, one {x}}", "{a, select, other x}",
		"{a, select, other {x}", "{a, select, other {x} other {y}}", "it isn'{a}t", "it isn''t", "a } b",
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%q was read", wrong)
				}
			}()
			wording.New(wrong)
		}()
	}
}
