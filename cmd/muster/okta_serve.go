package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/musterhq/muster/internal/httpserver"
	"github.com/musterhq/muster/internal/okta"
	oktaconsole "github.com/musterhq/muster/internal/okta/console"
	oktasignin "github.com/musterhq/muster/internal/okta/signin"
)

type oktaServe struct {
	Listen         string    `default:"127.0.0.1:8090" help:"Address to listen on; port 0 takes a free one."`
	OktaURL        publicURL `name:"okta-url" placeholder:"URL" help:"Address by which browsers reach it, where that is not the one it listens on."`
	OpenToNetwork  bool      `help:"Let others on the network in: whoever reaches it is its administrator, without a password."`
	People         int       `default:"25" help:"People in the company."`
	Groups         int       `default:"8" help:"Groups of the company."`
	Seed           uint64    `default:"1" help:"The same seed makes the same company."`
	Empty          bool      `help:"Begin with nobody and no group."`
	PeoplePassword string    `placeholder:"PASSWORD" help:"Password by which everybody of the company may sign in; without it, one is set on somebody's page."`
}

// Validate is asked by kong.
func (c *oktaServe) Validate() error {
	if c.Empty {
		return nil
	}
	return checkCompany(c.People, c.Groups)
}

// Run plays Okta in the browser until ctx ends. The last line that it prints says
// where it listens; a program may wait for it.
func (c *oktaServe) Run(ctx context.Context, out console) (err error) {
	if err := c.checkReach(); err != nil {
		return err
	}
	listener, err := httpserver.Listen(ctx, c.Listen)
	if err != nil {
		return err
	}
	base := "http://" + listener.Addr().String()
	if c.OktaURL != "" {
		base = string(c.OktaURL)
	}
	company := c.company()
	signIn, err := oktasignin.New(company.Org, oktasignin.Config{BaseURL: base})
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	if c.PeoplePassword != "" {
		for _, person := range company.Org.People() {
			if err := signIn.SetPassword(person.ID, c.PeoplePassword); err != nil {
				return errors.Join(err, listener.Close())
			}
		}
	}
	admin, err := oktaconsole.New(oktaconsole.Config{Org: company.Org, SignIn: signIn, Company: company.Name})
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	defer admin.Close()

	stdout := &stoppable{to: out.stdout, stop: ctx.Done()}
	fmt.Fprintf(stdout, "A stand-in for Okta, with %s and %s who are made up. It forgets everything when it ends.\n",
		count(len(company.Org.People()), "person", "people"), count(len(company.Org.Groups()), "group", "groups"))
	fmt.Fprintf(stdout, "People sign in at  %s\n", base)
	fmt.Fprintf(stdout, "Admin Console      %s/admin/\n", base)
	fmt.Fprintf(stdout, "Okta (stand-in) listens on %s\n", "http://"+listener.Addr().String())
	return serveOkta(ctx, listener, signIn, admin)
}

// company makes up the company, or one of nobody.
func (c *oktaServe) company() *okta.Company {
	size := okta.CompanySize{People: c.People, Groups: c.Groups, Seed: c.Seed}
	if c.Empty {
		size.People, size.Groups = 0, 0
	}
	return okta.NewCompany(size)
}

// checkReach refuses to listen where others reach it, unless that is asked for.
func (c *oktaServe) checkReach() error {
	if c.OpenToNetwork {
		return nil
	}
	host, _, err := net.SplitHostPort(c.Listen)
	if err != nil {
		return fmt.Errorf("%q is no address to listen on; write it as 127.0.0.1:8090", c.Listen)
	}
	if ip := net.ParseIP(host); host == "localhost" || ip != nil && ip.IsLoopback() {
		return nil
	}
	return fmt.Errorf("on %s others on the network could reach the stand-in, and whoever reaches it is its administrator without a password: listen on 127.0.0.1, or say --open-to-network", c.Listen)
}

// serveOkta answers with both until ctx ends.
func serveOkta(ctx context.Context, listener net.Listener, signIn, admin http.Handler) error {
	mux := http.NewServeMux()
	mux.Handle("/admin/", admin)
	mux.Handle("/admin", http.RedirectHandler("/admin/", http.StatusMovedPermanently))
	mux.Handle("/", signIn)
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	stop := context.AfterFunc(ctx, func() { _ = server.Close() })
	defer stop()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve the stand-in for Okta: %w", err)
	}
	return nil
}
