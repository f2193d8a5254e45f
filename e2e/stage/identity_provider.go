package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/musterhq/muster/e2e/identity"
)

// identityProviders are those that nobody here wrote, as far as they were started.
type identityProviders struct {
	folder identity.Folder // that starts them
	log    io.Writer
	openID *identity.OpenIDProvider
	saml   *identity.SAMLProvider
}

// do does one thing with a provider.
func (p *identityProviders) do(asked request) (answer, error) {
	switch asked.Do {
	case "openid provider":
		return p.openOpenID(asked)
	case "rotate openid keys":
		if p.openID == nil {
			return answer{}, errors.New(`there is no provider of OpenID Connect yet; say "openid provider" first`)
		}
		return answer{}, p.openID.RotateKeys()
	case "saml provider":
		return p.openSAML(asked)
	}
	if p.saml == nil {
		return answer{}, errors.New(`there is no SAML provider yet; say "saml provider" first`)
	}
	switch asked.Do {
	case "prepare saml certificate":
		return answer{}, p.saml.PrepareCertificate()
	case "rotate saml certificate":
		return answer{}, p.saml.RotateCertificate()
	default: // trust
		return answer{}, p.saml.Trust([]byte(asked.Metadata))
	}
}

// openOpenID starts npm's oidc-provider with Muster as two of its applications: one
// proves itself by a secret, and "muster-by-key" by a key that the provider reads.
func (p *identityProviders) openOpenID(asked request) (answer, error) {
	if p.openID != nil {
		return answer{}, errors.New("there is a provider of OpenID Connect already")
	}
	bySecret := identity.OpenIDClient{ID: "muster", Secret: rand.Text(), RedirectURI: asked.RedirectURI, ReturnTo: asked.SignOutURI}
	byKey := identity.OpenIDClient{ID: "muster-by-key", KeysURL: asked.KeysURL, RedirectURI: asked.RedirectURI, ReturnTo: asked.SignOutURI}
	started, err := p.folder.OpenOpenIDProvider(identity.OpenIDSettings{Clients: []identity.OpenIDClient{bySecret, byKey}}, p.log)
	if err != nil {
		return answer{}, err
	}
	p.openID = started
	return answer{SignIn: &signInAnswer{Issuer: started.Issuer, ClientID: bySecret.ID, ClientSecret: bySecret.Secret}}, nil
}

// openSAML starts SimpleSAMLphp with people who all have one password, and of whom
// some are let in nowhere.
func (p *identityProviders) openSAML(asked request) (answer, error) {
	if p.saml != nil {
		return answer{}, errors.New("there is a SAML provider already")
	}
	var people []identity.Person
	for _, one := range asked.People {
		people = append(people, identity.Person{
			Name: one.Login, Password: asked.Password, Email: one.Login, DisplayName: one.Given + " " + one.Family,
			Barred: slices.Contains(asked.Barred, one.Login),
		})
	}
	started, err := p.folder.OpenSAMLProvider(p.log, people...)
	if err != nil {
		return answer{}, err
	}
	p.saml = started
	return answer{SignIn: &signInAnswer{Issuer: started.MetadataURL, MetadataURL: started.MetadataURL}}, nil
}

func (p *identityProviders) close() error {
	var err error
	if p.openID != nil {
		err = errors.Join(err, p.openID.Close())
	}
	if p.saml != nil {
		err = errors.Join(err, p.saml.Close())
	}
	if err != nil {
		return fmt.Errorf("end the identity providers: %w", err)
	}
	return nil
}
