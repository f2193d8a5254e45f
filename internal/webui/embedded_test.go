package webui_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/webui"
)

// TestEmbeddedPanel looks at what is committed: the page is there, and all that
// it names is there too and comes from here.
func TestEmbeddedPanel(t *testing.T) {
	t.Parallel()
	handler := webui.Handler()
	html := ask(t, handler, http.MethodGet, "/").Body.String()
	named := regexp.MustCompile(`(?:src|href)="([^"]+)"`).FindAllStringSubmatch(html, -1)
	if len(named) < 3 {
		t.Fatalf("the page names %d files, want its mark, its script and its styles: %s", len(named), html)
	}
	for _, match := range named {
		if r := ask(t, handler, http.MethodGet, match[1]); r.Code != 200 || !strings.HasPrefix(match[1], "/") {
			t.Errorf("the page names %s: %d", match[1], r.Code)
		}
	}
	if strings.Contains(html, "<style") || strings.Contains(html, "style=") || regexp.MustCompile(`<script[^>]*>[^<]`).MatchString(html) {
		t.Errorf("the page holds a script or style of its own, which the policy forbids: %s", html)
	}
}
