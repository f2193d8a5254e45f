// Package traffic is the provisioning log: what each request of an identity
// provider asked, what it was answered, in words, and how a connection fares.
//
// It owns which requests are kept, what is left out of them before they are
// kept, the sentences that tell them, the health of a connection, the
// milestones by which the setup guide ticks its steps, and for how long all of
// it lasts. It does not own the directory's journal, which tells what changed:
// the two meet by the request's id. It serves no HTTP and speaks no SQL: the
// door hands it a Request, and a Store keeps it.
//
// Invariants:
//   - recording never waits: not for the database, not for a full queue. What
//     cannot be kept is counted;
//   - whether a request is kept is decided before anything of it is copied;
//   - no secret reaches a Store: passwords and whatever is named like a secret
//     are taken out at any depth, and headers are never looked at, apart from
//     the name that the client gives itself;
//   - one organization's requests are neither found nor counted under another.
package traffic
