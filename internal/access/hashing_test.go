package access

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// quickHashing is for tests that are not about the cost.
var quickHashing = Hashing{Memory: 64, Passes: 1, Lanes: 1}

func TestPasswordHashFitsItsPasswordOnly(t *testing.T) {
	t.Parallel()
	h := newHasher(quickHashing)
	stored, err := h.hash(t.Context(), "correct horse battery staple")
	if err != nil {
		t.Fatal(err)
	}
	again, err := h.hash(t.Context(), "correct horse battery staple")
	if err != nil || again == stored {
		t.Errorf("two hashes of one password are %q and %q, %v; want two salts", stored, again, err)
	}
	for password, want := range map[string]bool{"correct horse battery staple": true, "correct horse battery stapl": false, "": false} {
		fits, stale, err := h.fits(t.Context(), password, stored)
		if err != nil || fits != want || stale {
			t.Errorf("fits(%q) = %v, stale %v, %v; want %v, fresh", password, fits, stale, err, want)
		}
	}
}

// The reference implementation of argon2 gives this for
// `echo -n password | argon2 somesalt -id -t 2 -k 65536 -p 1 -l 32 -e`.
func TestPasswordHashOfTheReference(t *testing.T) {
	t.Parallel()
	const stored = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
	fits, stale, err := newHasher(StandardHashing()).fits(t.Context(), "password", stored)
	if err != nil || !fits || stale {
		t.Errorf("fits = %v, stale %v, %v; want it to fit", fits, stale, err)
	}
}

func TestWeakerHashesAreStale(t *testing.T) {
	t.Parallel()
	stored, err := newHasher(quickHashing).hash(t.Context(), "correct horse battery staple")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		today Hashing
		stale bool
	}{
		{Hashing{Memory: 64, Passes: 1, Lanes: 1}, false},
		{Hashing{Memory: 128, Passes: 1, Lanes: 1}, true},
		{Hashing{Memory: 64, Passes: 2, Lanes: 1}, true},
		{Hashing{Memory: 32, Passes: 1, Lanes: 1}, false},
	} {
		fits, stale, err := newHasher(test.today).fits(t.Context(), "correct horse battery staple", stored)
		if err != nil || !fits || stale != test.stale {
			t.Errorf("with %+v: fits %v, stale %v, %v; want stale %v", test.today, fits, stale, err, test.stale)
		}
	}
}

func TestPasswordHashesThatAreNone(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"",
		"password",
		"$argon2i$v=19$m=64,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
		"$argon2id$v=18$m=64,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
		"$argon2id$v=19$m=4294967295,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
		"$argon2id$v=19$m=64,t=1000,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
		"$argon2id$v=19$m=64,t=0,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
		"$argon2id$v=19$m=64,t=1,p=0$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
		"$argon2id$v=19$m=064,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
		"$argon2id$v=19$t=1,m=64,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
		"$argon2id$v=19$m=64,t=1,p=1$$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
		"$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ$",
		"$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ=$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
		"$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPd",
		"$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc\n",
	} {
		if hash, err := parsePasswordHash(text); !errors.Is(err, errPasswordHash) {
			t.Errorf("parsePasswordHash(%q) = %v, %v; want a refusal", text, hash, err)
		}
	}
}

func FuzzParsePasswordHash(f *testing.F) {
	f.Add("$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc")
	f.Add("$argon2id$v=19$m=8,t=1,p=1$AAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA")
	f.Add("$$$$$")
	f.Fuzz(func(t *testing.T, text string) {
		hash, err := parsePasswordHash(text)
		if err != nil {
			return
		}
		if hash.String() != text {
			t.Errorf("%q was read as %q", text, hash)
		}
		if err := hash.hashing.validate(); err != nil {
			t.Errorf("%q was read with parameters out of bounds: %v", text, err)
		}
	})
}

// Whoever comes while the queue is full is turned away at once, and whoever
// waits goes when their request ends.
func TestHashingIsBounded(t *testing.T) {
	t.Parallel()
	h := newHasher(quickHashing)
	for range cap(h.slots) {
		h.slots <- struct{}{} // all at work
	}
	ctx, cancel := context.WithCancel(t.Context())
	results := make(chan error, cap(h.queue))
	var waiting sync.WaitGroup
	for range cap(h.queue) {
		waiting.Go(func() {
			_, err := h.hash(ctx, "password")
			results <- err
		})
	}
	for len(h.queue) < cap(h.queue) {
		runtime.Gosched()
	}
	_, err := h.hash(t.Context(), "password")
	if directory.CodeOf(err) != directory.Unavailable || !strings.Contains(err.Error(), "try again") {
		t.Errorf("with a full queue the answer is %v, want Unavailable", err)
	}
	cancel()
	waiting.Wait()
	for range cap(h.queue) {
		if err := <-results; !errors.Is(err, context.Canceled) {
			t.Errorf("a waiting request that was cancelled got %v", err)
		}
	}
	if got := h.derivations.Load(); got != 0 {
		t.Errorf("%d hashes were made beyond the bound", got)
	}
	<-h.slots
	if _, err := h.hash(t.Context(), "password"); err != nil {
		t.Errorf("once there is room again: %v", err)
	}
}

func BenchmarkStandardHashing(b *testing.B) {
	h := newHasher(StandardHashing())
	for b.Loop() {
		if err := h.pretend(b.Context(), "correct horse battery staple"); err != nil {
			b.Fatal(err)
		}
	}
}
