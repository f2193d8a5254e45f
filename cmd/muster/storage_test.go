package main

import (
	"net"
	"strings"
	"testing"
)

func TestUnreachableDatabase(t *testing.T) {
	t.Parallel()
	var config net.ListenConfig
	closed, err := config.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := closed.Addr().String()
	closed.Close()
	for _, command := range [][]string{{"serve"}, {"migrate"}, {"members"}} {
		_, err := try(t, append(command, "--database", "postgres://muster:s3cret@"+address+"/muster")...)
		want := "the PostgreSQL database cannot be reached; see that it runs and that --database names it: dial tcp " + address + ": "
		if err == nil {
			t.Errorf("muster %s: no error", command)
			continue
		}
		cause, found := strings.CutPrefix(err.Error(), want)
		if !found || strings.Contains(cause, "\n") || strings.Contains(cause, address) || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("muster %s: %v", command, err)
		}
	}
}
