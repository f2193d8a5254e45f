package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/musterhq/muster/internal/access"
	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/httpserver"
	"github.com/musterhq/muster/internal/okta"
	"github.com/musterhq/muster/internal/sqlstore"
)

type demoCommand struct {
	Listen  string        `default:"127.0.0.1:8080" help:"Address to listen on; a free port is taken where this one is in use."`
	Data    string        `placeholder:"DIR" help:"Directory to keep the demo's database in; without it, one that is removed at the end."`
	People  int           `default:"250" help:"People in the company."`
	Groups  int           `default:"14" help:"Groups that are pushed."`
	Seed    uint64        `default:"1" help:"The same seed makes the same company and the same life."`
	Pace    time.Duration `default:"2s" help:"Time between one thing and the next in the company's life."`
	Once    bool          `help:"Stop when the company has arrived."`
	Logging quietLogging  `embed:""`
}

// The company of the demo.
const (
	demoName   = "Halvorsen Optics"
	demoDomain = "halvorsen-optics.example"
	// demoOperator runs the demo's installation.
	demoOperator = "operator@muster.example"
)

// Validate is asked by kong.
func (c *demoCommand) Validate() error {
	if c.Pace <= 0 {
		return errors.New("--pace is a time such as 2s or 100ms")
	}
	return checkCompany(c.People, c.Groups)
}

// Run serves, and plays the company's Okta, until ctx ends.
func (c *demoCommand) Run(ctx context.Context, out console) (err error) {
	if c.Data == "" {
		c.Data, err = os.MkdirTemp("", "muster-demo-")
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(c.Data)) }()
	}
	log, flush := c.Logging.logger(out.stderr)
	defer flush()
	out = console{stdout: &stoppable{to: out.stdout, stop: ctx.Done()}, stderr: &stoppable{to: out.stderr, stop: ctx.Done()}}
	store, err := sqlstore.OpenSQLite(ctx, c.Data, sqlstore.Options{Logger: log})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeWithin(store, closesWithin)) }()
	listener, err := c.listen(ctx)
	if err != nil {
		return err
	}

	at := site{
		store: store, storage: sqlstore.Location{Directory: c.Data},
		panel: panelAddress("", "http", listener.Addr()), log: log,
		reach: reach{PrivateProviders: true}, // Okta's stand-in is on this machine
	}
	return at.buildAnd(ctx, func(built *house) (err error) {
		serving, stop := context.WithCancel(ctx)
		served := make(chan error, 1)
		go func() { served <- built.server.Serve(serving, listener) }()
		defer func() {
			stop()
			err = errors.Join(err, <-served)
		}()
		d := &demo{command: c, out: out, store: store, who: built.who, panel: at.panel, address: "http://" + listener.Addr().String()}
		return d.play(ctx)
	})
}

func (c *demoCommand) listen(ctx context.Context) (net.Listener, error) {
	listener, err := httpserver.Listen(ctx, c.Listen)
	if err == nil {
		return listener, nil
	}
	host, _, splitErr := net.SplitHostPort(c.Listen)
	if splitErr != nil {
		return nil, err
	}
	return httpserver.Listen(ctx, net.JoinHostPort(host, "0"))
}

// demo is a demo on its way.
type demo struct {
	command      *demoCommand
	out          console
	store        directory.Store
	who          *access.Service
	panel        *url.URL
	address      string
	organization directory.Organization
	journal      journalPrinter
}

func (d *demo) play(ctx context.Context) (err error) {
	company := okta.NewCompany(okta.CompanySize{
		Name: demoName, Domain: demoDomain, People: d.command.People, Groups: d.command.Groups, Seed: d.command.Seed,
	})
	app, signingIn, err := d.connect(ctx, company)
	if err != nil {
		if ctx.Err() != nil {
			return nil // stopped in the middle, as asked
		}
		return err
	}
	defer func() { err = errors.Join(err, signingIn.close()) }()
	defer app.Close()
	defer app.Log.Follow(func(task okta.Task) { d.showFailure(ctx, task) })()

	d.say("")
	err = d.arrive(ctx, company, app)
	if ctx.Err() != nil {
		return nil // stopped in the middle, as asked
	}
	if err != nil {
		return fmt.Errorf("not everybody arrived: %w", err)
	}
	d.say("")
	d.say("%s has arrived: %s, %s.", d.organization.Name,
		count(d.command.People, "person", "people"), count(d.command.Groups, "team", "teams"))
	if d.command.Once {
		return nil
	}
	d.say("From now on people join, move and leave. Ctrl-C ends it.")
	d.say("")
	return d.live(ctx, okta.NewTrickle(company, app, d.command.Seed))
}

func (d *demo) say(format string, args ...any) {
	fmt.Fprintln(d.out.stdout, plain(fmt.Sprintf(format, args...)))
}

// connect does what an operator does at the command line, and then what the
// company's administrator does in Okta.
func (d *demo) connect(ctx context.Context, company *okta.Company) (*okta.App, *demoOkta, error) {
	service := operating(d.store)
	var err error
	if d.organization, err = d.found(ctx, service); err != nil {
		return nil, nil, err
	}
	connection, token, err := service.CreateConnection(ctx, administration.Operator(), d.organization.ID, directory.Okta, directory.Standard())
	if err != nil {
		return nil, nil, err
	}
	owner, err := d.hireOwner(ctx, service)
	if err != nil {
		return nil, nil, err
	}
	if err := d.hireOperator(ctx, owner.password); err != nil {
		return nil, nil, err
	}
	d.journal.out = d.out.stdout
	tenantURL := publicURL(d.address).tenantURL(connection.ID)
	d.say("Muster listens on %s", d.address)
	d.say("Control panel     %s", d.panel)
	d.say("Sign in as        %s with the password %s", owner.email, owner.password)
	d.say("or, to run it, as %s with the same", demoOperator)
	app, err := okta.NewApp(company.Org, okta.NewSettings(okta.Catalog, tenantURL, token.Reveal()), okta.AppOptions{Seed: d.command.Seed})
	if err != nil {
		return nil, nil, err
	}
	signingIn, err := d.openOkta(ctx, company, app, owner.password)
	if err != nil {
		return nil, nil, err
	}
	d.say("Tenant URL        %s", tenantURL)
	d.say("Organization      %s", d.organization.Name)
	d.say("Look at it        muster members --data %s", d.command.Data)
	d.say("                  muster teams --data %s", d.command.Data)
	d.say("                  muster journal --follow --data %s", d.command.Data)
	return app, signingIn, nil
}

// demoOwner is whoever looks at the demo.
type demoOwner struct{ email, password string }

// hireOwner makes the owner of the demo's organization, with a password for this
// one demo, so that its panel can be looked into at once.
func (d *demo) hireOwner(ctx context.Context, service *administration.Service) (demoOwner, error) {
	owner := demoOwner{email: "you@" + demoDomain, password: strings.ToLower(rand.Text()[:16])}
	invited, err := service.InviteMember(ctx, administration.Operator(), d.organization.ID, administration.Invitation{
		Name: "You", Email: owner.email, Role: directory.RoleOwner,
	})
	if err != nil {
		return demoOwner{}, err
	}
	_, token, err := d.who.CreateMemberLink(ctx, commandLine(), d.organization.ID, invited.ID)
	if err != nil {
		return demoOwner{}, err
	}
	_, err = d.who.AcceptByPassword(ctx, access.Acceptance{Token: token.Reveal()}, owner.password)
	return owner, err
}

// hireOperator makes whoever runs this installation, so that their pages can be
// looked into as well.
func (d *demo) hireOperator(ctx context.Context, password string) error {
	first, err := d.who.FirstRun(ctx)
	if err != nil || !first { // data that is kept knows one from the time before
		return err
	}
	if _, err := d.who.EnsureInstallation(ctx, commandLine(), demoOperator); err != nil {
		return err
	}
	_, token, err := d.who.OwnerLink(ctx, commandLine())
	if err != nil {
		return err
	}
	_, err = d.who.AcceptByPassword(ctx, access.Acceptance{Token: token.Reveal(), Name: "Operator"}, password)
	return err
}

// found makes the demo's organization; data that knows one already gets another
// beside it.
func (d *demo) found(ctx context.Context, service *administration.Service) (directory.Organization, error) {
	licenses := d.command.People + d.command.People/5 + 10
	name := demoName
	for again := 2; ; again++ {
		organization, err := service.CreateOrganization(ctx, administration.Operator(), name, licenses)
		if directory.CodeOf(err) != directory.Taken {
			return organization, err
		}
		name = fmt.Sprintf("%s %d", demoName, again)
	}
}

// arrive assigns everybody and pushes the groups, while the journal is told.
func (d *demo) arrive(ctx context.Context, company *okta.Company, app *okta.App) error {
	telling, stop := context.WithCancel(ctx)
	told := make(chan error, 1)
	go func() { told <- d.journal.follow(telling, d.store, d.organization.ID) }()
	err := push(ctx, company, app)
	stop()
	err = errors.Join(err, <-told)
	return errors.Join(err, d.tell(ctx))
}

func push(ctx context.Context, company *okta.Company, app *okta.App) error {
	if err := app.TestConnection(ctx); err != nil {
		return err
	}
	if err := app.Save(ctx); err != nil {
		return err
	}
	var people []okta.UserID
	for _, person := range company.Org.People() {
		people = append(people, person.ID)
	}
	err := app.Assign(ctx, people...)
	var groups []okta.GroupID
	for _, group := range company.Org.Groups() {
		groups = append(groups, group.ID)
	}
	return errors.Join(err, app.PushGroup(ctx, groups...))
}

// live lets one thing after the other happen, and tells what it was and what
// became of it.
func (d *demo) live(ctx context.Context, life *okta.Trickle) error {
	next := time.NewTicker(d.command.Pace)
	defer next.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-next.C:
		}
		event, err := life.Step(ctx)
		if ctx.Err() != nil {
			return nil
		}
		d.say("%s ── %s", time.Now().Format(time.TimeOnly), event.Text)
		if _, refused := errors.AsType[*okta.TaskError](err); err != nil && !refused {
			return err
		}
		if err := d.tell(ctx); err != nil {
			return err
		}
	}
}

// tell prints what is new in the journal.
func (d *demo) tell(ctx context.Context) error {
	return d.journal.print(d.store.View(ctx, d.organization.ID))
}

// showFailure prints what Okta's administrator would read. What the end of the
// demo broke off is no failure.
func (d *demo) showFailure(ctx context.Context, task okta.Task) {
	if task.Failed() && ctx.Err() == nil {
		fmt.Fprintln(d.out.stderr, "Okta:", plain(task.Sentence))
	}
}
