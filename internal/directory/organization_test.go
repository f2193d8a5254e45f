package directory_test

import (
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// TestLowLicenses: from 5 % free, and from the last one.
func TestLowLicenses(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		bought, inUse int
		want          bool
	}{
		{240, 227, false},
		{240, 228, true},
		{240, 300, true},
		{10, 8, false},
		{10, 9, true},
		{1, 0, true},
		{0, 0, true},
	} {
		if got := (directory.Licenses{Bought: test.bought, InUse: test.inUse}).Low(); got != test.want {
			t.Errorf("%d of %d in use is low: %v, want %v", test.inUse, test.bought, got, test.want)
		}
	}
}
