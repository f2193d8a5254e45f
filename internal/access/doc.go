// Package access knows who somebody is, and what proves it: passwords and
// passkeys, the sessions that they open, the links by which people first get
// in, the API keys of programs, and the fresh proof that dangerous acts ask
// for.
//
// It does not know what anybody may do: a Principal says who asks, and the door
// that asked decides by one table of its own. It does not know HTTP either:
// cookies and headers are the door's.
//
// Always true here:
//   - a secret is shown once and kept as a hash; none is in a journal entry, in
//     an error or in a log;
//   - whoever fails to sign in cannot tell an unknown address from a wrong
//     password: the sentence is the same, and so is the work;
//   - what was proved before a change is looked at again inside the change: a
//     password that was replaced, or a member who was deactivated while the proof
//     was being checked, opens nothing;
//   - a link, a ceremony and a guess are counted before they are looked at, so
//     that a hundred at once are no better than a hundred in a row;
//   - memory is bounded, however many strangers ask.
package access
