package access

// QuickHashing is for tests that are not about the cost of guessing.
var QuickHashing = quickHashing

// Derivations is how often a password was hashed: the work that somebody who
// guesses could measure.
func (s *Service) Derivations() uint64 { return s.passwords.derivations.Load() }

// MaxSessions is how many sessions a member may have.
const MaxSessions = maxSessions
