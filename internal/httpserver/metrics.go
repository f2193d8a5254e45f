package httpserver

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// metrics are what /metrics shows of the requests. Routes are those that doors
// name, so the number of series is bounded.
type metrics struct {
	requests *prometheus.CounterVec
	duration *prometheus.HistogramVec
	inFlight prometheus.Gauge
	panics   prometheus.Counter
}

func newMetrics(registry *prometheus.Registry) *metrics {
	m := &metrics{
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "muster_http_requests_total",
			Help: "Requests answered, by route, method and class of status.",
		}, []string{"route", "method", "status"}),
		duration: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name:    "muster_http_request_duration_seconds",
			Help:    "Time from a request's header to the end of its answer.",
			Buckets: []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30},
		}, []string{"route", "method"}),
		inFlight: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "muster_http_requests_in_flight",
			Help: "Requests being answered now.",
		}),
		panics: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "muster_http_panics_total",
			Help: "Requests that failed by a panic; each is logged with its stack.",
		}),
	}
	registry.MustRegister(m.requests, m.duration, m.inFlight, m.panics)
	return m
}

func (m *metrics) observe(x *exchange, took time.Duration) {
	method := shownMethod(x.request.Method)
	m.requests.WithLabelValues(x.route, method, statusClass(x.answer.status)).Inc()
	m.duration.WithLabelValues(x.route, method).Observe(took.Seconds())
}

func statusClass(status int) string {
	classes := [...]string{"1xx", "2xx", "3xx", "4xx", "5xx"}
	if class := status/100 - 1; class >= 0 && class < len(classes) {
		return classes[class]
	}
	return "other"
}
