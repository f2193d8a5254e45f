package console

import (
	"strings"

	"github.com/musterhq/muster/internal/okta"
)

// listing is an app of the catalog.
type listing struct {
	// Key names it in addresses.
	Key     string
	Name    string
	Summary string
	// Provisioning says whether it can be provisioned; an app without signs
	// people in alone.
	Provisioning bool
	Credential   okta.Credential
	// BaseURLLabel and TokenLabel are the fields' names in its integration.
	BaseURLLabel string
	TokenLabel   string
	// SignOnStep puts the Sign-On Options on a page of their own. Without it the
	// first page ends with Done.
	SignOnStep bool
}

// catalog is what Browse App Catalog offers: the three apps by which a SCIM server
// is tested, and published apps that the guides describe. The real ones know their
// vendor's address; here it is entered.
var catalog = []listing{
	{ //nolint:gosec // the label of a field, no token
		Key: "scim-bearer", Name: "SCIM 2.0 Test App (OAuth Bearer Token)",
		Summary:      "Sends the token as a bearer token.",
		Provisioning: true, Credential: okta.Bearer, SignOnStep: true,
		BaseURLLabel: "SCIM 2.0 Base Url", TokenLabel: "OAuth Bearer Token",
	},
	{
		Key: "scim-header", Name: "SCIM 2.0 Test App (Header Auth)",
		Summary:      "Sends the token as it was typed, without “Bearer” before it.",
		Provisioning: true, Credential: okta.RawHeader, SignOnStep: true,
		BaseURLLabel: "Base URL", TokenLabel: "API Token",
	},
	{
		Key: "scim-basic", Name: "SCIM 2.0 Test App (Basic Auth)",
		Summary:      "Sends a user name and a password.",
		Provisioning: true, Credential: okta.Basic, SignOnStep: true,
		BaseURLLabel: "SCIM 2.0 Base Url",
	},
	{
		Key: "muster", Name: "Muster",
		Summary:      "A published app: PATCH for activation and groups.",
		Provisioning: true, Credential: okta.Bearer,
		BaseURLLabel: "Base URL", TokenLabel: "API Token",
	},
	{
		Key: "nordlayer", Name: "NordLayer",
		Summary:      "A published app, with single sign-on and provisioning.",
		Provisioning: true, Credential: okta.Bearer,
		BaseURLLabel: "Tenant URL", TokenLabel: "Secret Token",
	},
	{
		Key: "nordpass", Name: "NordPass",
		Summary: "A published app for single sign-on alone.",
	},
	{
		Key: "nulab-pass", Name: "Nulab Pass",
		Summary:      "A published app, with single sign-on and provisioning.",
		Provisioning: true, Credential: okta.Bearer,
		BaseURLLabel: "Base URL", TokenLabel: "API Token",
	},
}

// listed returns the app of the catalog with this key.
func listed(key string) (listing, bool) {
	for _, one := range catalog {
		if one.Key == key {
			return one, true
		}
	}
	return listing{}, false
}

// searchCatalog returns the apps whose name holds every word of the query.
func searchCatalog(query string) []listing {
	var found []listing
	for _, one := range catalog {
		if holdsWords(one.Name, query) {
			found = append(found, one)
		}
	}
	return found
}

// holdsWords says whether text holds every word of the query, whatever their case.
func holdsWords(text, query string) bool {
	text = strings.ToLower(text)
	for word := range strings.FieldsSeq(strings.ToLower(query)) {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}
