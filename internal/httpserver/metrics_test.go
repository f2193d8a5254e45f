package httpserver_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/musterhq/muster/internal/httpserver"
)

func TestMetrics(t *testing.T) {
	t.Parallel()
	entered, leave := make(chan struct{}), make(chan struct{})
	registry := prometheus.NewRegistry()
	own := prometheus.NewCounter(prometheus.CounterOpts{Name: "of_the_caller", Help: "x"})
	registry.MustRegister(own)
	server := start(t, httpserver.Config{
		Metrics: registry,
		Doors: []httpserver.Door{
			{Prefix: "/slow", Handler: http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
				close(entered)
				<-leave
			})},
			{Prefix: "/x", Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				switch r.URL.Query().Get("do") {
				case "refuse":
					w.WriteHeader(http.StatusConflict)
				case "panic":
					panic("x")
				default:
					httpserver.SetRoute(r.Context(), "/x/{id}")
					io.WriteString(w, "x")
				}
			})},
		},
	})
	slow := make(chan struct{})
	go func() {
		defer close(slow)
		ask(t, server, "GET", "/slow", nil)
	}()
	<-entered

	ask(t, server, "GET", "/x/canary", nil)
	ask(t, server, "GET", "/x/canary", nil)
	ask(t, server, "PATCH", "/x/canary?do=refuse", nil)
	ask(t, server, "GET", "/x?do=panic", nil)
	ask(t, server, "CANARY", "/canary", nil)
	got := ask(t, server, "GET", "/metrics", nil).body
	for _, line := range []string{
		`muster_http_requests_total{method="GET",route="/x/{id}",status="2xx"} 2`,
		`muster_http_requests_total{method="PATCH",route="/x",status="4xx"} 1`,
		`muster_http_requests_total{method="GET",route="/x",status="5xx"} 1`,
		`muster_http_requests_total{method="other",route="none",status="4xx"} 1`,
		`muster_http_request_duration_seconds_count{method="GET",route="/x/{id}"} 2`,
		`muster_http_requests_in_flight 2`, // the slow one, and this one
		`muster_http_panics_total 1`,
		`of_the_caller 0`,
	} {
		if !strings.Contains(got, "\n"+line+"\n") {
			t.Errorf("/metrics does not show %s:\n%s", line, got)
		}
	}
	if strings.Contains(strings.ToLower(got), "canary") {
		t.Errorf("/metrics holds what a client sent:\n%s", got)
	}
	close(leave)
	<-slow
	if got := ask(t, server, "GET", "/metrics", nil).body; !strings.Contains(got, "\nmuster_http_requests_in_flight 1\n") {
		t.Errorf("after the slow request:\n%s", got)
	}
}
