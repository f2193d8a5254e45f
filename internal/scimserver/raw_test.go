package scimserver_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
)

// raw sends bytes as they are, for what no HTTP client would send, and returns
// the answer to the first request in them.
func (d *door) raw(t testing.TB, text string) answer {
	t.Helper()
	var dialer net.Dialer
	connection, err := dialer.DialContext(t.Context(), "tcp", strings.TrimPrefix(d.root, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close()
	if _, err := io.WriteString(connection, text); err != nil {
		t.Fatal(err)
	}
	method, _, _ := strings.Cut(text, " ")
	response, err := http.ReadResponse(bufio.NewReader(connection), &http.Request{Method: method})
	if err != nil {
		t.Fatalf("%.100q: %v", text, err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	line, _, _ := strings.Cut(text, "\r\n")
	return answer{method: method, asked: line, status: response.StatusCode, header: response.Header, body: body}
}

// rawRequest is a request whose target is written as it is.
func (d *door) rawRequest(method, target, body string) string {
	return fmt.Sprintf("%s %s HTTP/1.1\r\nHost: tenant.example\r\nConnection: close\r\nAuthorization: Bearer %s\r\nContent-Type: application/scim+json\r\nContent-Length: %d\r\n\r\n%s",
		method, target, d.token, len(body), body)
}
