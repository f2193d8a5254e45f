package main

import (
	"context"
	"errors"
	"log/slog"
	"net/url"
	"os"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"github.com/musterhq/muster/internal/access"
	"github.com/musterhq/muster/internal/api"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/federation"
	"github.com/musterhq/muster/internal/httpserver"
	"github.com/musterhq/muster/internal/provisioning"
	"github.com/musterhq/muster/internal/scimserver"
	"github.com/musterhq/muster/internal/signin"
	"github.com/musterhq/muster/internal/sqlstore"
	"github.com/musterhq/muster/internal/traffic"
	"github.com/musterhq/muster/internal/webui"
)

// site is what makes one running Muster differ from another.
type site struct {
	store   *sqlstore.Store
	storage sqlstore.Location
	// public is the address that providers were told, or empty; panel is where
	// people reach the control panel.
	public  publicURL
	panel   *url.URL
	trusted httpserver.Proxies
	support string
	// reach is where identity providers and name servers are asked.
	reach reach
	log   *slog.Logger
}

// house is a Muster ready to serve: the doors, with what they share.
type house struct {
	server *httpserver.Server
	who    *access.Service
	close  func() error
}

// build joins the rooms: a store, its rules, the doors, the listener. The store
// stays its opener's to close, after the house.
func (s site) build(ctx context.Context) (*house, error) {
	who, err := newAccess(s.store, s.panel)
	if err != nil {
		return nil, err
	}
	metrics := prometheus.NewRegistry()
	metrics.MustRegister(
		collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		collectors.NewBuildInfoCollector(),
	)
	kept := sqlstore.OpenTraffic(ctx, s.storage, sqlstore.Options{Logger: s.log})
	recorder := traffic.NewRecorder(traffic.RecorderConfig{
		Store: kept, Now: time.Now, Owner: s.store.ConnectionOwner, Logger: s.log, Metrics: metrics,
	})
	retention := &traffic.Retention{Store: kept, Now: time.Now, Organizations: s.store.Organizations, Logger: s.log}
	sweeping, stop := context.WithCancel(context.WithoutCancel(ctx))
	var sweeper sync.WaitGroup
	sweeper.Go(func() { retention.Run(sweeping) })

	scim := scimserver.New(scimserver.Config{
		Store:        s.store,
		Provisioning: &provisioning.Service{Store: s.store, Now: time.Now, NewID: directory.NewID, Inactive: scimserver.Inactive},
		Recorder:     recorder,
		Logger:       s.log,
		Now:          time.Now,
		PublicURL:    string(s.public),
	})
	outside := s.reach.client()
	clients, arrivals := federation.NewClients(outside, s.panel.String(), time.Now), federation.NewArrivals()
	providers := signin.New(signin.Config{
		Store: s.store, Access: who, Clients: clients, Arrivals: arrivals,
		Now: time.Now, Logger: s.log, PublicURL: s.panel.String(),
	})
	programs := api.New(api.Config{
		Store:          s.store,
		Access:         who,
		Administration: operating(s.store),
		Clients:        clients,
		Arrivals:       arrivals,
		Outbound:       outside,
		LookupTXT:      s.reach.lookupTXT(),
		Traffic:        &traffic.Log{Store: kept, Directory: s.store, Now: time.Now, Version: version()},
		Recorder:       recorder,
		Now:            time.Now,
		Logger:         s.log,
		PublicURL:      s.panel.String(),
		SupportContact: s.support,
		Name:           "Muster",
		Version:        version(),
	})
	// A live page's stream never ends by itself, so that a stop would wait for it.
	context.AfterFunc(ctx, programs.EndStreams)
	return &house{
		server: httpserver.New(httpserver.Config{
			Doors: []httpserver.Door{
				{Prefix: "/scim", Handler: scim.Handler(), Failure: scim.Failure},
				{Prefix: "/api", Handler: programs.Handler(), Failure: programs.Failure},
				{Prefix: federation.Root, Handler: providers.Handler(), Failure: providers.Failure},
				{Handler: webui.Handler()},
			},
			Ready:          s.store.Ping,
			Metrics:        metrics,
			Log:            s.log,
			TrustedProxies: s.trusted,
		}),
		who: who,
		close: func() error {
			stop()
			sweeper.Wait()
			recorder.Close()
			return kept.Close()
		},
	}, nil
}

// buildAnd builds the house and lets f use it.
func (s site) buildAnd(ctx context.Context, f func(*house) error) (err error) {
	built, err := s.build(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, built.close()) }()
	spendMemory(os.Getenv)
	return f(built)
}
