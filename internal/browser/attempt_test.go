package browser_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/browser"
)

type attempt struct{ State string }

var cookies = browser.Cookies{PublicURL: "https://muster.example"}

// under is how an attempt of these tests is kept.
func under(handle string) browser.Kept {
	return browser.Kept{Handle: handle, Seal: browser.Seal{[]byte("a key of these tests")}}
}

// sealed is the cookie of a text that nothing but the seal is right about.
func sealed(handle, text string) string {
	mac := hmac.New(sha256.New, []byte("a key of these tests"))
	fmt.Fprintf(mac, "muster_attempt_%s\n%s", handle, text)
	return base64.RawURLEncoding.EncodeToString(append(mac.Sum(nil), text...))
}

func TestAnAttemptComesBackToItsHandle(t *testing.T) {
	t.Parallel()
	for public, name := range map[string]string{"https://muster.example": "__Host-muster_attempt_H1", "http://127.0.0.1:8080": "muster_attempt_H1"} {
		cookies := browser.Cookies{PublicURL: public}
		w := httptest.NewRecorder()
		r := arriving("muster.example", false)
		if err := cookies.SetAttempt(w, r, under("H1"), attempt{"state"}, 15*time.Minute); err != nil {
			t.Fatal(err)
		}
		cookie := onlyCookie(t, w)
		// It goes along with a form that another site posts, for a quarter of an hour.
		if cookie.Name != name || !cookie.Secure || !cookie.HttpOnly || cookie.SameSite != http.SameSiteNoneMode ||
			cookie.Path != "/" || cookie.Domain != "" || cookie.MaxAge != 15*60 {
			t.Errorf("%s: set %q", public, cookie.Raw)
		}
		r.AddCookie(&http.Cookie{Name: cookie.Name, Value: cookie.Value})
		var got attempt
		if !cookies.ReadAttempt(r, under("H1"), &got) || got.State != "state" {
			t.Errorf("%s: read %+v", public, got)
		}
		if cookies.ReadAttempt(r, under("H2"), &got) || cookies.ReadAttempt(r, under("h1"), &got) {
			t.Errorf("%s: another handle reads it", public)
		}
		w = httptest.NewRecorder()
		cookies.DropAttempt(w, r, "H1")
		if cookie := onlyCookie(t, w); cookie.Name != name || cookie.MaxAge != -1 || cookie.Value != "" {
			t.Errorf("%s: dropped by %q", public, cookie.Raw)
		}
	}
}

func TestWhatIsNoHandle(t *testing.T) {
	t.Parallel()
	for _, handle := range []string{"", strings.Repeat("a", 65), "a b", "a;b", "a=b", "../a", "a\r\nSet-Cookie: x", "\u00e4", "a-b", "a_b", "\u0660", "a\x00"} {
		r := arriving("muster.example", true)
		r.Header.Set("Cookie", "__Host-muster_attempt_"+handle+"="+sealed(handle, `{"State":"x"}`))
		var got attempt
		if cookies.ReadAttempt(r, under(handle), &got) {
			t.Errorf("%q was read", handle)
		}
		w := httptest.NewRecorder()
		cookies.DropAttempt(w, r, handle)
		if len(w.Header()) != 0 {
			t.Errorf("%q set %v", handle, w.Header())
		}
	}
	r := arriving("muster.example", true)
	longest := strings.Repeat("Z", 64)
	r.AddCookie(&http.Cookie{Name: "__Host-muster_attempt_" + longest, Value: sealed(longest, `{}`)})
	if !cookies.ReadAttempt(r, under(longest), &attempt{}) {
		t.Error("the longest handle is none")
	}
}

func TestWhatIsNoAttempt(t *testing.T) {
	t.Parallel()
	seal := func(text string) string { return sealed("H1", text) }
	good := seal(`{"State":"x"}`)
	for name, value := range map[string]string{
		"nothing":             "",
		"broken base64":       "!!!",
		"padded base64":       good + "=",
		"base64 of a header":  "+/+/",
		"broken JSON":         seal(`{"State":`),
		"JSON of another":     seal(`{"State":7}`),
		"a list":              seal(`[]`),
		"two":                 seal(`{"State":"x"}{"State":"y"}`),
		"too much of it":      seal(`{"State":"` + strings.Repeat("x", 3<<10) + `"}`),
		"just a little more":  seal(`{"State":"x"}` + strings.Repeat(" ", 2260)),
		"base64 with a break": good[:3] + "\n" + good[3:],
	} {
		r := arriving("muster.example", true)
		r.Header.Set("Cookie", "__Host-muster_attempt_H1="+value)
		if cookies.ReadAttempt(r, under("H1"), &attempt{}) {
			t.Errorf("%s was read", name)
		}
	}
	r := arriving("muster.example", true)
	r.Header.Set("Cookie", "__Host-muster_attempt_H1="+seal(`{"State":"x"}`+strings.Repeat(" ", 2259)))
	if !cookies.ReadAttempt(r, under("H1"), &attempt{}) {
		t.Error("the greatest attempt is none")
	}
}

func TestWhatCannotBeKept(t *testing.T) {
	t.Parallel()
	w := httptest.NewRecorder()
	if err := cookies.SetAttempt(w, arriving("muster.example", true), under("H1"), make(chan int), time.Minute); err == nil || len(w.Header()) != 0 {
		t.Errorf("answered %v with %v", err, w.Header())
	}
}

// A browser keeps a few attempts. Where there are more, all of them are dropped, so
// that nothing fills the head of its requests.
func TestAttemptsAreBounded(t *testing.T) {
	t.Parallel()
	for kept, dropped := range map[int]int{7: 0, 8: 8, 20: 20} {
		r := arriving("muster.example", false)
		for n := range kept {
			r.AddCookie(&http.Cookie{Name: "__Host-muster_attempt_H" + strings.Repeat("x", n), Value: "x"})
		}
		w := httptest.NewRecorder()
		if err := cookies.SetAttempt(w, r, under("NEW"), attempt{"state"}, 15*time.Minute); err != nil {
			t.Fatal(err)
		}
		gone, set := 0, 0
		for _, cookie := range w.Result().Cookies() {
			switch {
			case cookie.MaxAge < 0:
				gone++
			case cookie.Name == "__Host-muster_attempt_NEW":
				set++
			}
		}
		if gone != dropped || set != 1 {
			t.Errorf("of %d attempts %d were dropped, want %d; the new one was set %d times", kept, gone, dropped, set)
		}
	}
}
