package main

import (
	"context"
	"errors"
	"net"
	"time"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/federation"
	"github.com/musterhq/muster/internal/okta"
	oktasignin "github.com/musterhq/muster/internal/okta/signin"
)

// demoOkta is the company's Okta where its people sign in.
type demoOkta struct {
	stop  context.CancelFunc
	ended chan error
}

func (o *demoOkta) close() error {
	o.stop()
	return <-o.ended
}

// openOkta lets the company's Okta sign its people in: the same app that provisions
// them. Its first person gets the password, and is who the demo names.
func (d *demo) openOkta(ctx context.Context, company *okta.Company, app *okta.App, password string) (*demoOkta, error) {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	service, err := oktasignin.New(company.Org, oktasignin.Config{BaseURL: "http://" + listener.Addr().String()})
	if err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	serving, stop := context.WithCancel(ctx)
	opened := &demoOkta{stop: stop, ended: make(chan error, 1)}
	go func() { opened.ended <- service.Serve(serving, listener) }()

	someone := company.Org.People()[0]
	err = service.SetPassword(someone.ID, password)
	if err == nil {
		err = d.signInWith(ctx, service, app)
	}
	if err != nil {
		return nil, errors.Join(err, opened.close())
	}
	d.say("or, with Okta, as %s with the same", someone.Profile.Login)
	return opened, nil
}

// signInWith makes the company's Okta a login method, as its administrator does on
// either side. The domain of people's addresses is verified by a DNS that knows its
// proof: the demo's company has none of its own.
func (d *demo) signInWith(ctx context.Context, service *oktasignin.Service, app *okta.App) error {
	desk, operator, home := operating(d.store), administration.Operator(), d.organization.ID
	key, err := federation.NewSigningKey(time.Now())
	if err != nil {
		return err
	}
	method, err := desk.CreateLoginMethod(ctx, operator, home, administration.NewLoginMethod{Provider: directory.Okta, Protocol: directory.OIDC, Key: key})
	if err != nil {
		return err
	}
	addresses := federation.AddressesOf(d.panel.String(), method.ID)
	registered, err := service.AddOIDCApp(oktasignin.OIDCSettings{
		RedirectURIs: []string{addresses.Redirect}, LogoutURIs: []string{addresses.SignedOut}, InitiateURI: addresses.Start,
		RequirePKCE: true, Assigned: app.Assigned,
	})
	if err != nil {
		return err
	}
	settings := directory.OIDCSettings{Issuer: service.Issuer(), ClientID: string(registered.ClientID), ClientSecret: registered.ClientSecret}
	if _, err := desk.UpdateLoginMethod(ctx, operator, home, method.ID, administration.LoginMethodEdit{OIDC: &settings}); err != nil {
		return err
	}
	domain, err := desk.AddDomain(ctx, operator, home, demoDomain)
	if err != nil {
		return err
	}
	_, err = desk.VerifyDomain(ctx, operator, home, domain.Name, func(context.Context, string) ([]string, error) {
		return []string{domain.Proof}, nil
	})
	// Data that is kept has a company from the time before, which holds the domain.
	if err != nil && directory.CodeOf(err) != directory.Taken {
		return err
	}
	return desk.ActivateLoginMethod(ctx, operator, home, method.ID)
}
