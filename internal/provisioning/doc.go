// Package provisioning holds what an identity provider may do to an
// organization's directory: create, change, deactivate and delete identities,
// and push groups as teams. Each rule stands in the file of its noun.
//
// Every operation goes the same way. Outside of any transaction it computes
// what would change; where that is nothing, it writes nothing, because Okta
// repeats whole profiles all day. Otherwise it enters Store.Update, sees that
// nobody was faster, checks every rule before its first write, and then writes
// rows, license and journal entry together.
//
// SCIM never grants a role and never touches a manual team; nothing here can.
//
// The package knows nothing of HTTP or of SCIM resources. The resource arrives
// as canonical bytes inside a directory.Assertion, and a PATCH as a function
// from the current assertion to the next.
package provisioning
