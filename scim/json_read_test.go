package scim_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/musterhq/muster/scim"
)

func TestParseValueRefuses(t *testing.T) {
	t.Parallel()
	for name, in := range map[string]string{
		"nothing":                     ``,
		"white space":                 " \n",
		"a comma too many":            `{"a":1,}`,
		"a comma too many in array":   `[1,]`,
		"no comma":                    `{"a":1 "b":2}`,
		"no colon":                    `{"a" 1}`,
		"no quotes":                   `{a:1}`,
		"single quotes":               `{'a':1}`,
		"a truncated object":          `{"a":1`,
		"a truncated string":          `{"a":"`,
		"a truncated escape":          `"\u00`,
		"a truncated word":            `tru`,
		"a second value":              `{} {}`,
		"trailing garbage":            `{}x`,
		"a comment":                   `{} // x`,
		"a byte order mark":           "\ufeff{}",
		"a repeated name":             `{"a":1,"a":2}`,
		"a repeated name, other case": `{"userName":"a","USERNAME":"b"}`,
		"a repeated name, escaped":    `{"a":1,"\u0061":2}`,
		"a repeated name below":       `{"x":[{"a":1,"A":2}]}`,
		"invalid UTF-8":               "\"\xff\"",
		"overlong UTF-8":              "\"\xc0\xaf\"",
		"an encoded surrogate":        "\"\xed\xa0\x80\"",
		"invalid UTF-8 after escape":  "\"\\n\xff\"",
		"invalid UTF-8 in a name":     "{\"\xff\":1}",
		"a lone high surrogate":       `"\ud83d"`,
		"a lone low surrogate":        `"\ude00"`,
		"surrogates in wrong order":   `"\ude00\ud83d"`,
		"a high surrogate and text":   `"\ud83dx"`,
		"an escaped NUL":              `"a\u0000b"`,
		"an escaped NUL in a name":    `{"a\u0000":1}`,
		"a raw NUL":                   "\"a\x00b\"",
		"a raw line break":            "\"a\nb\"",
		"an unknown escape":           `"\x"`,
		"a leading zero":              `01`,
		"a leading plus":              `+1`,
		"a bare minus":                `-`,
		"a point without fraction":    `1.`,
		"a fraction without integer":  `.5`,
		"an empty exponent":           `1e`,
		"NaN":                         `NaN`,
		"capital True":                `True`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v, err := scim.ParseValue([]byte(in), scim.Limits{})
			if err == nil {
				t.Fatalf("read as %s", v)
			}
			if got := typeOf(t, err); got != scim.InvalidSyntax {
				t.Errorf("scimType is %s", got)
			}
		})
	}
}

func TestParseValueKeepsWhatItReads(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		`null`:                                 `null`,
		` { } `:                                `{}`,
		`[ ]`:                                  `[]`,
		`[1.0, 1e5,-0,12345678901234567890]`:   `[1.0,1e5,-0,12345678901234567890]`,
		`"\u00e9\ud83d\ude00\/\b\f\n\r\t\"\\"`: `"é😀/\b\f\n\r\t\"\\"`,
		`"\u001f\u007f"`:                       "\"\\u001f\u007f\"",
		`{"b":1,"A":{"c":[true,false,null]}}`:  `{"b":1,"A":{"c":[true,false,null]}}`,
		`{"É":1,"é":2}`:                        `{"É":1,"é":2}`,
		`{"ſ":1,"s":2}`:                        `{"ſ":1,"s":2}`,
	} {
		v, err := scim.ParseValue([]byte(in), scim.Limits{})
		if err != nil {
			t.Errorf("read %s: %v", in, err)
			continue
		}
		if got := v.String(); got != want {
			t.Errorf("%s is written as %s, want %s", in, got, want)
		}
	}
}

func TestParseValueIsBounded(t *testing.T) {
	t.Parallel()
	deep := strings.Repeat("[", 33) + strings.Repeat("]", 33)
	for _, tt := range []struct {
		in     string
		limits scim.Limits
		limit  scim.Limit
		status int
	}{
		{deep, scim.Limits{}, scim.LimitDepth, 400},
		{strings.Repeat(`{"a":`, 1_000_000), scim.Limits{Depth: -1}, scim.LimitDepth, 400},
		{`[[1]]`, scim.Limits{Depth: 1}, scim.LimitDepth, 400},
		{`[1,2,3]`, scim.Limits{Nodes: 3}, scim.LimitNodes, 413},
	} {
		_, err := scim.ParseValue([]byte(tt.in), tt.limits)
		over, ok := errors.AsType[*scim.LimitError](err)
		if !ok || over.Limit != tt.limit {
			t.Errorf("%.20s…: error is %v, want one about %s", tt.in, err, tt.limit)
			continue
		}
		if e, _ := errors.AsType[*scim.Error](err); e.Status != tt.status {
			t.Errorf("%.20s…: status is %d, want %d", tt.in, e.Status, tt.status)
		}
	}
	if _, err := scim.ParseValue([]byte(deep[1:65]), scim.Limits{}); err != nil {
		t.Errorf("the default depth is not 32: %v", err)
	}
	if _, err := scim.ParseValue([]byte(`[1,2,3]`), scim.Limits{Nodes: 4}); err != nil {
		t.Errorf("four values are more than four: %v", err)
	}
}

// The depth counts open containers, not containers in all.
func TestParseValueDepthIsNotConsumed(t *testing.T) {
	t.Parallel()
	in := "[" + strings.Repeat("[[]],{\"a\":{}},", 100) + "0]"
	if _, err := scim.ParseValue([]byte(in), scim.Limits{Depth: 3}); err != nil {
		t.Error(err)
	}
}

// FuzzParseValue holds the reader against encoding/json, which is more lenient:
// what ours accepts it accepts too, with the same meaning.
func FuzzParseValue(f *testing.F) {
	for _, seed := range []string{oktaUser, fullUser, `[1.5e-7,"\ud83d\ude00",null,{"a":{"b":[]}}]`, `{"a":1,"A":2}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		v, err := scim.ParseValue(data, scim.Limits{})
		if err != nil {
			typeOf(t, err)
			return
		}
		out := v.AppendJSON(nil)
		if !json.Valid(out) || !json.Valid(data) {
			t.Fatalf("%q was read as the ill-formed %q", data, out)
		}
		var ours, theirs any
		if json.Unmarshal(data, &theirs) == nil {
			if err := json.Unmarshal(out, &ours); err != nil {
				t.Fatal(err)
			}
			a, _ := json.Marshal(ours)
			b, _ := json.Marshal(theirs)
			if string(a) != string(b) {
				t.Fatalf("%q means %s, encoding/json reads %s", data, a, b)
			}
		}
		again, err := scim.ParseValue(out, scim.Limits{})
		if err != nil || !again.Equal(v) || again.String() != string(out) {
			t.Fatalf("%q is not stable: %q, %v", out, again, err)
		}
	})
}
