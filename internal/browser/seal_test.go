package browser_test

import (
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/browser"
)

// An attempt is read only under the keys that sealed it, under its own handle, and
// byte for byte as it was.
func TestNobodyElseWritesAnAttempt(t *testing.T) {
	t.Parallel()
	first, second, third := []byte("first"), []byte("second"), []byte("third")
	w := httptest.NewRecorder()
	if err := cookies.SetAttempt(w, arriving("muster.example", true), browser.Kept{Handle: "H1", Seal: browser.Seal{first, second}}, attempt{"state"}, time.Minute); err != nil {
		t.Fatal(err)
	}
	value := onlyCookie(t, w).Value
	read := func(handle, value string, seal browser.Seal) bool {
		r := arriving("muster.example", true)
		r.AddCookie(&http.Cookie{Name: "__Host-muster_attempt_" + handle, Value: value})
		return cookies.ReadAttempt(r, browser.Kept{Handle: handle, Seal: seal}, &attempt{})
	}
	for name, test := range map[string]struct {
		seal browser.Seal
		want bool
	}{
		"the keys that sealed it":          {browser.Seal{first, second}, true},
		"the last one, when it is alone":   {browser.Seal{second}, true},
		"the last one, beside a newer one": {browser.Seal{second, third}, true},
		"the first one":                    {browser.Seal{first}, false},
		"another":                          {browser.Seal{third}, false},
		"an empty one":                     {browser.Seal{nil}, false},
		"none":                             {nil, false},
	} {
		if got := read("H1", value, test.seal); got != test.want {
			t.Errorf("read by %s: %t, want %t", name, got, test.want)
		}
	}
	if read("H2", value, browser.Seal{first, second}) {
		t.Error("it was read under another handle")
	}
	whole, err := base64.RawURLEncoding.DecodeString(value)
	if err != nil {
		t.Fatal(err)
	}
	for at := range whole {
		changed := append([]byte(nil), whole...)
		changed[at] ^= 1
		if read("H1", base64.RawURLEncoding.EncodeToString(changed), browser.Seal{first, second}) {
			t.Errorf("it was read with another byte %d", at)
		}
		if read("H1", base64.RawURLEncoding.EncodeToString(whole[:at]), browser.Seal{first, second}) {
			t.Errorf("its first %d bytes were read", at)
		}
	}
}

func TestNothingIsKeptWithoutAKey(t *testing.T) {
	t.Parallel()
	w := httptest.NewRecorder()
	if err := cookies.SetAttempt(w, arriving("muster.example", true), browser.Kept{Handle: "H1"}, attempt{"state"}, time.Minute); err == nil || len(w.Header()) != 0 {
		t.Errorf("answered %v with %v", err, w.Header())
	}
}
