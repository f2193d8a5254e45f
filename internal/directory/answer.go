package directory

import "time"

// KeptAnswer is the answer to a request that made something, kept under the
// idempotency key its client chose, so that a repeated request is answered the
// same and makes nothing twice.
type KeptAnswer struct {
	// Key is the client's key together with who the client is.
	Key string
	// Fingerprint is a hash of the request: another request under the same key
	// is a mistake of the client's.
	Fingerprint [32]byte
	// Status is 0 while the first request is under way, or when it was broken off
	// and nobody knows what it did.
	Status    int
	Header    string
	Body      []byte
	CreatedAt time.Time
}

// AnswersAreKept is how long an answer is kept.
const AnswersAreKept = 24 * time.Hour
