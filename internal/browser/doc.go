// Package browser is what we hand to a person's browser to keep: the cookie of
// their session, and for some minutes what belongs to a sign-in that is under way
// at an identity provider.
//
// Two doors need the same cookie: the API reads and takes away the session that
// signing in elsewhere has opened. So its name and its attributes are said here,
// once.
package browser
