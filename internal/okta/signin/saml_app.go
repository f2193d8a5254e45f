package signin

import (
	"crypto/x509"
	"errors"
	"fmt"
	"strings"

	"github.com/musterhq/muster/internal/okta"
)

// NameIDFormat is the format of the name by which an assertion calls somebody,
// as Okta's form names it.
type NameIDFormat string

const (
	FormatUnspecified  NameIDFormat = "unspecified"
	FormatEmailAddress NameIDFormat = "emailAddress"
	FormatPersistent   NameIDFormat = "persistent"
)

// nameIDFormats are the formats on the wire.
var nameIDFormats = map[NameIDFormat]string{
	FormatUnspecified:  "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified",
	FormatEmailAddress: "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
	FormatPersistent:   "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
}

// Field is something that Okta knows of a person, in its expression language.
type Field string

const (
	FieldID          Field = "user.id"
	FieldLogin       Field = "user.login"
	FieldEmail       Field = "user.email"
	FieldFirstName   Field = "user.firstName"
	FieldLastName    Field = "user.lastName"
	FieldDisplayName Field = "user.displayName"
	FieldDepartment  Field = "user.department"
)

// fields read them.
var fields = map[Field]func(okta.Person) string{
	FieldID:          func(p okta.Person) string { return string(p.ID) },
	FieldLogin:       func(p okta.Person) string { return p.Profile.Login },
	FieldEmail:       func(p okta.Person) string { return p.Profile.Email },
	FieldFirstName:   func(p okta.Person) string { return p.Profile.GivenName },
	FieldLastName:    func(p okta.Person) string { return p.Profile.FamilyName },
	FieldDisplayName: func(p okta.Person) string { return p.Profile.Name() },
	FieldDepartment:  func(p okta.Person) string { return p.Profile.Department },
}

// AttributeStatement is an attribute that assertions carry.
type AttributeStatement struct {
	Name  string
	Value Field
}

// SAMLSettings are what an administrator enters for an app that signs people in
// by SAML.
type SAMLSettings struct {
	// Label is the app's name on the home page, "Muster" when empty.
	Label string
	// ACSURL is "Single sign-on URL": where assertions go.
	ACSURL string
	// EntityID is "Audience URI (SP Entity ID)".
	EntityID string
	// DefaultRelayState is sent along when the sign-in starts from the tile.
	DefaultRelayState string
	// NameIDFormat is FormatUnspecified when empty, NameID FieldLogin.
	NameIDFormat NameIDFormat
	NameID       Field
	Attributes   []AttributeStatement
	// GroupAttribute is the name of an attribute that lists the person's groups.
	GroupAttribute string
	// Both are signed, unless an administrator says otherwise.
	UnsignedResponse  bool
	UnsignedAssertion bool
	// Certificate is the application's. With it, requests to sign in must be
	// signed; without it, there is no single logout.
	Certificate *x509.Certificate
	// LogoutURL is "Single Logout URL": where answers to a logout go.
	LogoutURL string
	// Assigned tells who is assigned; nil lets everybody in the org.
	Assigned Assigned
	// Hidden keeps the tile from the home page.
	Hidden bool
}

// SAMLApp is an app that signs people in by SAML.
type SAMLApp struct {
	SAMLSettings

	ID AppID
	// Issuer is the entity id of the identity provider, one for each app.
	Issuer      string
	SSOURL      string
	SLOURL      string
	MetadataURL string

	slug string
}

// AddSAMLApp adds an app to the org.
func (s *Service) AddSAMLApp(settings SAMLSettings) (SAMLApp, error) {
	settings, err := settings.complete()
	if err != nil {
		return SAMLApp{}, err
	}
	made := &SAMLApp{SAMLSettings: settings, ID: newAppID("exk"), slug: slug(settings.Label)}
	made.Issuer = "http://www.okta.com/" + string(made.ID)
	at := s.base + "/app/" + made.slug + "/" + string(made.ID)
	made.SSOURL, made.SLOURL = at+"/sso/saml", at+"/slo/saml"
	made.MetadataURL = s.base + "/app/" + string(made.ID) + "/sso/saml/metadata"
	s.mu.Lock()
	defer s.mu.Unlock()
	s.saml[made.ID] = made
	s.apps = append(s.apps, made.ID)
	return *made, nil
}

// ChangeSAMLApp puts other settings in the place of an app's, which keeps its
// addresses and its issuer.
func (s *Service) ChangeSAMLApp(id AppID, settings SAMLSettings) (SAMLApp, error) {
	settings, err := settings.complete()
	if err != nil {
		return SAMLApp{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	app, ok := s.saml[id]
	if !ok {
		return SAMLApp{}, errNoApp
	}
	// Requests on their way may still read the app of before.
	changed := *app
	changed.SAMLSettings = settings
	s.saml[id] = &changed
	return changed, nil
}

// complete fills in what was left empty and refuses what Okta's form refuses.
func (settings SAMLSettings) complete() (SAMLSettings, error) {
	if settings.Label == "" {
		settings.Label = "Muster"
	}
	if settings.NameIDFormat == "" {
		settings.NameIDFormat = FormatUnspecified
	}
	if settings.NameID == "" {
		settings.NameID = FieldLogin
	}
	if settings.EntityID == "" {
		return settings, errors.New("enter the audience URI")
	}
	if err := checkAddress("single sign-on URL", settings.ACSURL); err != nil {
		return settings, err
	}
	if settings.LogoutURL != "" {
		if err := checkAddress("single logout URL", settings.LogoutURL); err != nil {
			return settings, err
		}
		if settings.Certificate == nil {
			return settings, errors.New("enter the certificate of the application, which single logout needs")
		}
	}
	if _, known := nameIDFormats[settings.NameIDFormat]; !known {
		return settings, fmt.Errorf("there is no name ID format %q", settings.NameIDFormat)
	}
	if _, known := fields[settings.NameID]; !known {
		return settings, fmt.Errorf("the expression %q is not known", settings.NameID)
	}
	for _, attribute := range settings.Attributes {
		if _, known := fields[attribute.Value]; !known || attribute.Name == "" {
			return settings, fmt.Errorf("the attribute %q has the expression %q, which is not known", attribute.Name, attribute.Value)
		}
	}
	return settings, nil
}

func (s *Service) samlApp(id AppID) (*SAMLApp, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	app, ok := s.saml[id]
	return app, ok
}

// slug is a label in an address.
func slug(label string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
			return r
		case 'A' <= r && r <= 'Z':
			return r + 'a' - 'A'
		}
		return '_'
	}, label) + "_1"
}
