// Package okta is a stand-in for Okta as a SCIM 2.0 client.
//
// It owns an Okta org (people and groups), one app integration of it (App:
// its settings, its assignments, its pushed groups), the requests that Okta
// sends for each thing an administrator does, and the judgement Okta passes on
// the answers. Around that it owns a plausible company to provision (Company,
// Trickle), a whole rehearsal against a tenant URL (Run), two captured
// sessions to replay (Replay) and the assertions of Okta's published SCIM
// suites (SpecTest). The folder signin signs the people of an org in; console
// has the pages on which an administrator does all of it by hand.
//
// It owns no SCIM server and imports none of Muster's packages: whatever it
// knows about SCIM it knows by itself, so that it cannot share a server's
// mistakes. Errors are judged as Okta judges them, and a failed task carries
// the sentence that Okta's administrator would read.
//
// Two dialects exist, and a server has to serve both. An app from Okta's
// catalog updates profiles by GET and PUT, and deactivates people and changes
// groups by PATCH. An app made with the app integration wizard sends PUT
// throughout, whole groups included.
//
// Invariants:
//   - A PUT is built from the server's own GET with the mapped attributes laid
//     over it, so an attribute unknown to Okta travels back unchanged.
//   - /Users is never deleted from; /Bulk, /Me, /.search and
//     /ServiceProviderConfig are never called.
//   - What the stand-in holds for pushed is only what the server acknowledged.
//   - The same seed gives the same company, the same trickle and the same
//     order of members in a PUT.
package okta
