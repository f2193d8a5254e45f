package main

import (
	"context"
	"fmt"
	"time"

	"github.com/musterhq/muster/internal/administration"
)

type operatorCommands struct {
	Link operatorLink `cmd:"" help:"Print a link by which the owner of this installation gets in, for the first time or after losing the way."`
}

type operatorLink struct {
	Storage storage       `embed:""`
	Public  publicAddress `embed:""`
	Email   string        `placeholder:"ADDRESS" help:"Address of the first owner; without it, they tell it themselves."`
	JSON    bool          `name:"json" help:"Print a JSON object."`
}

// operatorLinkLine is what `operator link` prints.
type operatorLinkLine struct {
	Link      string `json:"link"`
	ExpiresAt string `json:"expires_at"`
}

// Run prints the link. Whoever may use the database may get in: that is why it
// needs no proof.
func (c *operatorLink) Run(ctx context.Context, out console) error {
	return c.Storage.visitOrMake(ctx, func(service *administration.Service) error {
		panel := panelAddress(c.Public.PublicURL, "http", nil)
		who, err := newAccess(service.Store, panel)
		if err != nil {
			return err
		}
		if _, err := who.EnsureInstallation(ctx, commandLine(), c.Email); err != nil {
			return err
		}
		link, token, err := who.OwnerLink(ctx, commandLine())
		if err != nil {
			return err
		}
		line := operatorLinkLine{Link: linkAddress(panel, token), ExpiresAt: link.ExpiresAt.Local().Format(time.DateTime)}
		if c.JSON {
			return printJSON(out.stdout, line)
		}
		fmt.Fprintf(out.stdout, "%s\n", line.Link)
		fmt.Fprintf(out.stdout, "It counts once, until %s. Whoever opens it runs this installation.\n", line.ExpiresAt)
		return nil
	})
}
