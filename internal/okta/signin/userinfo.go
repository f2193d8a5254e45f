package signin

import (
	"net/http"
	"slices"
	"strings"

	"github.com/musterhq/muster/internal/okta"
)

// claims are what the scopes other than openid give of a person.
type claims struct {
	Name              string   `json:"name,omitempty"`
	GivenName         string   `json:"given_name,omitempty"`
	FamilyName        string   `json:"family_name,omitempty"`
	PreferredUsername string   `json:"preferred_username,omitempty"`
	Email             string   `json:"email,omitempty"`
	EmailVerified     *bool    `json:"email_verified,omitempty"`
	Groups            []string `json:"groups,omitempty"`
}

func (s *Service) claims(person okta.Person, asked []string) claims {
	var told claims
	if slices.Contains(asked, "profile") {
		told.Name = person.Profile.Name()
		told.GivenName = person.Profile.GivenName
		told.FamilyName = person.Profile.FamilyName
		told.PreferredUsername = person.Profile.Login
	}
	if slices.Contains(asked, "email") {
		verified := true
		told.Email, told.EmailVerified = person.Profile.Email, &verified
	}
	if slices.Contains(asked, "groups") {
		told.Groups = s.groupsOf(person.ID)
	}
	return told
}

// userinfo tells an app of the person whose access token it holds.
func (s *Service) userinfo(w http.ResponseWriter, r *http.Request) {
	token, bearer := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	s.mu.Lock()
	allowed, known := s.access[token]
	s.mu.Unlock()
	refuse := func(description string) {
		w.Header().Set("WWW-Authenticate", `Bearer error="invalid_token", error_description="`+description+`"`)
		writeJSON(w, http.StatusUnauthorized, oauthError{"invalid_token", description})
	}
	if !bearer || !known || !s.now().Before(allowed.expires) {
		refuse("The access token is invalid.")
		return
	}
	person, err := s.eligible(allowed.user, allowed.app.Assigned)
	if err != nil {
		refuse(err.Error() + ".")
		return
	}
	writeJSON(w, http.StatusOK, struct {
		Subject okta.UserID `json:"sub"`
		claims
	}{person.ID, s.claims(person, allowed.scopes)})
}
