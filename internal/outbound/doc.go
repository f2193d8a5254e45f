// Package outbound asks addresses that a customer typed in: the discovery
// document, the keys and the token endpoint of an identity provider, SAML
// metadata, later webhooks.
//
// Such an address is a way to make a server inside a company's network ask
// another one beside it (server-side request forgery). So the one http.Client
// that this package makes decides where it may go at the last moment, when it
// dials: a name is resolved once, every address of the answer is judged, and
// what was judged is what is dialled. A name that resolves to something else a
// moment later (DNS rebinding), a number in a strange notation and a redirect
// find no gap between the look and the leap.
//
// It owns which addresses, ports and schemes may be asked, the limits of time
// and size, and the sentence that tells an administrator why an answer did not
// come. It does not own what is asked, nor what an answer means.
//
// Invariants:
//   - Nothing is sent to an address that was not judged, with a proxy of the
//     operator's as the one exception: there the proxy resolves names.
//   - A redirect is never followed.
//   - No answer is read beyond its limit, and none is waited for without end.
//   - An error names the host that was asked. It holds no path, no query, no
//     header and no body.
package outbound
