// Package api is the door for the control panel and for programs: the JSON API
// under /api/v1, described by OpenAPI 3.1 at /api/openapi.json.
//
// It owns the addresses, who may use each of them (routes.go, one table), the
// shapes of what is sent and answered, sign-in cookies, paging, preconditions,
// idempotency, exports and the stream of hints. What a person may do is decided
// in administration, who somebody is in access, what was asked of the server in
// traffic.
//
// Invariants:
//   - a route without a row in the table cannot be registered, nor a row
//     without a route;
//   - an id of another organization is answered exactly as an unknown one;
//   - every refusal is application/problem+json with one plain sentence, and
//     what went wrong inside is logged and never shown.
package api
