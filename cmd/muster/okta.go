package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/musterhq/muster/internal/okta"
)

type oktaCommands struct {
	Run   oktaRun   `cmd:"" help:"Take a made-up company through everything that Okta does, and report what went wrong."`
	Serve oktaServe `cmd:"" help:"Play Okta in the browser: an Admin Console that provisions any SCIM server, and sign-in for its people."`
}

type oktaRun struct {
	TenantURL string          `required:"" placeholder:"URL" help:"Tenant URL (SCIM base URL) of the server."`
	Token     string          `required:"" placeholder:"TOKEN" help:"Its Secret Token; user:password with --auth basic. Prefer the variable: others on this machine can read command lines."`
	People    int             `default:"500" help:"People in the company."`
	Groups    int             `default:"14" help:"Groups to push."`
	Dialect   okta.Dialect    `default:"catalog" enum:"catalog,wizard" help:"Kind of Okta app: catalog (PATCH for activation and groups) or wizard (PUT throughout)."`
	Auth      okta.Credential `default:"bearer" enum:"bearer,header,prefixed-header,basic" help:"Form of the credentials: ${enum}."`
	Seed      uint64          `default:"1" help:"The same seed makes the same company and the same run."`
}

// Validate is asked by kong.
func (c *oktaRun) Validate() error { return checkCompany(c.People, c.Groups) }

// checkCompany refuses a company that could not be.
func checkCompany(people, groups int) error {
	if people < 1 || groups < 1 {
		return errors.New("a company has one person and one group at least")
	}
	return nil
}

// Run plays Okta. It fails when anything did.
func (c *oktaRun) Run(ctx context.Context, out console) error {
	settings := okta.NewSettings(c.Dialect, c.TenantURL, c.Token)
	settings.Credential = c.Auth
	progress := &oktaProgress{out: out.stderr, drawing: isTerminal(out.stderr)}
	report, err := okta.Run(ctx, okta.RunConfig{
		Settings: settings,
		People:   c.People,
		Groups:   c.Groups,
		Seed:     c.Seed,
	}, progress.show)
	progress.end()
	if err != nil {
		return err
	}
	printReport(out.stdout, report)
	if !report.OK() {
		return fmt.Errorf("%s and %s; the report above says which",
			count(len(report.Failures), "task failed", "tasks failed"),
			count(len(report.Differences), "difference was found", "differences were found"))
	}
	return nil
}

// oktaProgress shows how far a run is: a bar that moves on a terminal, a line
// for each phase elsewhere.
type oktaProgress struct {
	out     io.Writer
	drawing bool
	last    okta.Progress
}

func (p *oktaProgress) show(now okta.Progress) {
	if p.last.Phase != "" && now.Phase != p.last.Phase {
		p.finish()
	}
	p.last = now
	if p.drawing {
		eraseLine(p.out)
		fmt.Fprintf(p.out, "%-20s %s %d/%d", now.Phase, bar(now.Done, now.Total), now.Done, max(now.Done, now.Total))
	}
}

func (p *oktaProgress) end() {
	if p.last.Phase != "" {
		p.finish()
	}
}

// finish writes the line that stays of a phase.
func (p *oktaProgress) finish() {
	if p.drawing {
		eraseLine(p.out)
	}
	fmt.Fprintf(p.out, "%-20s %s", p.last.Phase, count(p.last.Done, "task", "tasks"))
	if p.last.Failed > 0 {
		fmt.Fprintf(p.out, ", %d failed", p.last.Failed)
	}
	fmt.Fprintln(p.out)
}
