// Package sqlstore keeps directories in SQLite, or in PostgreSQL where several
// processes share the work. It owns the tables, their migrations, and how
// changes are committed; it decides no rule.
//
// One query text serves both engines. Each text stands beside its scan in the
// file of its noun; what differs between the engines is in sqlite.go and
// postgres.go. Changes are committed in groups: see lane.go.
//
// Invariants:
//   - Update returns success only after the commit is durable: SQLite runs at
//     synchronous=FULL, PostgreSQL with synchronous_commit;
//   - a change, its journal entries, license grants and kept totals are
//     committed together or not at all;
//   - every statement names the organization, apart from those that begin with
//     a secret, a login method or an address of somebody who is yet to come in;
//     the only keys that do not begin with it are those of organizations, of the
//     hashes of secrets, of login methods by id and of verified domains;
//   - no index is kept of members for the sake of those who look for them:
//     whoever a provider creates would pay for it;
//   - a change that fails, panics or is cancelled never alters what happens to
//     the changes committed together with it.
//
// A change must not call Update or CreateOrganization of the same Store: it
// holds its lane, and would wait for itself. It may read through View.
package sqlstore
