package okta

import (
	"encoding/base64"
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// Dialect is one of the two ways in which Okta speaks SCIM.
type Dialect string

const (
	// Catalog is an app from Okta's catalog: PUT for profiles, PATCH for
	// activation and for groups.
	Catalog Dialect = "catalog"
	// Wizard is an app made with the app integration wizard: PUT throughout.
	Wizard Dialect = "wizard"
)

// ParseDialect reads the name of a dialect.
func ParseDialect(name string) (Dialect, error) {
	switch d := Dialect(name); d {
	case Catalog, Wizard:
		return d, nil
	}
	return "", fmt.Errorf("there is no dialect %q: say catalog or wizard", name)
}

// Credential is the form in which the secret travels.
type Credential string

const (
	// Bearer is the OAuth Bearer Token test app: "Authorization: Bearer <token>".
	Bearer Credential = "bearer"
	// RawHeader is the Header Auth test app, which sends the field as it was
	// typed: "Authorization: <token>".
	RawHeader Credential = "header"
	// PrefixedHeader is the wizard's HTTP Header, whose form shows a fixed
	// "Bearer" before the field: "Authorization: Bearer <token>".
	PrefixedHeader Credential = "prefixed-header"
	// Basic is the Basic Auth test app; the token is "user:password".
	Basic Credential = "basic"
)

// ParseCredential reads the name of a credential form.
func ParseCredential(name string) (Credential, error) {
	switch c := Credential(name); c {
	case Bearer, RawHeader, PrefixedHeader, Basic:
		return c, nil
	}
	return "", fmt.Errorf("there is no credential form %q: say bearer, header, prefixed-header or basic", name)
}

// Authorization returns the value of the Authorization header for token.
func (c Credential) Authorization(token string) string {
	switch c {
	case RawHeader:
		return token
	case Basic:
		return "Basic " + base64.StdEncoding.EncodeToString([]byte(token))
	case Bearer, PrefixedHeader:
		return "Bearer " + token
	}
	return "Bearer " + token
}

// Sizes of membership changes in one PATCH (Okta's OIN submission form).
const (
	DefaultMembershipBatch = 100
	MaxMembershipBatch     = 1000
)

// DefaultParallel is how many requests are in flight at once at most. Okta's
// own cap is not known; captures show a handful within some milliseconds.
const DefaultParallel = 8

// maxBaseURL is the longest base URL that Okta's form takes, in characters.
const maxBaseURL = 1024

// Settings are what an Okta administrator enters for an app integration.
// NewSettings gives the ones that a guide asks for.
type Settings struct {
	// Label is the app's name in Okta. It appears in the sentences of failures.
	Label string
	// TenantURL is the SCIM base URL, without /Users.
	TenantURL string
	// Token is the secret as typed; for Basic it is "user:password".
	Token      string
	Credential Credential
	Dialect    Dialect

	// UniqueIdentifier is the attribute in the lookup's filter, userName as a
	// rule. Some guides say email.
	UniqueIdentifier string

	// The ticks under Provisioning > To App.
	CreateUsers      bool
	UpdateAttributes bool
	DeactivateUsers  bool
	// PushPasswords sends the password with profile pushes too. Creating a
	// user always sends one, a random placeholder when this is off.
	PushPasswords bool

	// ImportGroups makes Okta read /Groups and rely on that list; without it a
	// pushed group is looked up by its name first.
	ImportGroups bool
	// RenameGroups is "Rename app groups to match group name in Okta".
	RenameGroups bool
	// MembershipBatch is how many membership changes one PATCH carries, 100
	// when zero, at most 1000.
	MembershipBatch int

	// CustomAttributes are attributes that the administrator added to the app
	// user profile. Those without a namespace never travel.
	CustomAttributes []CustomAttribute

	// NullMemberDisplay sends "display": null for members, as some orgs do.
	NullMemberDisplay bool
	// ScalarArrays sends "active": [false], as one vendor reports of Okta; no
	// capture shows it.
	ScalarArrays bool

	// Parallel is how many requests may be in flight at once, 8 when zero.
	Parallel int
}

// CustomAttribute is an attribute outside the core and enterprise schemas.
type CustomAttribute struct {
	Name string
	// Namespace is the extension's schema URN.
	Namespace string
}

// NewSettings returns the settings that an administrator ends up with who
// follows a setup guide: everything ticked, Import Groups on in a catalog app
// and off in a wizard app (the two captured sessions differ in this).
func NewSettings(dialect Dialect, tenantURL, token string) Settings {
	credential := Bearer
	if dialect == Wizard {
		credential = PrefixedHeader
	}
	return Settings{
		Label:            "Muster",
		TenantURL:        tenantURL,
		Token:            token,
		Credential:       credential,
		Dialect:          dialect,
		UniqueIdentifier: "userName",
		CreateUsers:      true,
		UpdateAttributes: true,
		DeactivateUsers:  true,
		ImportGroups:     dialect == Catalog,
		RenameGroups:     true,
	}
}

// complete fills in what was left zero and refuses what Okta's form refuses.
func (s Settings) complete() (Settings, error) {
	if s.Label == "" {
		s.Label = "Muster"
	}
	if s.Dialect == "" {
		s.Dialect = Catalog
	}
	if s.Credential == "" {
		s.Credential = Bearer
	}
	if s.UniqueIdentifier == "" {
		s.UniqueIdentifier = "userName"
	}
	if s.MembershipBatch == 0 {
		s.MembershipBatch = DefaultMembershipBatch
	}
	if s.Parallel == 0 {
		s.Parallel = DefaultParallel
	}
	if _, err := ParseDialect(string(s.Dialect)); err != nil {
		return s, err
	}
	if _, err := ParseCredential(string(s.Credential)); err != nil {
		return s, err
	}
	if s.Token == "" {
		return s, errors.New("enter the token of the connection")
	}
	if s.MembershipBatch < 1 || s.MembershipBatch > MaxMembershipBatch {
		return s, fmt.Errorf("a membership batch of %d is out of range: choose 1 to %d", s.MembershipBatch, MaxMembershipBatch)
	}
	if s.Parallel < 1 {
		return s, fmt.Errorf("%d requests at once are too few: choose at least 1", s.Parallel)
	}
	return s, checkBaseURL(s.TenantURL)
}

// checkBaseURL holds the rules of Okta's form for a base URL.
func checkBaseURL(text string) error {
	if text == "" {
		return errors.New("enter the tenant URL of the connection")
	}
	if len(text) > maxBaseURL {
		return fmt.Errorf("the tenant URL has %d characters; Okta takes at most %d", len(text), maxBaseURL)
	}
	if strings.Contains(text, "_") {
		return fmt.Errorf("the tenant URL %s contains an underscore, which Okta does not allow", text)
	}
	u, err := url.Parse(text)
	if err != nil {
		return fmt.Errorf("the tenant URL cannot be read: %w", err)
	}
	if (u.Scheme != "https" && u.Scheme != "http") || u.Host == "" {
		return fmt.Errorf("the tenant URL %s is no web address: it starts with https://", text)
	}
	return nil
}
