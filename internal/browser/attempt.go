package browser

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"
)

// attemptBase begins the names of the cookies of attempts. The handle follows, so
// that two windows do not take each other's.
const attemptBase = "muster_attempt_"

const (
	maxHandle = 64
	// maxAttempts is how many a browser keeps. More than that are nobody's windows:
	// they would fill the head of every request until it is refused.
	maxAttempts = 8
	maxAttempt  = 3 << 10
)

// Kept is how a browser keeps an attempt: under a handle that comes back with it,
// sealed.
type Kept struct {
	Handle string
	Seal   Seal
}

// SetAttempt lets the browser keep what belongs to a sign-in that it begins, for a
// lifetime. The cookie goes along with the form that an identity provider's page
// posts, which a stricter one would not. A browser that speaks http with its own
// machine takes Secure there as well.
func (c Cookies) SetAttempt(w http.ResponseWriter, r *http.Request, as Kept, attempt any, lifetime time.Duration) error {
	if len(as.Seal) == 0 {
		return errors.New("keep an attempt: there is no key to seal it with")
	}
	text, err := json.Marshal(attempt)
	if err != nil {
		return err
	}
	c.dropOverdue(w, r)
	http.SetCookie(w, c.attempt(r, as.Handle, as.Seal.close(attemptBase+as.Handle, text), int(lifetime/time.Second)))
	return nil
}

// dropOverdue takes all that the browser keeps away, where there are too many.
func (c Cookies) dropOverdue(w http.ResponseWriter, r *http.Request) {
	var handles []string
	for _, cookie := range r.Cookies() {
		if handle, ours := strings.CutPrefix(cookie.Name, c.name(r, attemptBase)); ours {
			handles = append(handles, handle)
		}
	}
	if len(handles) < maxAttempts {
		return
	}
	for _, handle := range handles {
		c.DropAttempt(w, r, handle)
	}
}

// ReadAttempt reads what the browser keeps. It says false where there is nothing, or
// nothing that we sealed.
func (c Cookies) ReadAttempt(r *http.Request, as Kept, attempt any) bool {
	if !isHandle(as.Handle) {
		return false
	}
	cookie, err := r.Cookie(c.name(r, attemptBase+as.Handle))
	if err != nil || len(cookie.Value) > maxAttempt {
		return false
	}
	text, sealed := as.Seal.open(attemptBase+as.Handle, cookie.Value)
	return sealed && json.Unmarshal(text, attempt) == nil
}

// DropAttempt takes what the browser keeps under a handle away: an attempt has one
// answer, whatever it says.
func (c Cookies) DropAttempt(w http.ResponseWriter, r *http.Request, handle string) {
	if isHandle(handle) {
		http.SetCookie(w, c.attempt(r, handle, "", -1))
	}
}

func (c Cookies) attempt(r *http.Request, handle, value string, age int) *http.Cookie {
	return &http.Cookie{ //nolint:gosec // SameSite=None is what lets it go along with the form that a provider posts
		Name:     c.name(r, attemptBase+handle),
		Value:    value,
		Path:     "/",
		MaxAge:   age,
		Secure:   true,
		HttpOnly: true,
		SameSite: http.SameSiteNoneMode,
	}
}

// isHandle says whether a text can be part of a cookie's name.
func isHandle(text string) bool {
	return text != "" && len(text) <= maxHandle && strings.IndexFunc(text, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9')
	}) < 0
}
