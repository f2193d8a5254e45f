package console

import (
	"strings"

	"github.com/musterhq/muster/internal/okta"
	"github.com/musterhq/muster/internal/okta/signin"
)

// usernameFormat is "Application username format": what somebody is called in the
// app.
type usernameFormat string

const (
	usernameOkta        usernameFormat = "okta"
	usernameEmail       usernameFormat = "email"
	usernameOktaPrefix  usernameFormat = "okta-prefix"
	usernameEmailPrefix usernameFormat = "email-prefix"
)

// usernameFormats are the formats with their labels.
var usernameFormats = []choice{
	{string(usernameOkta), "Okta username"},
	{string(usernameEmail), "Email"},
	{string(usernameOktaPrefix), "Okta username prefix"},
	{string(usernameEmailPrefix), "Email prefix"},
}

// username gives the name by the format.
func (f usernameFormat) username(p okta.Profile) string {
	name := p.Login
	if f == usernameEmail || f == usernameEmailPrefix {
		name = p.Email
	}
	if f == usernameOktaPrefix || f == usernameEmailPrefix {
		name, _, _ = strings.Cut(name, "@")
	}
	return name
}

// nameIDFormats and nameIDs are what Okta's form offers.
var (
	nameIDFormats = []choice{
		{string(signin.FormatUnspecified), "Unspecified"},
		{string(signin.FormatEmailAddress), "EmailAddress"},
		{string(signin.FormatPersistent), "Persistent"},
	}
	nameIDs = []choice{
		{string(signin.FieldLogin), "Okta username"},
		{string(signin.FieldEmail), "Email"},
		{string(signin.FieldID), "Okta user ID"},
	}
)

// signOn is how people sign in to the app, and what they are called there.
type signOn struct {
	Method method
	Format usernameFormat
	// id is the app's at the sign-in service, empty as long as it is not known there.
	id signin.AppID

	// LoginURL is SWA's.
	LoginURL string

	// What SAML needs.
	ACSURL         string
	Audience       string
	RelayState     string
	NameIDFormat   signin.NameIDFormat
	NameID         signin.Field
	SendAttributes bool
	GroupAttribute string
	saml           signin.SAMLApp

	// What OpenID Connect needs.
	RedirectURIs []string
	LogoutURIs   []string
	InitiateURI  string
	RequirePKCE  bool
	Everybody    bool
	oidc         signin.OIDCApp
}

// attributes are the attribute statements that assertions carry, by the names that
// Okta's own examples use.
func (s *signOn) attributes() []signin.AttributeStatement {
	if !s.SendAttributes {
		return nil
	}
	return []signin.AttributeStatement{
		{Name: "email", Value: signin.FieldEmail},
		{Name: "firstName", Value: signin.FieldFirstName},
		{Name: "lastName", Value: signin.FieldLastName},
	}
}

// choice is an option of a list.
type choice struct{ Value, Label string }

// labelOf returns the label of a value.
func labelOf(choices []choice, value string) string {
	for _, one := range choices {
		if one.Value == value {
			return one.Label
		}
	}
	return value
}

// chosen returns the value if it is one of the choices, the first one otherwise.
func chosen(choices []choice, value string) string {
	for _, one := range choices {
		if one.Value == value {
			return value
		}
	}
	return choices[0].Value
}

// register makes an app with these settings known to the sign-in service, or tells
// it what changed. An app of the catalog whose addresses are not entered yet is not
// known there.
func (s *signOn) register(service *signin.Service, i *integration, with general) error {
	var err error
	switch s.Method {
	case methodSAML:
		settings := signin.SAMLSettings{
			Label: with.Label, ACSURL: s.ACSURL, EntityID: s.Audience, DefaultRelayState: s.RelayState,
			NameIDFormat: s.NameIDFormat, NameID: s.NameID, GroupAttribute: s.GroupAttribute,
			Attributes: s.attributes(), Assigned: i.assigned, Hidden: with.HideWeb,
		}
		switch {
		case i.listing != nil && s.ACSURL == "" && s.Audience == "":
		case s.id == "":
			var made signin.SAMLApp
			if made, err = service.AddSAMLApp(settings); err == nil {
				s.id, s.saml = made.ID, made
			}
		default:
			var changed signin.SAMLApp
			if changed, err = service.ChangeSAMLApp(s.id, settings); err == nil {
				s.saml = changed
			}
		}
	case methodOIDC:
		settings := signin.OIDCSettings{
			Label: with.Label, RedirectURIs: s.RedirectURIs, LogoutURIs: s.LogoutURIs, InitiateURI: s.InitiateURI,
			RequirePKCE: s.RequirePKCE, Assigned: i.assigned, Hidden: with.HideWeb,
		}
		if s.Everybody {
			settings.Assigned = nil
		}
		if s.id == "" {
			var made signin.OIDCApp
			if made, err = service.AddOIDCApp(settings); err == nil {
				s.id, s.oidc = made.ClientID, made
			}
		} else {
			var changed signin.OIDCApp
			if changed, err = service.ChangeOIDCApp(s.id, settings); err == nil {
				s.oidc = changed
			}
		}
	case methodSWA:
		settings := signin.LinkSettings{Label: with.Label, Address: s.LoginURL, Assigned: i.assigned, Hidden: with.HideWeb}
		switch {
		case i.listing != nil && s.LoginURL == "":
		case s.id == "":
			s.id, err = service.AddLink(settings)
		default:
			err = service.ChangeLink(s.id, settings)
		}
	}
	return err
}
