package traffic

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

func TestRedactedBodies(t *testing.T) {
	t.Parallel()
	members := strings.TrimSuffix(strings.Repeat(`{"value":"u"},`, 256), ",")
	kept := strings.TrimSuffix(strings.Repeat(`{"value":"u"},`, 20), ",")
	for name, test := range map[string]struct{ sent, want string }{
		"nothing":             {``, ``},
		"order and numbers":   {`{"b":1.50,"a":[true,null],"b":2e9}`, `{"b":1.50,"a":[true,null],"b":2e9}`},
		"text":                {`{"name":"Ana <Ruiz> & Ä \u0000"}`, `{"name":"Ana <Ruiz> & Ä \u0000"}`},
		"password":            {`{"userName":"ana","password":"hunter-2"}`, `{"userName":"ana","password":"[removed]"}`},
		"in any case":         {`{"PassWord":"hunter-2"}`, `{"PassWord":"[removed]"}`},
		"at any depth":        {`{"urn:x":{"list":[{"apiKey":{"a":["hunter-2"]}}]}}`, `{"urn:x":{"list":[{"apiKey":"[removed]"}]}}`},
		"under its URN":       {`{"urn:ietf:params:scim:schemas:core:2.0:User:password":"hunter-2"}`, `{"urn:ietf:params:scim:schemas:core:2.0:User:password":"[removed]"}`},
		"PATCH with a path":   {`{"Operations":[{"op":"replace","path":"password","value":"hunter-2"}]}`, `{"Operations":[{"op":"replace","path":"password","value":"[removed]"}]}`},
		"PATCH, value first":  {`{"Operations":[{"value":"hunter-2","op":"add","Path":"PASSWORD"}]}`, `{"Operations":[{"value":"[removed]","op":"add","Path":"PASSWORD"}]}`},
		"PATCH without path":  {`{"Operations":[{"op":"replace","value":{"password":"hunter-2","active":true}}]}`, `{"Operations":[{"op":"replace","value":{"password":"[removed]","active":true}}]}`},
		"PATCH with a filter": {`[{"op":"add","path":"x[secret eq \"hunter-2\"].y","value":1}]`, `[{"op":"add","path":"x[secret eq \"[removed]\"].y","value":"[removed]"}]`},
		"said again later":    {`{"password":"hunter-2","note":"is hunter-2 good?"}`, `{"password":"[removed]","note":"is [removed] good?"}`},
		"a token of ours":     {`{"title":"x MUSTER_scim_abc-DEF_1 y"}`, `{"title":"x [removed] y"}`},
		"many members":        {`{"members":[` + members + `]}`, `{"members":[` + kept + `,"[and 236 more]"]}`},
		"a long text":         {`{"photo":"` + strings.Repeat("a", 3000) + `"}`, `{"photo":"` + strings.Repeat("a", 1024) + `… [1,976 bytes more]"}`},
		"depth":               {strings.Repeat(`[`, 20) + strings.Repeat(`]`, 20), strings.Repeat(`[`, 12) + `"[nested too deeply to be kept]"` + strings.Repeat(`]`, 12)},
		"not JSON":            {`password=hunter-2`, `"[17 bytes that are not JSON]"`},
		"half of JSON":        {`{"password":"hunter-2"`, `"[22 bytes that are not JSON]"`},
		"two values":          {`{} {}`, `"[5 bytes that are not JSON]"`},
	} {
		var r redactor
		if got := r.body(Body{Bytes: []byte(test.sent)}); got != test.want {
			t.Errorf("%s: %s\nis kept as\n%s\nwant\n%s", name, test.sent, got, test.want)
		}
	}
}

// Of a large body the beginning is kept, as whole JSON, and a PATCH whose path
// may be in what is missing keeps no value.
func TestCutBodies(t *testing.T) {
	t.Parallel()
	var members []string
	for i := range 5000 {
		members = append(members, fmt.Sprintf(`{"value":"member-%d"}`, i))
	}
	list := strings.Join(members, ",")
	for name, sent := range map[string]string{
		"group":     `{"displayName":"Crew","members":[` + list + `]}`,
		"operation": `{"Operations":[{"op":"add","value":[` + list + `],"path":"password"}]}`,
		"names":     `{` + strings.TrimSuffix(strings.Repeat(`"a name that is rather long":"and a value that is longer still",`, 3000), ",") + `}`,
	} {
		var r redactor
		got := r.body(Body{Bytes: []byte(sent)})
		if len(got) > MaxBody || !json.Valid([]byte(got)) || !strings.Contains(got, "whole body has") && !strings.Contains(got, " more]") && name != "operation" {
			t.Errorf("%s is kept in %d bytes as %s", name, len(got), got)
		}
		if name == "operation" && strings.Contains(got, "member-1") {
			t.Errorf("the value of an operation is kept whose path is not known: %s", got)
		}
	}
	large := make([]byte, 1<<20)
	if body := BodyOf(large); cap(body.Bytes) > 2*maxRaw || body.Size != int64(len(large)) {
		t.Errorf("a large body holds on to %d bytes and says it has %d", cap(body.Bytes), body.Size)
	}
}

// A secret in the query is removed, and from the sentence that quotes it too.
func TestToldQueries(t *testing.T) {
	t.Parallel()
	for sent, want := range map[string]string{
		"": "",
		"filter=userName+eq+%22ana%22&startIndex=1&count=2": `filter=userName eq "ana"&startIndex=1&count=2`,
		"Filter=password%20eq%20%22hunter-2%22":             `Filter=password eq "[removed]"`,
		"filter=password%20sw%20hunter-2":                   `filter=[removed]`,
		"access_token=hunter-2&aadOptscim062020":            `access_token=[removed]&aadOptscim062020=`,
		"count=muster_scim_abcdef":                          `count=[removed]`,
		"filter=%zz\x00":                                    "filter=%zz ",
	} {
		e := entry{Request: Request{Kind: Lookup, Query: sent, Detail: `The filter compares with "hunter-2".`, Status: 400, Outcome: Refused}}
		recorder := Recorder{}
		if !recorder.finish(&e) {
			t.Fatal("the request could not be told")
		}
		if e.Query != want {
			t.Errorf("%q is told as %q, want %q", sent, e.Query, want)
		}
		if strings.Contains(sent, "eq%20%22hunter-2") && strings.Contains(e.Sentence+e.Detail, "hunter-2") {
			t.Errorf("the sentence says %q", e.Sentence)
		}
	}
}

// FuzzRedactor: whatever surrounds a secret, what is kept is whole JSON of a
// bounded size without it.
func FuzzRedactor(f *testing.F) {
	const canary = "c4n4ry-hunter-2"
	for _, seed := range []string{
		`{"a":1}`, `[1,"x",null]`, `"text"`, `{"op":"add","path":"password","value":"x"}`, `{"op":"add","value":[`, `{"members":[{"value":"1"}]}`,
		strings.Repeat(`[`, 40), `{"a":"\ud800"}`, "{\"a\":\"\xff\"}", `1e999`, `{"password":{"type":"secret"}}`, `{"":""}`,
	} {
		f.Add([]byte(seed), uint16(0))
		f.Add([]byte(seed), uint16(33000))
	}
	f.Fuzz(func(t *testing.T, around []byte, padding uint16) {
		pad := `"` + strings.Repeat("p", int(padding)) + `"`
		for _, sent := range []string{
			string(around),
			`{"around":` + string(around) + `,"password":"` + canary + `"}`,
			`{"password":"` + canary + `","around":` + string(around) + `,"again":"` + canary + `"}`,
			`[{"op":"replace","value":["` + canary + `",` + string(around) + `],"pad":` + pad + `,"path":"urn:x:User:password"}]`,
			`{"a":{"clientSecret":[` + string(around) + `,"` + canary + `"]},"pad":` + pad + `}`,
		} {
			var r redactor
			kept := r.body(Body{Bytes: []byte(sent)})
			if kept != "" && !json.Valid([]byte(kept)) {
				t.Errorf("%q is kept as %q", sent, kept)
			}
			if len(kept) > MaxBody {
				t.Errorf("%d bytes are kept", len(kept))
			}
			if bytes.Contains([]byte(kept), []byte(canary)) && !bytes.Contains(around, []byte(canary)) {
				t.Errorf("%q keeps the secret: %q", sent, kept)
			}
			if strings.ContainsRune(kept, 0) {
				t.Errorf("%q is kept with a NUL", sent)
			}
		}
	})
}
