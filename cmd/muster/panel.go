package main

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"time"

	"github.com/musterhq/muster/internal/access"
	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/secret"
)

// panelAddress is where people reach the control panel: the public URL, or this
// machine. Browsers know no passkeys at a bare address, so that the machine
// itself is called localhost. A command beside the server does not know where
// that listens: nil takes the standard address.
func panelAddress(public publicURL, scheme string, listening net.Addr) *url.URL {
	if public != "" {
		if parsed, err := url.Parse(string(public)); err == nil { // UnmarshalText has parsed it before
			return parsed
		}
	}
	if listening == nil {
		return &url.URL{Scheme: scheme, Host: "localhost:8080"}
	}
	host := listening.String()
	if address, ok := listening.(*net.TCPAddr); ok && (address.IP.IsLoopback() || address.IP.IsUnspecified()) {
		host = fmt.Sprintf("localhost:%d", address.Port)
	}
	return &url.URL{Scheme: scheme, Host: host}
}

// linkAddress is the address of a link. The secret stands behind the #, which
// browsers keep to themselves: no log of any server sees it.
func linkAddress(panel *url.URL, token secret.Secret) string {
	link := *panel
	link.Path, link.Fragment = "/link", token.Reveal()
	return link.String()
}

// inviteOwner invites the first owner of an organization and returns the link by
// which they get in.
func inviteOwner(ctx context.Context, service *administration.Service, organization directory.OrganizationID, email string, panel *url.URL) (string, error) {
	owner, err := service.InviteMember(ctx, administration.Operator(), organization, administration.Invitation{
		Name: email, Email: email, Role: directory.RoleOwner,
	})
	if err != nil {
		return "", err
	}
	who, err := newAccess(service.Store, panel)
	if err != nil {
		return "", err
	}
	_, token, err := who.CreateMemberLink(ctx, commandLine(), organization, owner.ID)
	if err != nil {
		return "", err
	}
	return linkAddress(panel, token), nil
}

func newAccess(store directory.Store, panel *url.URL) (*access.Service, error) {
	return access.New(access.Config{Store: store, PublicURL: panel, Now: time.Now, NewID: directory.NewID, Settle: settle})
}

// commandLine is who acts at the command line.
func commandLine() directory.Actor {
	return directory.Actor{Kind: directory.ActorOperator, Name: "operator"}
}

// welcome tells where the control panel is and, as long as nobody runs this
// installation, the link by which its first owner gets in.
func welcome(ctx context.Context, say func(format string, args ...any), who *access.Service, panel *url.URL) error {
	say("Control panel     %s", panel)
	first, err := who.FirstRun(ctx)
	if err != nil || !first {
		return err
	}
	if _, err := who.EnsureInstallation(ctx, commandLine(), ""); err != nil {
		return err
	}
	_, token, err := who.OwnerLink(ctx, commandLine())
	if err != nil {
		return err
	}
	say("Set it up         %s", linkAddress(panel, token))
	return nil
}
