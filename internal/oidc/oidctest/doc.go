// Package oidctest is an OpenID provider that can be made wrong in every part
// of what it says: its document, its keys, its answers, the header, claims and
// signature of its tokens. A relying party that accepts it then is wrong too.
//
// It is written on the standard library alone and imports nothing of ours, so
// that it shares no mistake with what it judges. Left alone it is strict: a
// code is good once, for one client, one redirect URI and one PKCE verifier.
//
// It is for tests, and no part of the program.
package oidctest
