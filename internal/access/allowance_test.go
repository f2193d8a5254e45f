package access

import (
	"fmt"
	"sync"
	"testing"
	"time"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func TestAllowanceIsUsedUpAndComesBack(t *testing.T) {
	t.Parallel()
	a := newAllowance(3, time.Minute)
	for i := range 3 {
		if wait := a.take("ana", noon); wait != 0 {
			t.Fatalf("attempt %d has to wait %s", i+1, wait)
		}
	}
	if wait := a.take("ana", noon); wait != time.Minute {
		t.Errorf("the fourth attempt has to wait %s, want a minute", wait)
	}
	if wait := a.take("ana", noon.Add(59*time.Second)); wait != time.Second {
		t.Errorf("after 59 seconds the wait is %s, want a second", wait)
	}
	if wait := a.take("ana", noon.Add(time.Minute)); wait != 0 {
		t.Errorf("after a minute the wait is %s, want none", wait)
	}
	if wait := a.take("ana", noon.Add(time.Minute)); wait == 0 {
		t.Error("a minute gave two attempts back")
	}
}

func TestAllowanceIsGivenBack(t *testing.T) {
	t.Parallel()
	a := newAllowance(1, time.Hour)
	for range 5 {
		if wait := a.take("ana", noon); wait != 0 {
			t.Fatalf("an attempt that was given back makes the next one wait %s", wait)
		}
		a.giveBack("ana")
	}
}

func TestAllowanceIsForOneKey(t *testing.T) {
	t.Parallel()
	a := newAllowance(1, time.Hour)
	a.take("ana", noon)
	if wait := a.take("ben", noon); wait != 0 {
		t.Errorf("ben waits %s for what ana did", wait)
	}
}

// Nobody makes it forget by asking for many other keys.
func TestAllowanceIsNotForgotten(t *testing.T) {
	t.Parallel()
	a := newAllowance(1, time.Hour)
	a.take("ana", noon)
	for i := range 10_000 {
		a.take(fmt.Sprint("stranger ", i), noon)
	}
	if a.take("ana", noon) == 0 {
		t.Error("ten thousand strangers made it forget ana")
	}
}

func TestAllowanceWithAClockThatWasSetBack(t *testing.T) {
	t.Parallel()
	a := newAllowance(2, time.Minute)
	a.take("ana", noon)
	a.take("ana", noon)
	yearAgo := noon.AddDate(-1, 0, 0)
	if wait := a.take("ana", yearAgo); wait != time.Minute {
		t.Errorf("a clock that was set back by a year makes ana wait %s, want a minute", wait)
	}
}

func TestAllowanceAtOnce(t *testing.T) {
	t.Parallel()
	a := newAllowance(10, time.Hour)
	var group sync.WaitGroup
	var mu sync.Mutex
	through := 0
	for range 200 {
		group.Go(func() {
			if a.take("ana", noon) == 0 {
				mu.Lock()
				through++
				mu.Unlock()
			}
		})
	}
	group.Wait()
	if through != 10 {
		t.Errorf("%d of 200 attempts at once got through, want 10", through)
	}
}
