package secret_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/secret"
)

func TestParseReadsWhatNewMade(t *testing.T) {
	t.Parallel()
	made := secret.New(secret.SCIM)
	parsed, err := secret.Parse(secret.SCIM, made.Reveal())
	if err != nil {
		t.Fatalf("Parse(%q) = %v, want no error", made.Reveal(), err)
	}
	if parsed.Hash() != made.Hash() {
		t.Errorf("hash after parsing = %s, want %s", parsed.Hash(), made.Hash())
	}
	if !strings.HasSuffix(made.Reveal(), made.LastFour()) {
		t.Errorf("LastFour() = %q is not the end of the secret", made.LastFour())
	}
}

func TestParseRefusesEveryChangedCharacter(t *testing.T) {
	t.Parallel()
	text := secret.New(secret.SCIM).Reveal()
	for i := range text {
		changed := text[:i] + flip(text[i]) + text[i+1:]
		if _, err := secret.Parse(secret.SCIM, changed); !errors.Is(err, secret.ErrMalformed) {
			t.Errorf("Parse with character %d changed = %v, want ErrMalformed", i, err)
		}
	}
	for _, wrong := range []string{"", "muster_scim_", text + "x", text[:len(text)-1], " " + text} {
		if _, err := secret.Parse(secret.SCIM, wrong); !errors.Is(err, secret.ErrMalformed) {
			t.Errorf("Parse(%q) = %v, want ErrMalformed", wrong, err)
		}
	}
}

func TestParseKeepsKindsApart(t *testing.T) {
	t.Parallel()
	kinds := []secret.Kind{secret.SCIM, secret.Session, secret.Link, secret.Key}
	for _, kind := range kinds {
		text := secret.New(kind).Reveal()
		if want := "muster_" + string(kind) + "_"; !strings.HasPrefix(text, want) {
			t.Errorf("a secret of kind %s does not begin with %s", kind, want)
		}
		for _, other := range kinds {
			_, err := secret.Parse(other, text)
			if other != kind && !errors.Is(err, secret.ErrMalformed) {
				t.Errorf("a %s secret parsed as %s: %v", kind, other, err)
			}
			if other == kind && err != nil {
				t.Errorf("Parse(%s) = %v, want no error", kind, err)
			}
		}
	}
}

func TestSecretsDiffer(t *testing.T) {
	t.Parallel()
	seen := map[secret.Hash]bool{}
	for range 1000 {
		hash := secret.New(secret.SCIM).Hash()
		if seen[hash] {
			t.Fatal("New made the same secret twice")
		}
		seen[hash] = true
	}
}

func TestPrintingHidesTheSecret(t *testing.T) {
	t.Parallel()
	made := secret.New(secret.SCIM)
	body := strings.TrimPrefix(made.Reveal(), "muster_scim_")
	for _, printed := range []string{fmt.Sprint(made), fmt.Sprintf("%v", made), fmt.Sprintf("%+v", made), fmt.Sprintf("%#v", made), fmt.Sprintf("%q", made)} {
		if strings.Contains(printed, body[:8]) {
			t.Errorf("printing shows the secret: %s", printed)
		}
	}
}

func flip(c byte) string {
	if c == 'A' {
		return "B"
	}
	return "A"
}
