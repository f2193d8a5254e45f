package oidc

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode"
)

const (
	// maxSkew is how far the provider's clock may be from ours.
	maxSkew = time.Minute
	// maxSubject is OIDC Core section 2: no more than 255 characters, ASCII.
	maxSubject = 255
	// maxProfile bounds a name or an address, in bytes; what is longer is left out.
	maxProfile = 1024
	// maxAudiences bounds the list, which is compared one by one.
	maxAudiences = 20
)

// claims are what an ID token says (OIDC Core section 2).
type claims struct {
	issuer          string
	subject         string
	audience        []string
	authorizedParty string
	hasParty        bool
	expiry          time.Time
	issuedAt        time.Time
	notBefore       time.Time
	signedInAt      time.Time // auth_time
	nonce           string
	accessTokenHash string
	hasHash         bool

	email             string
	emailVerified     bool
	preferredUsername string
	name              string
	session           string
}

func parseClaims(data []byte) (claims, error) {
	d, err := parseDocument(data)
	if err != nil {
		return claims{}, err
	}
	c := claims{
		hasParty: d.has("azp"), hasHash: d.has("at_hash"),
		email: d.profile("email"), preferredUsername: d.profile("preferred_username"),
		name: d.profile("name"), session: d.profile("sid"),
	}
	// A provider that writes "true" in quotes has not said that it is true.
	c.emailVerified, err = d.truth("email_verified")
	c.emailVerified = c.emailVerified && err == nil && c.email != ""

	var problems []error
	for name, place := range map[string]*string{
		"iss": &c.issuer, "sub": &c.subject, "azp": &c.authorizedParty, "nonce": &c.nonce, "at_hash": &c.accessTokenHash,
	} {
		*place, err = d.text(name)
		problems = append(problems, err)
	}
	for name, place := range map[string]*time.Time{
		"exp": &c.expiry, "iat": &c.issuedAt, "nbf": &c.notBefore, "auth_time": &c.signedInAt,
	} {
		*place, err = d.moment(name)
		problems = append(problems, err)
	}
	c.audience, err = d.audience()
	return c, errors.Join(append(problems, err)...)
}

// audience reads aud, which is one text or a list of them.
func (d document) audience() ([]string, error) {
	var one string
	if json.Unmarshal(d["aud"], &one) == nil && d.has("aud") {
		return []string{one}, nil
	}
	return d.texts("aud")
}

// profile returns a text for people, or "" where there is none of a form and
// length that could be shown.
func (d document) profile(name string) string {
	text, err := d.text(name)
	if err != nil || len(text) > maxProfile || strings.IndexFunc(text, unicode.IsControl) >= 0 {
		return ""
	}
	return text
}

// checkParties holds the token to who made it, about whom, and for whom.
func (c claims) checkParties(issuer, clientID string) error {
	switch {
	case c.issuer != issuer:
		return refuse(CheckIssuer, "The ID token is from another issuer than the configured one."+tryAgain)
	case strings.TrimSpace(c.subject) == "" || len(c.subject) > maxSubject || strings.IndexFunc(c.subject, unicode.IsControl) >= 0:
		return refuse(CheckSubject, "The ID token does not say whom it is about, or at too great length. Ask your administrator to look at the claim sub at the provider.")
	case len(c.audience) > maxAudiences || !slices.Contains(c.audience, clientID):
		return refuse(CheckAudience, "The ID token is meant for another application."+tryAgain)
	case len(c.audience) > 1 && !c.hasParty:
		return refuse(CheckAuthorizedParty, "The ID token is meant for several applications and does not say which of them asked for it. Ask your administrator to have the provider send azp.")
	case c.hasParty && c.authorizedParty != clientID:
		return refuse(CheckAuthorizedParty, "The ID token was asked for by another application."+tryAgain)
	}
	return nil
}

// checkTimes holds the token to the clock, with a minute's grace on each side.
// It must have been made after the sign-in began: an older one is somebody's
// from before.
func (c claims) checkTimes(now time.Time, pending Pending) error {
	const clocks = " Ask your administrator to compare the clocks of Muster and the provider."
	switch {
	case c.expiry.IsZero() || !now.Before(c.expiry.Add(maxSkew)):
		return refuse(CheckExpiry, "The ID token has expired, or does not say when it does."+clocks)
	case c.issuedAt.IsZero() || c.issuedAt.After(now.Add(maxSkew)):
		return refuse(CheckIssuedAt, "The ID token was made in the future, or does not say when."+clocks)
	case c.issuedAt.Before(pending.Begun.Add(-maxSkew)):
		return refuse(CheckIssuedAt, "The ID token is older than this sign-in."+clocks)
	case c.notBefore.After(now.Add(maxSkew)):
		return refuse(CheckNotBefore, "The ID token is not valid yet."+clocks)
	}
	return nil
}

// checkSignInTime holds the token to what was asked about when the person
// signed in at the provider (OIDC Core section 3.1.2.1, max_age).
func (c claims) checkSignInTime(now time.Time, pending Pending) error {
	switch {
	case c.signedInAt.After(now.Add(maxSkew)):
		return refuse(CheckSignInTime, "The provider says that you signed in there in the future. Ask your administrator to compare the clocks of Muster and the provider.")
	case !pending.Fresh && pending.MaxAge == 0:
		return nil
	case c.signedInAt.IsZero():
		return refuse(CheckSignInTime, "The provider does not say when you signed in there, and this step needs it. Ask your administrator to have it send auth_time.")
	case pending.Fresh && c.signedInAt.Before(pending.Begun.Add(-maxSkew)):
		return refuse(CheckSignInTime, "The provider did not have you sign in again, and this step needs it. Sign out there, and try again.")
	case pending.MaxAge > 0 && now.Sub(c.signedInAt) > pending.MaxAge+maxSkew:
		return refuse(CheckSignInTime, "You signed in at the provider too long ago. Sign out there, and try again.")
	}
	return nil
}
