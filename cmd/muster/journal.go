package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/musterhq/muster/internal/activity"
	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

// followEvery is how often a journal that is followed is looked at. Reading
// nothing new costs one lookup by key.
const followEvery = 200 * time.Millisecond

type journalCommand struct {
	Storage storage            `embed:""`
	Choice  organizationChoice `embed:""`
	After   int64              `placeholder:"N" help:"Begin after the entry of this number."`
	Follow  bool               `help:"Go on with new entries, until stopped."`
	JSON    bool               `name:"json" help:"Print one JSON object a line."`
}

// journalLine is an entry as `journal --json` prints it.
type journalLine struct {
	directory.Entry
	Sentence string `json:"sentence"`
}

// Run prints the journal.
func (c *journalCommand) Run(ctx context.Context, out console) error {
	return c.Storage.visit(ctx, func(service *administration.Service) error {
		organization, err := c.Choice.find(ctx, service)
		if err != nil {
			return err
		}
		printer := &journalPrinter{out: &stoppable{to: out.stdout, stop: ctx.Done()}, json: c.JSON, dated: true, after: c.After}
		if !c.Follow {
			return printer.print(service.Store.View(ctx, organization.ID))
		}
		return printer.follow(ctx, service.Store, organization.ID)
	})
}

// journalPrinter prints the entries of a journal, each once.
type journalPrinter struct {
	out   io.Writer
	json  bool
	dated bool   // a line says when a new day begins
	after int64  // the number of the last entry printed
	day   string // of the last entry printed
	names names
}

// follow prints entries until ctx ends.
func (p *journalPrinter) follow(ctx context.Context, store directory.Store, organization directory.OrganizationID) error {
	look := time.NewTicker(followEvery)
	defer look.Stop()
	for {
		err := p.print(store.View(ctx, organization))
		if ctx.Err() != nil {
			return nil // being stopped is how following ends
		}
		if err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return nil
		case <-look.C:
		}
	}
}

// print prints the entries that are new.
func (p *journalPrinter) print(reader directory.Reader) error {
	for {
		page, err := reader.Journal(p.after, listPage)
		if err != nil {
			return err
		}
		for _, entry := range page {
			if err := p.line(reader, entry); err != nil {
				return err
			}
			p.after = entry.Number
		}
		if len(page) < listPage {
			return nil
		}
	}
}

func (p *journalPrinter) line(reader directory.Reader, entry directory.Entry) error {
	sentence := activity.Sentence(entry, p.names.of(reader, entry))
	if p.json {
		return printJSON(p.out, journalLine{Entry: entry, Sentence: sentence})
	}
	at := entry.At.Local()
	if day := at.Format("Monday, 2 January 2006"); p.dated && day != p.day {
		p.day = day
		fmt.Fprintln(p.out, day)
	}
	_, err := fmt.Fprintf(p.out, "%s #%d %s\n", at.Format(time.TimeOnly), entry.Number, plain(sentence))
	return err
}

// names remembers how people are called, because the same few fill a journal's
// pages. The zero value is empty.
type names map[string]string

// maxNames bounds what is remembered.
const maxNames = 10_000

// of names the people and teams whom an entry names by id only; "" for those who are gone.
func (n *names) of(reader directory.Reader, entry directory.Entry) activity.Names {
	return activity.Names{
		Identity: func(id directory.IdentityID) string {
			return n.remembered(string(id), func() (string, error) {
				identity, err := reader.Identity(entry.Connection, id)
				return identity.Name, err
			})
		},
		Member: func(id directory.MemberID) string {
			return n.remembered(string(id), func() (string, error) {
				member, err := reader.Member(id)
				return member.Name, err
			})
		},
		Team: func(id directory.TeamID) string {
			return n.remembered(string(id), func() (string, error) {
				team, err := reader.AnyTeam(id)
				return team.Name, err
			})
		},
	}
}

func (n *names) remembered(id string, read func() (string, error)) string {
	if name, known := (*n)[id]; known {
		return name
	}
	name, err := read()
	if err != nil {
		return "" // a sentence without the name is still true
	}
	if *n == nil || len(*n) >= maxNames {
		*n = names{}
	}
	(*n)[id] = name
	return name
}
