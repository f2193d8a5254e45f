// Package httpserver is the one HTTP listener of the program and what every
// request goes through before and after a door answers it: limits of time and
// size, the request id, the client's address behind a proxy, recovery from panics, the access log and metrics, and
// the graceful stop. It answers /healthz, /readyz and /metrics itself.
//
// A door is a handler for the paths under a prefix. The package knows nothing
// of what doors do; a door tells it, through the request's context, what the
// log line and the metrics should say (SetRoute, SetConnection).
//
// Invariants:
//   - A path reaches its door exactly as it was sent. Nothing is cleaned and
//     nothing is redirected: identity providers do not follow redirects, and
//     administrators do leave a slash at the end of a base URL.
//   - Neither a path, a query, a header's value nor a body is ever logged. The
//     log names routes, which doors choose from a closed list.
//   - A door that panics answers 500 in the door's own form, or, when it had
//     begun to answer, breaks the connection so that half an answer is not
//     taken for a whole one.
package httpserver
