// Package directory holds the nouns of an organization's directory: the
// organization itself, its licenses, connections, identities, members, teams,
// memberships and the journal, with the invariants that belong to each noun
// and the Store interface that keeps them.
//
// It owns what things are. What an identity provider may do to them is decided
// in provisioning, what a person may do in administration; how they are kept
// is sqlstore's business. Nothing here performs I/O.
//
// Words that differ from the wire: a SCIM User is an Identity here (what a
// connection asserts about a person), the account behind it is a Member, a
// SCIM Group is a Team. The two vocabularies meet in scimserver.
//
// Invariants stated here and held by the store:
//   - everything belongs to one Organization, and no Reader or Tx reaches
//     outside of the one it was opened for;
//   - a change and its journal Entry are committed together or not at all, and
//     journal numbers have no holes;
//   - one identity per user name and connection, one provisioned team per name
//     and connection, compared by Fold;
//   - no commit takes a license beyond those bought;
//   - no commit takes away the only active owner of an organization.
package directory
