// Package scimserver is the door for identity providers: RFC 7644 over HTTP.
//
// It owns the addresses under /scim/v2, how a Secret Token selects a
// connection, how requests are read and answers written, how lists are paged,
// and the translation between SCIM's words and the directory's, which is all in
// convert.go. What a provider may do is decided in provisioning.
//
// Addresses:
//
//	/scim/v2/{connection}/Users[/{id}]     the Tenant URL of a connection
//	/scim/v2/Users[/{id}]                  the token alone selects the connection
//	… and the same for Groups, ServiceProviderConfig, ResourceTypes, Schemas
//
// Every answer is SCIM JSON with the content type application/scim+json, errors
// included, because Okta shows anything else to its administrator as "Invalid
// JSON". A detail is one sentence that says what to do.
package scimserver
