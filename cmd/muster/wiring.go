package main

import (
	"log/slog"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/httpserver"
	"github.com/musterhq/muster/internal/provisioning"
	"github.com/musterhq/muster/internal/scimserver"
)

// newServer joins the rooms: a store, its rules, the doors, the listener.
func newServer(store directory.Store, public publicURL, log *slog.Logger) *httpserver.Server {
	scim := scimserver.New(scimserver.Config{
		Store:        store,
		Provisioning: &provisioning.Service{Store: store, Now: time.Now, NewID: directory.NewID},
		Logger:       log,
		Now:          time.Now,
		PublicURL:    string(public),
	})
	metrics := prometheus.NewRegistry()
	metrics.MustRegister(
		collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		collectors.NewBuildInfoCollector(),
	)
	return httpserver.New(httpserver.Config{
		Doors: []httpserver.Door{
			{Prefix: "/scim", Handler: scim.Handler(), Failure: scim.Failure},
		},
		Ready:   store.Ping,
		Metrics: metrics,
		Log:     log,
	})
}
