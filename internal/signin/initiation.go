package signin

import (
	"net/http"
	"strings"
)

// initiation is what a browser says that sets out. Our pages say what for and where
// to go afterwards. Others, such as a provider's list of apps, begin a sign-in by the
// words of OpenID Connect (Core §4), which come by GET or POST. Their iss is not
// looked at: the address is that of one login method, which asks its own issuer.
type initiation struct {
	purpose purpose
	// to is a path of ours, whatever was said.
	to string
	// hint is whom the provider may expect.
	hint string
}

// maxHint bounds the hint, in bytes.
const maxHint = 320

// initiationOf reads one.
func (s *Server) initiationOf(w http.ResponseWriter, r *http.Request) initiation {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	r.ParseForm() //nolint:errcheck // by a form that cannot be read nothing was said, and a sign-in begins all the same
	said := initiation{purpose: toSignIn, to: localPath(r.Form.Get("return"))}
	if wanted := purpose(r.Form.Get("for")); wanted != "" {
		said.purpose = wanted
	}
	if target, ours := strings.CutPrefix(r.Form.Get("target_link_uri"), s.config.PublicURL); ours && !r.Form.Has("return") {
		said.to = localPath(target)
	}
	if hint := r.Form.Get("login_hint"); len(hint) <= maxHint {
		said.hint = hint
	}
	return said
}
