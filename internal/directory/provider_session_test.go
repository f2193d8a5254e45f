package directory_test

import (
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

func TestAProviderSessionIsReadAsItWasKept(t *testing.T) {
	t.Parallel()
	texts := []string{"", "_s1", "a b", "a\nb", "\n", "format=x", "\nformat=x", "ü&=%\x00"}
	for _, name := range texts {
		for _, format := range texts {
			for _, want := range []directory.ProviderSession{
				{Name: name, NameFormat: format},
				{Name: name, NameQualifier: format},
				{Name: name, SPNameQualifier: format},
				{Name: name, NameFormat: format, NameQualifier: name, SPNameQualifier: format},
			} {
				if got := directory.ReadProviderSession(want.Text()); got != want {
					t.Errorf("kept as %q and read as %+v, want %+v", want.Text(), got, want)
				}
			}
		}
	}
	// What the version before kept.
	if got := directory.ReadProviderSession("_s1"); got != (directory.ProviderSession{Name: "_s1"}) {
		t.Errorf("the name alone is read as %+v", got)
	}
	if got := (directory.ProviderSession{Name: "_s1"}).Text(); got != "_s1" {
		t.Errorf("the name alone is kept as %q", got)
	}
}
