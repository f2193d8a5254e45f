package load

import (
	"bufio"
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

const get = "GET / HTTP/1.1\r\nHost: test\r\n\r\n"

// Answers come from net/http, which frames them in every way that a server of
// ours may; a second exchange shows that the first was read to its end.
func TestExchange(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("0123456789", 20_000)
	for _, test := range []struct {
		name   string
		answer http.HandlerFunc
		status int
		body   string
	}{
		{"with a length", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "5")
			_, _ = w.Write([]byte("hello"))
		}, 200, "hello"},
		{"in chunks", func(w http.ResponseWriter, _ *http.Request) {
			_, _ = w.Write([]byte("hello "))
			_ = http.NewResponseController(w).Flush()
			_, _ = w.Write([]byte("again"))
		}, 200, "hello again"},
		{"in chunks with a trailer", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Trailer", "X-After")
			_, _ = w.Write([]byte("hello"))
			_ = http.NewResponseController(w).Flush()
			w.Header().Set("X-After", "word")
		}, 200, "hello"},
		{"longer than every buffer", func(w http.ResponseWriter, _ *http.Request) {
			_, _ = w.Write([]byte(long))
		}, 200, long},
		{"without a body", func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusNoContent)
		}, 204, ""},
		{"a refusal", func(w http.ResponseWriter, _ *http.Request) {
			http.Error(w, "no", http.StatusNotFound)
		}, 404, "no\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			server := httptest.NewServer(test.answer)
			defer server.Close()
			conn, err := dial(t.Context(), server.Listener.Addr().String())
			if err != nil {
				t.Fatal(err)
			}
			defer conn.close()
			for range 2 {
				status, body, err := conn.exchange([]byte(get))
				if err != nil {
					t.Fatal(err)
				}
				if status != test.status || string(body) != test.body {
					t.Fatalf("got %d and %d bytes, want %d and %d bytes", status, len(body), test.status, len(test.body))
				}
			}
		})
	}
}

func TestExchangeRefusesWhatItCannotRead(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, answer string }{
		{"not HTTP", "220 mail.example ready\r\n\r\n"},
		{"no status", "HTTP/1.1 abc\r\n\r\n"},
		{"no framing", "HTTP/1.1 200 OK\r\n\r\nhello"},
		{"a negative length", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n"},
		{"an enormous length", "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n"},
		{"a broken chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"},
		{"an end in the middle", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			conn, err := dial(t.Context(), answerOnce(t, test.answer))
			if err != nil {
				t.Fatal(err)
			}
			defer conn.close()
			if status, body, err := conn.exchange([]byte(get)); err == nil {
				t.Errorf("got %d %q, want an error", status, body)
			}
		})
	}
}

// answerOnce serves one connection: a request in, these bytes out, the end.
func answerOnce(t *testing.T, answer string) (address string) {
	t.Helper()
	var config net.ListenConfig
	listener, err := config.Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		defer conn.Close()
		if _, err := http.ReadRequest(bufio.NewReader(conn)); err != nil {
			t.Error(err)
		}
		_, _ = conn.Write([]byte(answer))
	}()
	t.Cleanup(func() {
		_ = listener.Close()
		<-done
	})
	return listener.Addr().String()
}
