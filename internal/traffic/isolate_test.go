package traffic

import "testing"

func TestIsolated(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"":                     "",
		"Ana Ruiz":             "Ana Ruiz",
		"小林 健一":                "小林 健一",
		"ליאור":                "\u2068ליאור\u2069",
		"عبد 42":               "\u2068عبد 42\u2069",
		"a\u202eb":             "\u2068a\u202eb\u2069",
		"a\u2067b":             "\u2068a\u2067b\u2069\u2069",
		"\u2069\u202eb":        "\u2068\u2068\u2069\u202eb\u2069",
		"\u2066a\u2069b\u2069": "\u2068\u2068\u2066a\u2069b\u2069\u2069",
	} {
		if got := isolated(name); got != want {
			t.Errorf("isolated(%q) is %q, want %q", name, got, want)
		}
	}
}
