package api_test

import (
	"flag"
	"log/slog"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/musterhq/muster/internal/api"
)

var update = flag.Bool("update", false, "write openapi.json anew")

func TestTheDocumentIsCommitted(t *testing.T) {
	t.Parallel()
	got := api.New(api.Config{Now: time.Now, Logger: slog.New(slog.DiscardHandler)}).Document()
	if *update {
		if err := os.WriteFile("openapi.json", got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("openapi.json is out of date; write it anew by go test ./internal/api -update\n%s", diff)
	}
}

// What is committed is what the server tells, whoever asks.
func TestTheDocumentIsServed(t *testing.T) {
	t.Parallel()
	want, err := os.ReadFile("openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	got := newWorld(t).stranger().get("/api/openapi.json").want(http.StatusOK)
	if diff := cmp.Diff(string(want), string(got.body)); diff != "" || got.header.Get("Content-Type") != "application/json" {
		t.Errorf("/api/openapi.json is %s, and not what is committed\n%s", got.header.Get("Content-Type"), diff)
	}
	if !strings.Contains(string(want), `"openapi": "3.1.`) {
		t.Error("it is no document of OpenAPI 3.1")
	}
}
