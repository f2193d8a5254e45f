// Package console is the stand-in's Admin Console: the pages on which an
// administrator does with a browser what the guides of SCIM applications describe.
//
// It owns the pages, the app integrations of the org with who is assigned to them
// and which groups are pushed, the background work that follows from what an
// administrator does, and the system log. What is sent, and in which order, is the
// okta.App's affair; signing people in is the signin.Service's. Each integration
// has one of either where it needs one, and both ask it who is assigned.
//
// The labels are those that the guides name, so that a guide can be walked click by
// click. The look is its own, so that nobody takes it for Okta's.
//
// Its pages lie beneath /admin/; routes.go lists them. They are forms that work
// without any script: a POST does something and leads to the page that shows it.
//
// Invariants:
//   - Settings of an integration are kept only after its test has passed.
//   - One piece of background work of an integration runs at a time, in the order in
//     which they were caused, and no settings change meanwhile.
//   - Pages answer only where they were asked by the name that the console was
//     started under, and to nothing that another site sends.
//
// There is no sign-in: whoever reaches the pages is the administrator. Everything
// is kept in memory.
package console
