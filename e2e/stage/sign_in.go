package main

import (
	"cmp"
	"context"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"net"

	"github.com/musterhq/muster/internal/okta"
	"github.com/musterhq/muster/internal/okta/signin"
	"github.com/musterhq/muster/internal/okta/signin/jws"
)

// signInRequest is what requests about signing in say besides.
type signInRequest struct {
	// Host is the name by which browsers reach the service, 127.0.0.1 when empty.
	// As localhost it is another site than Muster, as Okta is.
	Host     string `json:"host"`
	Password string `json:"password"`
	Label    string `json:"label"`
	// Everybody lets people in who are not assigned. Otherwise those are assigned
	// who are provisioned.
	Everybody bool `json:"everybody"`

	RedirectURI string `json:"redirect_uri"`
	SignOutURI  string `json:"sign_out_uri"`
	InitiateURI string `json:"initiate_uri"`
	PublicKey   string `json:"public_key"` // PEM, or JSON
	KeysURL     string `json:"keys_url"`

	ACSURL            string `json:"acs_url"`
	EntityID          string `json:"entity_id"`
	NameIDFormat      string `json:"name_id_format"`
	NameID            string `json:"name_id"`
	Certificate       string `json:"certificate"` // PEM
	LogoutURL         string `json:"logout_url"`
	UnsignedResponse  bool   `json:"unsigned_response"`
	UnsignedAssertion bool   `json:"unsigned_assertion"`

	Metadata string   `json:"metadata"` // ours, for a provider to trust
	Barred   []string `json:"barred"`   // logins whom a provider lets in nowhere
}

// signInAnswer is what an administrator copies from Okta.
type signInAnswer struct {
	Issuer string `json:"issuer"`

	ClientID     string `json:"client_id,omitempty"`
	ClientSecret string `json:"client_secret,omitempty"`

	SSOURL      string `json:"sso_url,omitempty"`
	SLOURL      string `json:"slo_url,omitempty"`
	MetadataURL string `json:"metadata_url,omitempty"`
	Certificate string `json:"certificate,omitempty"`
}

// signIn is the sign-in service of an app's org while it listens.
type signIn struct {
	*signin.Service
	stop func() error
}

// openSignIn lets the org of an app sign its people in.
func (a *app) openSignIn(ctx context.Context, asked request) (answer, error) {
	if a.signIn != nil {
		return answer{}, errors.New("the org signs people in already")
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return answer{}, err
	}
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		return answer{}, err
	}
	base := "http://" + net.JoinHostPort(cmp.Or(asked.Host, "127.0.0.1"), port)
	service, err := signin.New(a.Org(), signin.Config{BaseURL: base})
	if err != nil {
		return answer{}, errors.Join(err, listener.Close())
	}
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- service.Serve(ctx, listener) }()
	a.signIn = &signIn{Service: service, stop: func() error { cancel(); return <-ended }}
	return answer{SignIn: &signInAnswer{Issuer: service.Issuer()}}, nil
}

// doSignIn does one thing with the sign-in service of the app's org.
func (a *app) doSignIn(ctx context.Context, asked request) (answer, error) {
	if asked.Do == "sign people in" {
		return a.openSignIn(ctx, asked)
	}
	if a.signIn == nil {
		return answer{}, errors.New(`the org signs nobody in yet; say "sign people in" first`)
	}
	switch asked.Do {
	case "password":
		people, err := a.people(asked.Logins)
		for _, person := range people {
			err = errors.Join(err, a.signIn.SetPassword(person, asked.Password))
		}
		return answer{}, err
	case "oidc app":
		return a.addOIDCApp(asked)
	case "saml app":
		return a.addSAMLApp(asked)
	case "rotate keys":
		return answer{}, a.signIn.RotateKeys()
	case "prepare certificate":
		return answer{}, a.signIn.PrepareCertificate()
	default: // rotate certificate
		err := a.signIn.RotateCertificate()
		return answer{SignIn: &signInAnswer{Issuer: a.signIn.Issuer(), Certificate: a.signIn.Certificate()}}, err
	}
}

func (a *app) addOIDCApp(asked request) (answer, error) {
	settings := signin.OIDCSettings{
		Label:        asked.Label,
		RedirectURIs: []string{asked.RedirectURI},
		InitiateURI:  asked.InitiateURI,
		RequirePKCE:  true,
		Assigned:     a.assigned(asked),
	}
	if asked.SignOutURI != "" {
		settings.LogoutURIs = []string{asked.SignOutURI}
	}
	if asked.PublicKey != "" {
		var err error
		if settings.PublicKeys, err = jws.ParseKeys(asked.PublicKey); err != nil {
			return answer{}, err
		}
	}
	made, err := a.signIn.AddOIDCApp(settings)
	return answer{SignIn: &signInAnswer{
		Issuer: a.signIn.Issuer(), ClientID: string(made.ClientID), ClientSecret: made.ClientSecret,
	}}, err
}

func (a *app) addSAMLApp(asked request) (answer, error) {
	settings := signin.SAMLSettings{
		Label:             asked.Label,
		ACSURL:            asked.ACSURL,
		EntityID:          asked.EntityID,
		NameIDFormat:      signin.NameIDFormat(asked.NameIDFormat),
		NameID:            signin.Field(asked.NameID),
		LogoutURL:         asked.LogoutURL,
		UnsignedResponse:  asked.UnsignedResponse,
		UnsignedAssertion: asked.UnsignedAssertion,
		Assigned:          a.assigned(asked),
	}
	if asked.Certificate != "" {
		block, _ := pem.Decode([]byte(asked.Certificate))
		if block == nil {
			return answer{}, errors.New("the certificate is no PEM")
		}
		var err error
		if settings.Certificate, err = x509.ParseCertificate(block.Bytes); err != nil {
			return answer{}, fmt.Errorf("read the certificate: %w", err)
		}
	}
	made, err := a.signIn.AddSAMLApp(settings)
	return answer{SignIn: &signInAnswer{
		Issuer: made.Issuer, SSOURL: made.SSOURL, SLOURL: made.SLOURL,
		MetadataURL: made.MetadataURL, Certificate: a.signIn.Certificate(),
	}}, err
}

// assigned makes sign-in and provisioning one app, unless everybody may sign in.
func (a *app) assigned(asked request) signin.Assigned {
	if asked.Everybody {
		return nil
	}
	return func(person okta.UserID) bool { return a.Assigned(person) }
}
