package oidc

import (
	"log/slog"
	"time"
)

// An Identity is who signed in at a provider, after every check.
//
// Issuer and Subject together are the key, and the only one: a provider never
// gives a subject to somebody else (OIDC Core section 2). Email, even verified,
// PreferredUsername and Name may never be one. People change them, providers
// give them to others, and some let anybody write any address into them; an
// account found by them is an account taken over.
type Identity struct {
	Issuer  string
	Subject string

	// Email is what the provider says; EmailVerified is whether it says, by
	// the truth value and not by the word, that it looked.
	Email             string
	EmailVerified     bool
	PreferredUsername string
	Name              string

	// SignedInAt is when the person proved themselves to the provider, zero
	// if it does not say. It is known when Ask wanted it.
	SignedInAt time.Time
	// Session is the provider's name for its own session (sid), "" if none.
	Session string
	// Token is the ID token, as a hint for signing out there. Its only use is
	// LogoutURL.
	Token Secret
}

// LogValue returns what a log may know: the key, and nothing of the person.
func (i Identity) LogValue() slog.Value {
	return slog.GroupValue(slog.String("issuer", i.Issuer), slog.String("subject", i.Subject))
}

func (c claims) identity(token string) Identity {
	return Identity{
		Issuer: c.issuer, Subject: c.subject,
		Email: c.email, EmailVerified: c.emailVerified, PreferredUsername: c.preferredUsername, Name: c.name,
		SignedInAt: c.signedInAt, Session: c.session, Token: Secret(token),
	}
}
