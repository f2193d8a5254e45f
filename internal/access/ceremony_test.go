package access

import (
	"testing"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

func TestCeremoniesCountOnceForFiveMinutesAndOnePurpose(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name    string
		purpose purpose
		session directory.SessionID
		after   time.Duration
		counts  bool
	}{
		{"in time", forStepUp, "mine", 5*time.Minute - time.Microsecond, true},
		{"late", forStepUp, "mine", 5 * time.Minute, false},
		{"for another purpose", forAdding, "mine", 0, false},
		{"in another session", forStepUp, "theirs", 0, false},
	} {
		c := newCeremonies()
		id := c.put(begun{purpose: forStepUp, session: "mine"}, noon)
		_, err := c.take(id, test.purpose, test.session, noon.Add(test.after))
		if (err == nil) != test.counts || err != nil && directory.CodeOf(err) != directory.Unauthorized {
			t.Errorf("%s: %v, want that it counts: %v", test.name, err, test.counts)
		}
		if _, err := c.take(id, forStepUp, "mine", noon); err == nil {
			t.Errorf("%s: a ceremony that was taken counts again", test.name)
		}
	}
}

func TestCeremoniesAreBounded(t *testing.T) {
	t.Parallel()
	c := newCeremonies()
	first := c.put(begun{purpose: forSignIn}, noon)
	second := c.put(begun{purpose: forSignIn}, noon)
	for range maxCeremonies - 1 {
		c.put(begun{purpose: forSignIn}, noon)
	}
	if len(c.byID) != maxCeremonies || len(c.order) != maxCeremonies {
		t.Errorf("%d ceremonies are remembered, %d in order; want %d", len(c.byID), len(c.order), maxCeremonies)
	}
	if _, err := c.take(first, forSignIn, "", noon); err == nil {
		t.Error("the oldest is still there")
	}
	if _, err := c.take(second, forSignIn, "", noon); err != nil {
		t.Errorf("the second oldest is gone: %v", err)
	}
	c.put(begun{purpose: forSignIn}, noon.Add(time.Hour))
	if len(c.byID) != 1 || len(c.order) != 1 {
		t.Errorf("after an hour %d are remembered, %d in order; want the last", len(c.byID), len(c.order))
	}
}
