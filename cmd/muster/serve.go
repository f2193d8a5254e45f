package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"

	"github.com/musterhq/muster/internal/httpserver"
)

type serveCommand struct {
	Listen         string             `default:"127.0.0.1:8080" help:"Address to listen on; port 0 takes a free one."`
	Storage        storage            `embed:""`
	Public         publicAddress      `embed:""`
	Logging        logging            `embed:""`
	Reach          reach              `embed:""`
	TrustedProxies httpserver.Proxies `placeholder:"CIDR,…" help:"Networks of the proxies in front, such as 10.0.0.0/8: only what they send as X-Forwarded-For says where a request comes from."`
	Support        string             `placeholder:"CONTACT" help:"Whom people of an organization ask for help, as the control panel shows it: an address or a link."`
	TLSCert        string             `name:"tls-cert" placeholder:"FILE" and:"tls" help:"Certificate chain to speak TLS with, PEM; read once, at the start."`
	TLSKey         string             `name:"tls-key" placeholder:"FILE" and:"tls" help:"Private key of the certificate, PEM."`
}

// Run serves until ctx ends. It prints on stdout where the control panel is and,
// as long as nobody runs this installation, the link that sets it up; then the
// address that it listens on. A program may wait for that last line.
func (c *serveCommand) Run(ctx context.Context, out console) (err error) {
	scheme := "http"
	var certificates []tls.Certificate
	if c.TLSCert != "" {
		certificate, err := tls.LoadX509KeyPair(c.TLSCert, c.TLSKey)
		if err != nil {
			return fmt.Errorf("read the certificate: %w", err)
		}
		scheme, certificates = "https", append(certificates, certificate)
	}
	log, flush := c.Logging.logger(out.stderr)
	defer flush()
	store, err := c.Storage.open(ctx, log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeWithin(store, closesWithin)) }()
	listener, err := httpserver.Listen(ctx, c.Listen)
	if err != nil {
		return err
	}
	stdout := &stoppable{to: out.stdout, stop: ctx.Done()}
	at := site{
		store: store, storage: c.Storage.location(), public: c.Public.PublicURL,
		panel:   panelAddress(c.Public.PublicURL, scheme, listener.Addr()),
		trusted: c.TrustedProxies, support: c.Support, reach: c.Reach, log: log,
	}
	err = at.buildAnd(ctx, func(built *house) error {
		say := func(format string, args ...any) { fmt.Fprintf(stdout, format+"\n", args...) }
		if err := welcome(ctx, say, built.who, at.panel); err != nil {
			if ctx.Err() != nil {
				return nil // stopped before it began
			}
			return err
		}
		say("Muster listens on %s://%s", scheme, listener.Addr())
		log.Info("listening", "address", listener.Addr().String(), "version", version())
		return built.server.Serve(ctx, listener, certificates...)
	})
	log.Info("stopped")
	return err
}
