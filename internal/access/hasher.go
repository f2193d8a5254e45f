package access

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"fmt"
	"runtime"
	"sync/atomic"

	"golang.org/x/crypto/argon2"

	"github.com/musterhq/muster/internal/directory"
)

// A hasher hashes passwords, a few at a time: half of the processors at most,
// never more than four, and a short queue. Whoever comes when the queue is full is turned away at
// once, so that ten thousand guesses cost the others nothing but a wait.
type hasher struct {
	hashing Hashing
	// decoy is a hash of nothing: no password fits it. Who asks for somebody
	// unknown has it checked, and waits as long as for somebody known.
	decoy passwordHash

	queue chan struct{}
	slots chan struct{}
	// derivations counts how often argon2id ran.
	derivations atomic.Uint64
}

// hashQueue is how many may wait for each slot: at some 60 ms for a hash the
// last one waits for two seconds.
const hashQueue = 32

// maxSlots bounds the memory that hashing takes: 184 MiB.
const maxSlots = 4

func newHasher(hashing Hashing) *hasher {
	slots := min(max(1, runtime.GOMAXPROCS(0)/2), maxSlots)
	return &hasher{
		hashing: hashing,
		decoy:   passwordHash{hashing: hashing, salt: randomBytes(saltLength), key: randomBytes(keyLength)},
		queue:   make(chan struct{}, slots*(1+hashQueue)),
		slots:   make(chan struct{}, slots),
	}
}

func randomBytes(n int) []byte {
	b := make([]byte, n)
	rand.Read(b) // never returns an error: it ends the program instead
	return b
}

// hash makes the text that is stored of a password.
func (h *hasher) hash(ctx context.Context, password string) (string, error) {
	made := passwordHash{hashing: h.hashing, salt: randomBytes(saltLength)}
	var err error
	made.key, err = h.derive(ctx, password, made, keyLength)
	if err != nil {
		return "", err
	}
	return made.String(), nil
}

// fits says whether a stored hash is of this password, and whether it should be
// made anew with today's parameters.
func (h *hasher) fits(ctx context.Context, password, stored string) (fits, stale bool, err error) {
	parsed, err := parsePasswordHash(stored)
	if err != nil {
		return false, false, fmt.Errorf("read password hash: %w", err)
	}
	fits, err = h.matches(ctx, password, parsed)
	return fits, parsed.hashing.weakerThan(h.hashing), err
}

// pretend does the work of fits for somebody who does not exist.
func (h *hasher) pretend(ctx context.Context, password string) error {
	_, err := h.matches(ctx, password, h.decoy)
	return err
}

func (h *hasher) matches(ctx context.Context, password string, hash passwordHash) (bool, error) {
	key, err := h.derive(ctx, password, hash, len(hash.key))
	return err == nil && subtle.ConstantTimeCompare(key, hash.key) == 1, err
}

func (h *hasher) derive(ctx context.Context, password string, hash passwordHash, length int) ([]byte, error) {
	select {
	case h.queue <- struct{}{}:
	default:
		return nil, ruleCrowded.Refuse(directory.Unavailable)
	}
	defer func() { <-h.queue }()
	select {
	case h.slots <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { <-h.slots }()
	h.derivations.Add(1)
	return argon2.IDKey([]byte(password), hash.salt, hash.hashing.Passes, hash.hashing.Memory, hash.hashing.Lanes, uint32(length)), nil
}
